import type { Diagnosis } from '../../src/procore/diagnosis/diagnosis.ts';
import type { QueryHint } from '../../src/procore/diagnosis/queryHint.ts';
import type { Exchange } from '../../src/runner/exchange.ts';
import type { SentRequest } from '../../src/vscode/requests/sentRequests.ts';
import type { Wording } from '../../src/vscode/responses/responseText.ts';

/** A quick, successful GET of one page, changed as a test needs it. */
export function sampleExchange(changes: Partial<Exchange> = {}): Exchange {
  return {
    request: {
      name: 'me',
      file: 'tour.http',
      line: 3,
      method: 'GET',
      url: 'http://127.0.0.1:27570/rest/v1.0/me',
      headers: { authorization: '***' },
      bodyBytes: 0,
    },
    environment: 'simulator',
    response: {
      status: 200,
      statusText: 'OK',
      headers: { 'content-type': 'application/json', 'set-cookie': ['a=1', 'b=2'] },
      bodyBytes: 12,
      body: '{"id":9007199254740993}',
    },
    error: null,
    timings: { queuedMs: 0, dnsMs: null, connectMs: null, tlsMs: null, firstByteMs: 30, totalMs: 38.4 },
    attempts: 1,
    asserts: [],
    rateLimit: null,
    pagination: null,
    diagnoses: [],
    ...changes,
  };
}

export const forbidden: Diagnosis = {
  id: 'permission-insufficient',
  severity: 'error',
  title: 'The account may not do this',
  cause: 'Its permission on the tool is too low',
  remedies: ['Ask a project administrator for Standard permission.', 'Use another account.'],
  link: 'https://developers.procore.com/documentation/troubleshooting',
  actions: [],
  fields: [],
};

export function refused(changes: Partial<Exchange> = {}): Exchange {
  return sampleExchange({
    response: { status: 403, statusText: 'Forbidden', headers: {}, bodyBytes: 2, body: '{}' },
    diagnoses: [forbidden],
    ...changes,
  });
}

/** What is said of a good answer to `?filter[status]=open`. */
export const sampleHint: QueryHint = {
  title: 'filter[status] is not in the catalog: filters[status]?',
  text: 'The catalog does not know filter[status] here; it knows filters[status].',
  names: ['filter[status]'],
};

export function sampleSent(changes: Partial<SentRequest> = {}): SentRequest {
  return {
    document: 'file:///tour.http',
    key: 'me',
    label: 'me',
    method: 'GET',
    target: '/rest/v1.0/me',
    environmentTitle: 'Simulator',
    startedAt: Date.UTC(2026, 9, 5, 6, 0, 0),
    progress: 'Sending',
    exchange: sampleExchange(),
    ...changes,
  };
}

export const wording: Wording = { timeOf: iso => iso.slice(11, 19) };
