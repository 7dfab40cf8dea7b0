import { deepEqual } from 'node:assert/strict';
import { reusedConnection } from '../../src/runner/connect.ts';
import { backgroundRetryPolicy, nextStep, noTries, retryPolicy, type Tries } from '../../src/runner/retry.ts';
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

interface Circumstances {
  readonly deadline: number;
  readonly random: number;
  readonly policy: typeof retryPolicy;
}

/** `Date`, and a time that much later, by a clock that is ten minutes ahead of ours. */
function served(seconds: number) {
  const date = now + 600_000;
  const later = date + seconds * 1000;
  return { date: httpDate(date), later: httpDate(later), reset: String(later / 1000) };
}

const httpDate = (milliseconds: number) => new Date(milliseconds).toUTCString();
const fiveTimes = (milliseconds: number) => Array.from({ length: 5 }, () => milliseconds);

/** The waits in milliseconds before it is given up, when every attempt ends the same way. */
function delays(
  method: string,
  outcome: Answer | SendFailure,
  { deadline, random = 0, policy = retryPolicy }: Partial<Circumstances> = {},
): number[] {
  const waits: number[] = [];
  for (let tries: Tries = noTries; ; ) {
    const step = nextStep(method, outcome, tries, { now, random: () => random, deadline }, policy);
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
    [
      'what the client itself cannot send is not tried again',
      'PUT',
      failure('UND_ERR_NOT_SUPPORTED', false),
      [],
    ],
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
    [
      '429 is waited out until the reset, by the clock of the answer',
      'GET',
      answer(429, { date: served(8).date, 'x-rate-limit-reset': served(8).reset }),
      fiveTimes(8000),
    ],
    [
      '429 is waited out until the date that it names, by the clock of the answer',
      'GET',
      answer(429, { date: served(8).date, 'retry-after': served(8).later }),
      fiveTimes(8000),
    ],
    [
      'of two times the later one counts',
      'GET',
      answer(429, { date: served(8).date, 'retry-after': '3', 'x-rate-limit-reset': served(8).reset }),
      fiveTimes(8000),
    ],
    [
      '503 is waited out until the date that it names',
      'PATCH',
      answer(503, { date: served(5).date, 'retry-after': served(5).later }),
      fiveTimes(5000),
    ],
    [
      'a time that has passed is a second',
      'GET',
      answer(429, { date: served(0).later, 'x-rate-limit-reset': String(now / 1000) }),
      fiveTimes(1000),
    ],
    [
      'the rest of an hour is waited out',
      'GET',
      answer(429, { date: served(3599).date, 'x-rate-limit-reset': served(3599).reset }),
      fiveTimes(3_599_000),
    ],
    ['a read that needs no answer body is a read', 'HEAD', failure('UND_ERR_SOCKET', true), [500, 1000]],
    ['a damaged body is not read again', 'GET', failure('Z_DATA_ERROR', true), []],
    ['a timeout on the server is the end', 'GET', answer(408), []],
    ['a conflict is the end', 'PUT', answer(409), []],
    ['a wait of hours is not begun', 'GET', answer(429, { 'retry-after': '7200' }), []],
  ];
  for (const [claim, method, outcome, expected] of cases) {
    it(claim, () => deepEqual(delays(method, outcome), expected));
  }

  it('a wait beyond the time the request was given is not begun', () => {
    deepEqual(delays('GET', answer(429, { 'retry-after': '7' }), { deadline: now + 5000 }), []);
  });

  it('is spread, so that those who were refused together do not come back together', () => {
    deepEqual(delays('GET', answer(502), { random: 0.5 }), [750, 1500]);
    deepEqual(delays('GET', answer(429, { 'retry-after': '7' }), { random: 0.5 }), fiveTimes(7250));
  });

  it('is more patient with one request of many', () => {
    const waits = delays('GET', answer(429, { 'retry-after': '7' }), { policy: backgroundRetryPolicy });
    deepEqual([waits.length, new Set(waits).size], [30, 1]);
    deepEqual(delays('GET', answer(502), { policy: backgroundRetryPolicy }), [500, 1000]);
  });
});
