import assert from 'node:assert/strict';
import type { BudgetEvent, BudgetReport } from '../../../src/runner/budgets.ts';
import { createBudgetHistory } from '../../../src/vscode/budgets/budgetHistory.ts';
import { budgetRows } from '../../../src/vscode/diagnosticsView/budgetRows.ts';
import { wording } from '../../support/sampleExchange.ts';
import { answered, at, hourlyWindow, report, sandbox, spikeWindow } from '../budgets/sampleBudget.ts';

const now = at('06:00:05');

function rows(budgets: readonly BudgetReport[], events: readonly BudgetEvent[] = []) {
  const history = createBudgetHistory();
  for (const event of events) history.hear(event);
  return budgetRows({ budgets, tracks: history.tracks(now), now, warnBelow: 0.1 }, wording);
}

describe('Rate windows in the Diagnostics view', () => {
  const both = [hourlyWindow(590, '06:20:00'), spikeWindow(1, '06:00:09')];

  it('show both with a bar and the time to their reset, the tight one first', () =>
    assert.deepEqual(
      rows([report(both)]).map(({ label, description }) => [label, description]),
      [
        ['1 of 25 left', `10 s · █░░░░░░░░░ · ${sandbox.title} · resets in 4 s`],
        ['590 of 600 left', `hour · █████████░ · ${sandbox.title} · resets in 20 min`],
      ],
    ));

  it('say it without bars and without a running time to screen readers', () =>
    assert.deepEqual(
      rows([report(both)]).map(({ spoken }) => spoken),
      [
        `1 of 25 requests left, in these 10 seconds · ${sandbox.title} · resets at 06:00:09, nearly spent`,
        `590 of 600 requests left, this hour · ${sandbox.title} · resets at 06:20:00`,
      ],
    ));

  it('warn by icon and colour where little is left', () =>
    assert.deepEqual(
      rows([report(both)]).map(({ icon, color }) => [icon, color]),
      [
        ['warning', 'list.warningForeground'],
        ['dashboard', undefined],
      ],
    ));

  it('say so where the server told nothing of a window', () => {
    const [, hourly] = rows([report([spikeWindow(20, '06:00:09')])]);
    assert.equal(hourly?.label, 'Hour: not told by the server');
    assert.match(hourly?.tooltip ?? '', /Procore's pages name 3,600 an hour, or no number/);
  });

  it('say in their tooltip who said a number and when', () => {
    const [spike, hourly] = rows(
      [report(both)],
      [answered('06:00:04', [spikeWindow(2, '06:00:09'), hourlyWindow(591, '06:20:00')])],
    );
    assert.match(
      spike?.tooltip ?? '',
      /X-Rate-Limit-Remaining header said 2 at 06:00:04\. What was sent since, 1,/,
    );
    assert.match(hourly?.tooltip ?? '', /Another window of the editor heard it from the server/);
  });

  it('tell below them what the chart draws', () => {
    const [spike, hourly] = rows(
      [report(both)],
      [
        answered('05:58:00', [hourlyWindow(600, '06:20:00'), spikeWindow(25, '05:58:10')]),
        answered('05:59:00', [spikeWindow(0, '05:59:09')], { status: 429 }),
        answered('06:00:00', [hourlyWindow(590, '06:20:00')]),
      ],
    );
    assert.deepEqual(
      spike?.children.map(({ label }) => label),
      [
        '3 answers in the last hour in this window of the editor',
        'Lowest: 0 of 25 left at 05:59:00',
        '429 met once, last at 05:59:00',
      ],
    );
    assert.deepEqual(hourly?.children.map(({ label }) => label).slice(1), [
      'Lowest: 590 of 600 left at 06:00:00',
      'No 429 in the last hour',
      'At the pace of the last 10 minutes (4.8 a minute) about 494 are left when it resets at 06:20:00.',
    ]);
  });

  it('say when a window has ended, and that nothing is known since', () => {
    const [spike, hourly] = rows([], [answered('05:59:00', [spikeWindow(0, '05:59:09')])]);
    assert.equal(spike?.label, '10 seconds: reset at 05:59:09, nothing heard since');
    assert.match(spike?.tooltip ?? '', /The next answer tells anew\.$/);
    assert.equal(hourly?.label, 'Hour: not told by the server');
  });

  it('name the company where several share an environment, and no debt', () => {
    const shown = ['42', '43'].flatMap(company => report([spikeWindow(-2, '06:00:09')], { company }));
    assert.deepEqual(
      rows(shown)
        .filter(({ label }) => / left$/.test(label))
        .map(({ label, description }) => `${label} | ${description}`),
      ['42', '43'].map(company => `0 of 25 left | 10 s · company ${company} · ░░░░░░░░░░ · resets in 4 s`),
    );
    assert.match(rows(shown)[0]?.spoken ?? '', new RegExp(`${sandbox.title}, company 42`));
  });

  it('name first what tells them apart, also where the number of a window was not told', () => {
    const shown = ['aaaaaaaaaaaaaaaa', 'bbbbbbbbbbbbbbbb'].flatMap(app =>
      report([spikeWindow(5, '06:00:09')], { app }),
    );
    assert.deepEqual(
      rows(shown).map(({ description }) => description?.split(' · ').slice(0, 2).join(' · ')),
      ['10 s · app aaaaaaaa…', 'app aaaaaaaa…', '10 s · app bbbbbbbb…', 'app bbbbbbbb…'],
    );
  });

  it('have ids of their own', () => {
    const shown = rows([report(both), report(both, { app: 'b' }), report(both, { company: undefined })]);
    const ids = shown.flatMap(({ id, children }) => [id, ...children.map(child => child.id)]);
    assert.equal(new Set(ids).size, ids.length);
  });
});
