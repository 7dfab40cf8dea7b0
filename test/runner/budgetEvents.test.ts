import assert from 'node:assert/strict';
import { simulatorEnvironment } from '../../src/procore/environments.ts';
import { isTooLate } from '../../src/runner/budget.ts';
import { type BudgetEvent, createBudgets } from '../../src/runner/budgets.ts';
import { virtualClock } from '../support/virtualClock.ts';

describe('Budgets', () => {
  it('tell of every answer, with what its headers said and what is known after it', async () => {
    const clock = virtualClock(Date.UTC(2026, 10, 22, 5));
    const events: BudgetEvent[] = [];
    const budgets = createBudgets({ clock, random: () => 0.5, onBudget: event => events.push(event) });
    const owner = { environment: simulatorEnvironment('http://127.0.0.1:1'), app: 'a', company: '1' };
    const send = async (status: number, headers: Readonly<Record<string, string>>) => {
      const place = await budgets
        .of(owner)
        .reserve({ priority: 'person', signal: new AbortController().signal });
      assert.ok(!isTooLate(place));
      place.learn(status, headers);
      place.learn(status, headers);
    };
    const reset = String(clock.now() / 1000 + 8);
    await send(200, {
      'x-rate-limit-limit': '25',
      'x-rate-limit-remaining': '24',
      'x-rate-limit-reset': reset,
    });
    await send(429, {});
    assert.deepEqual(
      events.map(({ at, status, told, windows, company, app }) => [
        at,
        status,
        told?.remaining,
        windows.map(({ kind, left }) => `${kind} ${left}`),
        company,
        app,
      ]),
      [
        [clock.now(), 200, 24, ['spike 24'], '1', 'a'],
        [clock.now(), 429, undefined, ['spike 23'], '1', 'a'],
      ],
    );
  });
});
