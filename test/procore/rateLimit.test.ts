import assert from 'node:assert/strict';
import { readRateLimit, requestedWait, waitingTime } from '../../src/procore/rateLimit.ts';

const date = 'Tue, 03 Mar 2026 10:00:00 GMT';
const now = Date.parse(date);
const second = now / 1000;
const rate = (reset: number, more: Record<string, string> = {}) => ({
  'x-rate-limit-limit': '25',
  'x-rate-limit-remaining': '3',
  'x-rate-limit-reset': String(reset),
  ...more,
});
const noJitter = { now, attempt: 1, random: () => 0 };

describe('Rate limit report', () => {
  it('reads limit, remaining and reset as the server said them', () => {
    assert.deepEqual(readRateLimit(rate(second + 7, { date })), {
      limit: 25,
      remaining: 3,
      resetAt: '2026-03-03T10:00:07.000Z',
      window: 'spike',
    });
  });

  const windows: readonly [string, Record<string, string>, number | undefined, string][] = [
    ['a reset within 10 s is the spike window', rate(second + 10, { date }), undefined, 'spike'],
    [
      'a full spike window read by a cut Date is still spike',
      rate(second + 11, { date }),
      undefined,
      'spike',
    ],
    ['a later reset is the hourly window', rate(second + 12, { date }), undefined, 'hourly'],
    ['an hour away is the hourly window', rate(second + 3600, { date }), undefined, 'hourly'],
    ['a past reset is the spike window', rate(second - 5, { date }), undefined, 'spike'],
    ['the answer beats a wrong local clock', rate(second + 5, { date }), now - 86_400_000, 'spike'],
    ['the local clock serves where the answer has no Date', rate(second + 5), now, 'spike'],
    ['without any clock the window is unknown', rate(second + 5), undefined, 'unknown'],
    ['Retry-After serves where no clock does', rate(second, { 'retry-after': '1800' }), undefined, 'hourly'],
  ];
  for (const [claim, headers, clock, window] of windows) {
    it(claim, () => assert.equal(readRateLimit(headers, clock)?.window, window));
  }

  it('is not there where a header is missing or no number', () => {
    assert.equal(readRateLimit({ 'x-rate-limit-limit': '25', 'x-rate-limit-remaining': '3' }), undefined);
    assert.equal(readRateLimit(rate(Number.NaN)), undefined);
    assert.equal(readRateLimit({ ...rate(1), 'x-rate-limit-reset': '9'.repeat(15) }), undefined);
    assert.equal(readRateLimit({ ...rate(1), 'x-rate-limit-reset': String(now) }), undefined);
    assert.equal(readRateLimit({ ...rate(1), 'x-rate-limit-limit': '-1' }), undefined);
    assert.equal(readRateLimit({}), undefined);
  });
});

describe('Waiting after a refusal', () => {
  const waits: readonly [string, Record<string, string>, number][] = [
    ['takes Retry-After in seconds', { 'retry-after': '7' }, 7_000],
    ['takes Retry-After as a date', { 'retry-after': 'Tue, 03 Mar 2026 10:00:30 GMT', date }, 30_000],
    ['takes the reset time', rate(second + 9, { date }), 9_000],
    ['takes the longer of both', rate(second + 4, { date, 'retry-after': '6' }), 6_000],
    ['waits at least a second', rate(second - 60, { date, 'retry-after': '0' }), 1_000],
    ['ignores a Retry-After that is neither', { 'retry-after': 'soon' }, 10_000],
  ];
  for (const [claim, headers, wait] of waits) {
    it(claim, () => assert.equal(waitingTime(headers, noJitter), wait));
  }

  it('measures the reset by the server clock when the local one is an hour off', () => {
    const wrongClock = { ...noJitter, now: now + 3_600_000 };
    assert.equal(waitingTime(rate(second + 8, { date }), wrongClock), 8_000);
  });

  it('doubles from 10 s where the answer says nothing, up to five minutes', () => {
    const delays = [1, 2, 3, 4, 5, 6, 7].map(attempt => waitingTime({}, { ...noJitter, attempt }));
    assert.deepEqual(delays, [10_000, 20_000, 40_000, 80_000, 160_000, 300_000, 300_000]);
  });

  it('adds jitter and never waits less than asked', () => {
    const jittered = [0, 0.5, 1].map(random =>
      waitingTime({ 'retry-after': '2' }, { ...noJitter, random: () => random }),
    );
    assert.deepEqual(jittered, [2_000, 2_250, 2_500]);
  });

  it('says where an answer asks for nothing', () => assert.equal(requestedWait({ date }, now), undefined));
});
