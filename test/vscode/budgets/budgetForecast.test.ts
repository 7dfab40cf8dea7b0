import assert from 'node:assert/strict';
import { forecastSentence, hourlyForecast } from '../../../src/vscode/budgets/budgetForecast.ts';
import type { WindowPoint } from '../../../src/vscode/budgets/budgetHistory.ts';
import { wording } from '../../support/sampleExchange.ts';
import { at } from './sampleBudget.ts';

const point = (time: string, left: number, resets = '06:20:00'): WindowPoint => ({
  at: at(time),
  left,
  limit: 600,
  resetsAt: at(resets),
});

describe('The forecast of the hourly window', () => {
  const now = at('06:05:00');
  const said = (points: readonly WindowPoint[]) =>
    forecastSentence(hourlyForecast(points, now), now, wording);

  it('says how much is left at its end', () =>
    assert.equal(
      said([point('06:00:00', 600), point('06:04:00', 500)]),
      'At the pace of the last 10 minutes (20 a minute) about 200 are left when it resets at 06:20:00.',
    ));

  it('says when it is used up', () =>
    assert.equal(
      said([point('06:00:00', 600), point('06:04:59', 200)]),
      'At the pace of the last 10 minutes (80 a minute) it is used up at about 06:07:30, 13 min before it resets.',
    ));

  it('says until when it is used up', () =>
    assert.equal(said([point('06:00:00', 600), point('06:04:59', 0)]), 'Used up until 06:20:00, in 15 min.'));

  it('says nothing after one answer, after an end, and of what was too short', () => {
    assert.equal(said([point('06:04:00', 500)]), undefined);
    assert.equal(said([]), undefined);
    assert.equal(said([point('06:00:00', 600, '06:04:00'), point('06:01:00', 500, '06:04:00')]), undefined);
    assert.equal(said([point('06:04:50', 600), point('06:04:55', 590)]), undefined);
  });

  it('looks at this turn only', () =>
    assert.equal(
      said([point('06:00:00', 20, '06:01:00'), point('06:02:00', 599), point('06:04:00', 569)]),
      'At the pace of the last 10 minutes (10 a minute) about 419 are left when it resets at 06:20:00.',
    ));
});
