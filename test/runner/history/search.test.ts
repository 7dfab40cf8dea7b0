import { equal } from 'node:assert/strict';
import { matches } from '../../../src/runner/history/search.ts';
import { exchange } from '../../support/exchange.ts';
import { sampleEntry } from './sampleRecord.ts';

describe('the search in the history', () => {
  const { head } = sampleEntry(
    '# @name openRfis\nGET /rest/v1.0/rfis\n',
    exchange({ response: { status: 403 }, request: { url: 'https://sandbox.procore.com/rest/v1.0/rfis' } }),
    { outcome: '403 Forbidden · 15 ms', result: 'failed', document: 'file:///site/rfis.http' },
  );

  for (const wanted of [
    '',
    '  ',
    'openrfis',
    'RFIS sandbox',
    'forbidden 403',
    '4xx',
    'failed get',
    'rfis.http',
  ])
    it(`finds "${wanted}"`, () => equal(matches(head, wanted), true));

  for (const wanted of ['2xx', 'openrfis production', 'post'])
    it(`does not find "${wanted}"`, () => equal(matches(head, wanted), false));
});
