import { deepEqual, ok } from 'node:assert/strict';
import { AnsweringDispatcher } from '../support/answeringDispatcher.ts';
import { runText, tokenOf } from '../support/runText.ts';

/** Knows only the newer token. */
function refusingFirst(): AnsweringDispatcher {
  let count = 0;
  return new AnsweringDispatcher(() => {
    count += 1;
    return { status: count === 1 ? 401 : 200, body: '{}' };
  });
}

describe('A request whose token was refused', () => {
  const real = performance.now.bind(performance);
  let passed = 0;
  before(() => {
    performance.now = () => real() + passed;
  });
  after(() => {
    Reflect.deleteProperty(performance, 'now');
  });

  it('takes as long as it was under way, without the time in which somebody signs in anew', async () => {
    const anHour = 3_600_000;
    const renewed: boolean[] = [];
    const { exchange } = await runText('GET /rest/v1.0/me\n', {
      dispatcher: refusingFirst(),
      getToken: async (environment, { rejected }) => {
        if (rejected === undefined) return tokenOf(environment, 'a-token');
        passed += anHour;
        return tokenOf(environment, 'a-newer-token');
      },
      job: { onRenewed: milliseconds => renewed.push(milliseconds >= anHour) },
    });
    deepEqual([exchange.response?.status, exchange.attempts], [200, 2]);
    ok((exchange.timings.totalMs ?? anHour) < anHour, String(exchange.timings.totalMs));
    deepEqual(renewed, [true]);
  });
});
