import { equal, ok } from 'node:assert/strict';
import { builtInEnvironments, type Environment } from '../../src/procore/environments.ts';
import { forecastText, runForecast, waitForLast } from '../../src/runner/forecast.ts';
import type { KnownWindow } from '../../src/runner/rateWindows.ts';

const now = 1_000_000;
const spike = (left: number, resetsIn = 10_000): KnownWindow => ({
  kind: 'spike',
  limit: 25,
  left,
  turn: 0,
  resetsAt: now + resetsIn,
});
const hourly = (left: number, resetsIn: number): KnownWindow => ({
  kind: 'hourly',
  limit: 600,
  left,
  turn: 0,
  resetsAt: now + resetsIn,
});

describe('the forecast', () => {
  for (const [claim, requests, windows, expected] of [
    ['knows nothing where no window was told of', 118, [], undefined],
    ['is nothing where all may go at once', 24, [spike(24)], 0],
    ['waits for the end of the window', 25, [spike(24, 3000)], 3000],
    ['counts each window that it takes', 118, [spike(24)], 40_000],
    ['begins with a full window where the last one is over', 50, [spike(0, -5000)], 10_000],
    ['takes the tighter of two windows', 10, [spike(20), hourly(5, 60_000)], 60_000],
    ['goes on by the spike window when the hour is over', 60, [spike(20), hourly(5, 60_000)], 80_000],
    ['pays a debt with the next window', 25, [spike(-2, 4000)], 4000],
  ] as const) {
    it(claim, () => equal(waitForLast(requests, windows, now), expected));
  }

  it('leaves room for what is under way', () => {
    equal(waitForLast(20, [spike(24)], now, 4), 0);
    equal(waitForLast(21, [spike(24)], now, 4), 10_000);
  });

  it('of a run is the longest of its environment, and none where nothing waits', () => {
    const [mine, other] = builtInEnvironments;
    ok(mine && other);
    const budget = (environment: Environment, left: number, company: string) => ({
      environment,
      app: undefined,
      company,
      windows: [spike(left)],
    });
    const budgets = [budget(mine, 24, '1'), budget(mine, 3, '2'), budget(other, 0, '1')];
    equal(runForecast(20, budgets, mine.name, now), 10_000);
    equal(runForecast(3, budgets, mine.name, now), undefined);
    equal(runForecast(100, [], mine.name, now), undefined);
  });

  for (const [requests, milliseconds, text] of [
    [118, 49_100, '118 requests, about 50 s at this budget'],
    [1, undefined, '1 request'],
    [20, 300, '20 requests'],
    [10_000, 4_000_000, '10,000 requests, about 67 min at this budget'],
    [40_000, 16_000_000, '40,000 requests, about 4 h 27 min at this budget'],
  ] as const) {
    it(`reads: ${text}`, () => equal(forecastText(requests, milliseconds), text));
  }
});
