import { deepEqual, equal, match } from 'node:assert/strict';
import { parseHttpFile } from '../../src/httpFile/parser.ts';
import { timeLimit } from '../../src/runner/timeLimit.ts';
import { runText } from '../support/runText.ts';

function limitOf(flag: string, timeoutMs?: number) {
  const [request] = parseHttpFile(`${flag}\nGET /rest/v1.0/me`).requests;
  if (request === undefined) throw new Error('no request');
  return timeLimit({ request, timeoutMs });
}

describe('the time limit of a request', () => {
  it('is none where nobody sets one', () => equal(limitOf('# no flag'), undefined));
  it('is that for all requests where it has no @timeout', () => equal(limitOf('# no flag', 5000), 5000));
  it('is in seconds where @timeout has no unit', () => equal(limitOf('# @timeout 30'), 30_000));
  it('takes milliseconds, seconds and minutes', () => {
    const flags = ['# @timeout 500 ms', '# @timeout 1.5s', '# @timeout 2 m'];
    deepEqual(
      flags.map(flag => limitOf(flag)),
      [500, 1500, 120_000],
    );
  });
  it('is the shorter of the two', () => {
    deepEqual([limitOf('# @timeout 30', 1000), limitOf('# @timeout 1', 30_000)], [1000, 1000]);
  });

  for (const wrong of ['', '0', '-3', 'soon', '5 h']) {
    it(`"${wrong}" stops the request and says what to write`, async () => {
      const { exchange } = await runText(`# @timeout ${wrong}\nGET /rest/v1.0/me`);
      deepEqual([exchange.response, exchange.error?.code], [null, 'timeout-unreadable']);
      match(exchange.error?.message ?? '', /# @timeout 30/);
    });
  }
});
