import assert from 'node:assert/strict';
import { createBudgetHistory } from '../../../src/vscode/budgets/budgetHistory.ts';
import type { PageNode } from '../../../src/vscode/budgets/chartMessage.ts';
import { budgetSections } from '../../../src/vscode/budgets/chartModel.ts';
import { wording } from '../../support/sampleExchange.ts';
import { answered, at, hourlyWindow, sandbox, spikeWindow } from './sampleBudget.ts';

function sections() {
  const history = createBudgetHistory();
  history.hear(answered('05:50:00', [hourlyWindow(600, '06:40:00'), spikeWindow(25, '05:50:10')]));
  history.hear(answered('05:55:00', [spikeWindow(3, '05:55:10'), hourlyWindow(500, '06:40:00')]));
  history.hear(answered('05:55:20', [spikeWindow(0, '05:55:29')], { status: 429 }));
  history.hear(answered('05:58:00', [hourlyWindow(440, '06:40:00')]));
  return budgetSections(history.tracks(at('06:00:00')), at('06:00:00'), wording);
}

const kinds = (nodes: readonly PageNode[]) =>
  nodes.map(({ attributes }) => attributes?.['class']).filter(kind => kind !== undefined && kind !== 'grid');

describe('The budget chart', () => {
  it('draws the hour as a line, ten seconds as bars, 429s as crosses and the forecast dashed', () => {
    const [section] = sections();
    assert.equal(section?.title, sandbox.title);
    const [hourly, spike] = section?.figures ?? [];
    assert.deepEqual(kinds(hourly?.picture ?? []), ['now', 'left', 'forecast']);
    assert.deepEqual(kinds(spike?.picture ?? []), ['now', 'used', 'used', 'refusal']);
  });

  it('says the same in words', () => {
    const [hourly, spike] = sections()[0]?.figures ?? [];
    assert.equal(
      hourly?.summary,
      '440 of 600 left at 05:58:00, resets at 06:40:00. Lowest in the last hour: 440 left at 05:58:00. No answer of 429. At the pace of the last 10 minutes (16 a minute) it is used up at about 06:27:30, 13 min before it resets.',
    );
    assert.match(spike?.summary ?? '', /1 answer of 429, last at 05:55:20\./);
    assert.deepEqual(
      spike?.readings.map(({ text }) => text),
      ['05:50:00: 25 of 25 left', '05:55:20: 0 of 25 left'],
    );
  });

  it('says the same as a table', () => {
    const rows = sections()[0]?.rows.map(({ children }) => children?.map(({ text }) => text).join(' | '));
    assert.deepEqual(rows, ['05:50:00 | 600 of 600 | 25 of 25 | 0', '05:55:00 | 440 of 600 | 0 of 25 | 1']);
  });

  it('says so where the server told nothing of a window', () => {
    const history = createBudgetHistory();
    history.hear(answered('05:50:00', [spikeWindow(25, '05:50:10')]));
    const [hourly] =
      budgetSections(history.tracks(at('06:00:00')), at('06:00:00'), wording)[0]?.figures ?? [];
    assert.match(hourly?.summary ?? '', /^Not told by the server/);
    assert.deepEqual(hourly?.picture, []);
  });

  it('draws only inside its frame', () => {
    for (const figure of sections().flatMap(({ figures }) => figures))
      for (const { attributes = {} } of figure.picture)
        for (const [, x] of (attributes['d'] ?? '').matchAll(/[ML](-?[\d.]+) /g))
          assert.ok(Number(x) >= 44 && Number(x) <= 632, `${x}`);
  });

  it('is drawn in a moment from an hour of answers each second', () => {
    const history = createBudgetHistory();
    for (let second = 0; second < 3600; second += 1) {
      const time = new Date(at('05:00:00') + second * 1000).toISOString().slice(11, 19);
      history.hear(answered(time, [hourlyWindow(3600 - second, '06:30:00', 3600), spikeWindow(5, time)]));
    }
    const [section] = budgetSections(history.tracks(at('06:00:00')), at('06:00:00'), wording);
    const [hourly, spike] = section?.figures ?? [];
    assert.equal(hourly?.readings.length, 120);
    assert.equal(spike?.picture.filter(({ tag }) => tag === 'rect').length, 120);
  });
});
