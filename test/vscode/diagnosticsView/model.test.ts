import assert from 'node:assert/strict';
import { builtInEnvironments } from '../../../src/procore/environments.ts';
import type { BudgetReport } from '../../../src/runner/budgets.ts';
import {
  diagnosticsRows,
  failedCount,
  nextReset,
  type Row,
} from '../../../src/vscode/diagnosticsView/model.ts';
import type { SentRequest } from '../../../src/vscode/requests/sentRequests.ts';
import { refused, sampleExchange, sampleSent, wording } from '../../support/sampleExchange.ts';

const [sandbox] = builtInEnvironments.filter(({ name }) => name === 'sandbox');
assert.ok(sandbox);
const at = (time: string) => Date.parse(`2026-10-05T${time}Z`);
const spikeWindow = {
  kind: 'spike',
  limit: 25,
  left: 1,
  turn: at('06:00:09'),
  resetsAt: at('06:00:09'),
} as const;
const hourlyWindow = {
  kind: 'hourly',
  limit: 600,
  left: 590,
  turn: at('06:20:11'),
  resetsAt: at('06:20:11'),
} as const;

const hourly = { limit: 600, remaining: 590, resetAt: '2026-10-05T06:20:11Z', window: 'hourly' as const };

function outline(list: readonly SentRequest[], budgets: readonly BudgetReport[] = []): string {
  const lines = (rows: readonly Row[], depth: number): string[] =>
    rows.flatMap(row => [
      `${'  '.repeat(depth)}${row.label}${row.description === undefined ? '' : ` | ${row.description}`}`,
      ...lines(row.children, depth + 1),
    ]);
  return lines(diagnosticsRows(list, budgets, wording), 0).join('\n');
}

describe('The Diagnostics view', () => {
  it('is empty before anything was sent', () => assert.equal(outline([]), ''));

  it('shows a failed request with cause and remedies below', () => {
    assert.equal(
      outline([sampleSent({ exchange: refused() })]),
      [
        'me | 403 Forbidden · 38 ms · 2 B',
        '  The account may not do this | permission-insufficient',
        '    Its permission on the tool is too low',
        '    Ask a project administrator for Standard permission.',
        '    Use another account.',
      ].join('\n'),
    );
  });

  it('shows pages read and the rate window of an answer', () => {
    const pagination = { page: 1, perPage: 100, total: 450, hasNext: false, pagesRead: 5, rowsRead: 450 };
    const list = [
      sampleSent({ key: 'rfis', label: 'rfis', exchange: sampleExchange({ pagination, rateLimit: hourly }) }),
    ];
    assert.equal(
      outline(list),
      [
        'rfis | 200 OK · 38 ms · 12 B',
        '  450 of 450 rows, 5 pages',
        '  590 of 600 requests left this hour, resets at 06:20:11',
      ].join('\n'),
    );
  });

  it('shows both windows of a budget on top, the tight one first', () => {
    const budget = { environment: sandbox, company: '42', windows: [hourlyWindow, spikeWindow] };
    assert.equal(
      outline([], [budget]),
      [
        `1 of 25 requests left | in these 10 seconds · ${sandbox.title} · resets at 06:00:09`,
        `590 of 600 requests left | this hour · ${sandbox.title} · resets at 06:20:11`,
      ].join('\n'),
    );
    const colours = diagnosticsRows([], [budget], wording).map(({ color }) => color);
    assert.deepEqual(colours, ['list.warningForeground', undefined]);
  });

  it('names the company where several share an environment, and no debt', () => {
    const budgets = ['42', '43'].map(company => ({
      environment: sandbox,
      company,
      windows: [{ ...spikeWindow, left: -2 }],
    }));
    assert.equal(
      outline([], budgets),
      ['42', '43']
        .map(
          company =>
            `0 of 25 requests left | in these 10 seconds · ${sandbox.title}, company ${company} · resets at 06:00:09`,
        )
        .join('\n'),
    );
  });

  it('is drawn anew when the first window ends', () => {
    assert.equal(nextReset([]), undefined);
    const budget = { environment: sandbox, company: undefined, windows: [hourlyWindow, spikeWindow] };
    assert.equal(nextReset([budget]), at('06:00:09'));
  });

  it('shows what a running request is doing', () => {
    assert.equal(outline([sampleSent({ exchange: undefined, progress: 'Page 2 read' })]), 'me | Page 2 read');
  });

  it('gives every row an id of its own', () => {
    const asserts = [{ text: 'status == 200', line: 4, passed: false, actual: '403' }];
    const ids: string[] = [];
    const collect = (rows: readonly Row[]) => {
      for (const row of rows) {
        ids.push(row.id);
        collect(row.children);
      }
    };
    collect(
      diagnosticsRows(
        [sampleSent({ exchange: refused({ asserts, rateLimit: hourly }) })],
        [{ environment: sandbox, company: '42', windows: [hourlyWindow, spikeWindow] }],
        wording,
      ),
    );
    assert.equal(new Set(ids).size, ids.length);
  });

  it('counts failures on its badge, not what was cancelled', () => {
    const cancelled = sampleExchange({ response: null, error: { code: 'cancelled', message: 'Cancelled.' } });
    assert.equal(
      failedCount([
        sampleSent({ exchange: refused() }),
        sampleSent(),
        sampleSent({ exchange: cancelled }),
        sampleSent({ exchange: undefined }),
      ]),
      1,
    );
  });
});
