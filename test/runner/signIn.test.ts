import assert from 'node:assert/strict';
import { OAuthError } from '../../src/oauth/errors.ts';
import { runText } from '../support/runText.ts';

describe('A request of a session that has ended', () => {
  for (const [refresh, cause] of [
    ['revoked', /The session was revoked/],
    ['replayed', /was used before.*another window, process or copy/],
    ['unknown-outcome', /got no answer.*was lost with that answer/],
  ] as const)
    it(`says that its refresh token was ${refresh}`, async () => {
      const ended = new OAuthError('session-ended', 'It has ended. Sign in again.', {
        error: 'invalid_grant',
        refresh,
      });
      const { exchange } = await runText('GET /rest/v1.0/me', { getToken: () => Promise.reject(ended) });
      assert.deepEqual(exchange.error, { code: 'invalid_grant', message: 'It has ended. Sign in again.' });
      assert.deepEqual(
        exchange.diagnoses.map(({ id }) => id),
        ['refresh-token-invalid'],
      );
      assert.match(exchange.diagnoses[0]?.cause ?? '', cause);
    });
});

describe('A request for which nobody may be asked to sign in', () => {
  it('says so whenever it wants a token', async () => {
    const asked: unknown[] = [];
    await runText('GET /rest/v1.0/me', {
      job: { asks: false },
      getToken: async (_environment, { asks }) => {
        asked.push(asks);
        return undefined;
      },
    });
    assert.deepEqual(asked, [false]);
  });
});

describe('A request whose time is over while it waits for a token', () => {
  it('says that nothing was sent, and what to do', async () => {
    const { exchange } = await runText('# @timeout 1 ms\nGET /rest/v1.0/me', {
      getToken: (_environment, { signal }) =>
        new Promise((_resolve, reject) => {
          if (signal.aborted) reject(signal.reason);
          signal.addEventListener('abort', () => reject(signal.reason));
        }),
    });
    assert.deepEqual(exchange.error, {
      code: 'ETIMEDOUT',
      message: 'There was no complete answer within 1 ms. Nothing was sent.',
    });
    assert.deepEqual(
      exchange.diagnoses.map(({ id, title }) => [id, title]),
      [['timeout', 'Not sent in time']],
    );
  });
});
