import assert from 'node:assert/strict';
import type { BudgetReport } from '../../../src/runner/budgets.ts';
import { budgetStatus } from '../../../src/vscode/budgets/budgetStatusModel.ts';
import { wording } from '../../support/sampleExchange.ts';
import { at, hourlyWindow, report, sandbox, spikeWindow } from './sampleBudget.ts';

const now = at('06:16:00');
const status = (budgets: readonly BudgetReport[], warnBelow = 0.1) =>
  budgetStatus(budgets, warnBelow, now, wording);

describe('The status bar', () => {
  it('says how little is left and for how long', () => {
    const shown = status([report([hourlyWindow(12, '06:20:00', 3600), spikeWindow(20, '06:16:09')])]);
    assert.equal(shown?.text, '$(dashboard) 12 of 3,600 left, resets in 4 min');
    assert.equal(
      shown?.spoken,
      `Procore rate limit nearly spent: ${sandbox.title}: 12 of 3,600 requests left this hour, resets at 06:20:00`,
    );
    assert.match(shown?.tooltip ?? '', /X-Rate-Limit headers/);
  });

  it('says nothing while there is enough, after the reset, and where nobody wants it', () => {
    assert.equal(status([report([hourlyWindow(400, '06:20:00', 3600)])]), undefined);
    assert.equal(status([report([hourlyWindow(0, '06:15:59')])]), undefined);
    assert.equal(status([report([hourlyWindow(0, '06:20:00')])], 0), undefined);
    assert.equal(status([]), undefined);
  });

  it('takes the worst of several, and lists the others', () => {
    const shown = status([
      report([hourlyWindow(30, '06:20:00'), spikeWindow(1, '06:16:08')]),
      report([spikeWindow(-2, '06:16:09')], { company: '43' }),
    ]);
    assert.equal(shown?.text, '$(dashboard) 0 of 25 left, resets in 9 s');
    assert.equal(shown?.tooltip.split('\n').length, 5);
    assert.match(shown?.spoken ?? '', /company 43/);
  });

  it('takes of two that are used up the one that stays so for longer', () => {
    const shown = status([report([spikeWindow(0, '06:16:09'), hourlyWindow(0, '06:20:00')])]);
    assert.equal(shown?.text, '$(dashboard) 0 of 600 left, resets in 4 min');
  });
});
