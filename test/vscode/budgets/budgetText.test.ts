import assert from 'node:assert/strict';
import { barText, nextChange, ownerText, sourceText } from '../../../src/vscode/budgets/budgetText.ts';
import { wording } from '../../support/sampleExchange.ts';
import { at, hourlyWindow, report, sandbox, spikeWindow } from './sampleBudget.ts';

describe('The words for budgets', () => {
  it('draw a bar that is empty only where nothing is left', () => {
    assert.equal(barText(600, 600), '██████████');
    assert.equal(barText(590, 600), '█████████░');
    assert.equal(barText(1, 600), '█░░░░░░░░░');
    assert.equal(barText(0, 600), '░░░░░░░░░░');
    assert.equal(barText(-3, 0), '░░░░░░░░░░');
  });

  it('name company and app only where they tell budgets apart', () => {
    const one = report([]);
    const other = report([], { company: undefined });
    const third = report([], { app: 'bbbbbbbbbbbb' });
    assert.equal(ownerText(one, [one]), sandbox.title);
    assert.equal(ownerText(other, [one, other]), `${sandbox.title}, no company`);
    assert.equal(ownerText(third, [one, third]), `${sandbox.title}, app bbbbbbbb…`);
  });

  it('say who said a number, and when', () => {
    const window = hourlyWindow(588, '06:20:00');
    const told = { hourly: { at: at('06:02:00'), remaining: 590 } };
    assert.match(
      sourceText('hourly', window, { told }, wording),
      /^The server's X-Rate-Limit-Remaining header said 590 at 06:02:00\. What was sent since, 2, is counted off\./,
    );
    assert.match(
      sourceText('hourly', window, { told: {} }, wording),
      /^Another window of the editor heard it/,
    );
    assert.match(sourceText('hourly', undefined, undefined, wording), /^Not told by the server\./);
  });

  it('change each second in the last two minutes, then each minute', () => {
    const now = at('06:00:00') + 400;
    assert.equal(nextChange([report([spikeWindow(1, '06:00:09')])], now), 600);
    assert.equal(nextChange([report([hourlyWindow(1, '06:20:00')])], now), 59_600);
    assert.equal(nextChange([report([])], now), undefined);
  });
});
