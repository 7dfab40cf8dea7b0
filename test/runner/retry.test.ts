import { deepEqual } from 'node:assert/strict';
import { reusedConnection } from '../../src/runner/connect.ts';
import { nextStep, noTries, type Tries } from '../../src/runner/retry.ts';
import type { Answer, SendFailure } from '../../src/runner/send.ts';

const now = Date.parse('2026-11-22T05:00:00Z');

function answer(status: number, headers: Answer['headers'] = {}): Answer {
  return {
    status,
    statusText: '',
    headers,
    body: Buffer.alloc(0),
    connection: reusedConnection,
    firstByteMs: 1,
  };
}

function failure(code: string, sent: boolean): SendFailure {
  return { code, message: code, sent };
}

/** The waits in milliseconds before it is given up, when every attempt ends the same way. */
function delays(method: string, outcome: Answer | SendFailure, deadline?: number): number[] {
  const waits: number[] = [];
  for (let tries: Tries = noTries; ; ) {
    const step = nextStep(method, outcome, tries, { now, random: () => 0, deadline });
    if (step.kind === 'done') return waits;
    waits.push(step.milliseconds);
    tries = step.tries;
  }
}

describe('repeating', () => {
  const cases: readonly (readonly [string, string, Answer | SendFailure, readonly number[]])[] = [
    ['a good answer is the end', 'GET', answer(200), []],
    ['a refusal is the end', 'GET', answer(404), []],
    ['a read is repeated after 502', 'GET', answer(502), [500, 1000]],
    ['a read is repeated after 504', 'HEAD', answer(504), [500, 1000]],
    ['a read is repeated after 503 that names no time', 'GET', answer(503), [500, 1000]],
    ['a read is repeated once after 500', 'GET', answer(500), [500]],
    ['a read is repeated after a lost connection', 'GET', failure('ECONNRESET', true), [500, 1000]],
    ['a write is not repeated after 500', 'POST', answer(500), []],
    ['a write is not repeated after 502', 'PATCH', answer(502), []],
    ['a write is not repeated after 503 that names no time', 'DELETE', answer(503), []],
    ['a write that may have arrived is not repeated', 'POST', failure('UND_ERR_SOCKET', true), []],
    ['a write that never left is repeated', 'POST', failure('ECONNREFUSED', false), [500, 1000]],
    ['a name that does not exist is not tried again', 'GET', failure('ENOTFOUND', false), []],
    ['a bad certificate is not tried again', 'GET', failure('CERT_HAS_EXPIRED', false), []],
    ['a cancelled request is not tried again', 'GET', failure('cancelled', true), []],
    ['a write waits out 429', 'POST', answer(429, { 'retry-after': '7' }), [7000, 7000, 7000, 7000, 7000]],
    [
      'a write waits out 503 that names a time',
      'POST',
      answer(503, { 'retry-after': '3' }),
      [3000, 3000, 3000, 3000, 3000],
    ],
    [
      '429 without a word is waited out ever longer',
      'GET',
      answer(429),
      [10_000, 20_000, 40_000, 80_000, 160_000],
    ],
    ['a wait of hours is not begun', 'GET', answer(429, { 'retry-after': '7200' }), []],
  ];
  for (const [claim, method, outcome, expected] of cases) {
    it(claim, () => deepEqual(delays(method, outcome), expected));
  }

  it('a wait beyond the time the request was given is not begun', () => {
    deepEqual(delays('GET', answer(429, { 'retry-after': '7' }), now + 5000), []);
  });
});
