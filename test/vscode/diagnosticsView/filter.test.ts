import assert from 'node:assert/strict';
import {
  type Filter,
  filterChoices,
  filtered,
  filterText,
  isFiltering,
  noFilter,
} from '../../../src/vscode/diagnosticsView/filter.ts';
import { refused, sampleExchange, sampleSent } from '../../support/sampleExchange.ts';

const list = [
  sampleSent({ label: 'good' }),
  sampleSent({ label: 'bad', exchange: refused() }),
  sampleSent({ label: 'running', exchange: undefined }),
  sampleSent({ label: 'other', document: 'file:///other.http', environmentTitle: 'Production' }),
  sampleSent({ label: 'elsewhere', exchange: sampleExchange({ environment: null }) }),
];
const shown = (filter: Partial<Filter>) =>
  filtered(list, { ...noFilter, ...filter }).map(({ label }) => label);

describe('The filter of the Diagnostics view', () => {
  it('shows all at first', () => {
    assert.equal(isFiltering(noFilter), false);
    assert.equal(shown({}).length, list.length);
    assert.equal(filterText(noFilter, 5, 5, String), undefined);
  });

  it('shows failures, and what may become one', () =>
    assert.deepEqual(shown({ onlyFailures: true }), ['bad', 'running']));

  it('shows environments, by host where it is none of them', () => {
    assert.deepEqual(shown({ environments: ['Production'] }), ['other']);
    assert.deepEqual(shown({ environments: ['127.0.0.1:27570'] }), ['elsewhere']);
  });

  it('shows files, and both together', () => {
    assert.deepEqual(shown({ files: ['file:///other.http'] }), ['other']);
    assert.deepEqual(shown({ files: ['file:///other.http'], onlyFailures: true }), []);
  });

  it('offers what there is and what is chosen', () =>
    assert.deepEqual(filterChoices(list, { ...noFilter, environments: ['Sandbox'] }), {
      environments: ['127.0.0.1:27570', 'Production', 'Sandbox', 'Simulator'],
      files: ['file:///other.http', 'file:///tour.http'],
    }));

  it('says what it hides', () =>
    assert.equal(
      filterText(
        { onlyFailures: true, environments: ['Simulator'], files: ['file:///tour.http'] },
        3,
        12,
        document => document.slice(8),
      ),
      'Only failed · Simulator · tour.http: 3 of 12 requests',
    ));
});
