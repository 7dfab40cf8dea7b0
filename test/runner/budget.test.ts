import { equal } from 'node:assert/strict';
import { createBudget } from '../../src/runner/budget.ts';

const now = Date.parse('2026-11-22T05:00:00Z');

function told(limit: number, remaining: number, resetIn: number) {
  return {
    date: new Date(now).toUTCString(),
    'x-rate-limit-limit': String(limit),
    'x-rate-limit-remaining': String(remaining),
    'x-rate-limit-reset': String(now / 1000 + resetIn),
  };
}

describe('the budget', () => {
  it('lets everything go until it is told otherwise', () => {
    const budget = createBudget();
    budget.spend();
    equal(budget.waitingTime(now), 0);
  });

  it('holds requests back until the window resets', () => {
    const budget = createBudget();
    budget.learn(told(25, 0, 8), now);
    equal(budget.waitingTime(now), 8000);
    equal(budget.waitingTime(now + 8000), 0);
  });

  it('counts what it sends itself', () => {
    const budget = createBudget();
    budget.learn(told(25, 2, 8), now);
    budget.spend();
    equal(budget.waitingTime(now), 0);
    budget.spend();
    equal(budget.waitingTime(now), 8000);
  });

  it('remembers the hourly window while answers tell of the spike window', () => {
    const budget = createBudget();
    budget.learn(told(600, 1, 1800), now);
    budget.learn(told(25, 20, 8), now);
    budget.spend();
    equal(budget.waitingTime(now), 1_800_000);
  });

  it('learns nothing from an answer without the headers', () => {
    const budget = createBudget();
    budget.learn({}, now);
    equal(budget.waitingTime(now), 0);
  });
});
