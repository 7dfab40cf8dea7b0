import { deepEqual, equal } from 'node:assert/strict';
import { caseOfEntry, caseOfSent, historyIdOf } from '../../../src/vscode/supportReport/supportCase.ts';
import { refused, sampleSent } from '../../support/sampleExchange.ts';

describe('The case of a support report', () => {
  it('is what was last sent, with its body and the time when it went out', () => {
    const sent = sampleSent({
      exchange: refused(),
      sentAt: 5,
      known: { context: {}, sentBody: '{"a":1}' },
    });
    deepEqual(caseOfSent(sent)?.about, {
      exchange: sent.exchange,
      sentBody: '{"a":1}',
      at: 5,
      environmentTitle: 'Simulator',
    });
    equal(caseOfSent(sampleSent({ exchange: refused() }))?.about.at, sampleSent().startedAt);
    equal(caseOfSent(sampleSent({ exchange: refused({ attempts: 0 }) }))?.about.at, undefined);
    equal(caseOfSent(sampleSent({ exchange: undefined })), undefined);
  });

  it('has a label for a tab, and never a target in it', () => {
    const labelOf = (label: string, target = '/rest/v1.0/projects?token=x') =>
      caseOfSent(sampleSent({ label, target }))?.label;
    equal(labelOf('Open RFIs: all/mine'), 'Open RFIs all mine');
    equal(labelOf('GET /rest/v1.0/projects?token=x'), 'GET');
    equal(labelOf('GET {{host}}/x?secret=1', '/x'), 'GET');
    equal(labelOf('\u001b'), 'GET');
  });

  it('is an entry of the history as well', () => {
    const head = {
      ...{ at: 7, document: 'file:///a.http', key: 'me', label: 'me', method: 'GET', url: '' },
      ...{ environment: 'sandbox', environmentTitle: 'Developer Sandbox', outcome: '', status: 403 },
      result: 'failed' as const,
      diagnoses: [],
    };
    const exchange = refused();
    const detail = {
      ...{ exchange, template: '', definitions: '', sentBody: 'a=b', allPages: false },
      ...{ company: undefined, project: undefined, left: undefined },
    };
    const { id, label, about } = caseOfEntry('1/2', { head, detail });
    deepEqual(about, { exchange, sentBody: 'a=b', at: 7, environmentTitle: 'Developer Sandbox' });
    deepEqual([id, label], ['history 1/2', 'me']);
  });

  it('takes the row of a history out of any arguments', () => {
    equal(historyIdOf([{ kind: 'entry', entry: { id: '1/2' } }]), '1/2');
    for (const row of [undefined, null, 1, 'x', {}, { entry: null }, { entry: { id: 3 } }])
      equal(historyIdOf([row]), undefined);
  });
});
