import { deepEqual, equal } from 'node:assert/strict';
import { exchangeJson } from '../../src/runner/exchangeJson.ts';
import { AnsweringDispatcher } from '../support/answeringDispatcher.ts';
import { runText } from '../support/runText.ts';

describe('An exchange as a line of JSON', () => {
  it('tells of a response what its readers know, also after redirects', async () => {
    const dispatcher = new AnsweringDispatcher(() => ({
      status: 302,
      headers: { location: '/a' },
      body: '',
    }));
    const { exchange } = await runText('GET /rest/v1.0/a', { dispatcher });
    equal(exchange.response?.redirects, 5);
    const told: { response: object } = JSON.parse(exchangeJson(exchange));
    deepEqual(Object.keys(told.response), ['status', 'statusText', 'headers', 'bodyBytes', 'body']);
  });
});
