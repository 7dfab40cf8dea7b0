import assert from 'node:assert/strict';
import {
  diagnosticsRows,
  failedCount,
  nextReset,
  type Row,
} from '../../../src/vscode/diagnosticsView/model.ts';
import type { SentRequest } from '../../../src/vscode/requests/sentRequests.ts';
import { refused, sampleExchange, sampleSent, wording } from '../../support/sampleExchange.ts';

const now = Date.parse('2026-10-05T06:00:05Z');
const hourly = { limit: 600, remaining: 590, resetAt: '2026-10-05T06:20:11Z', window: 'hourly' as const };

function outline(list: readonly SentRequest[]): string {
  const lines = (rows: readonly Row[], depth: number): string[] =>
    rows.flatMap(row => [
      `${'  '.repeat(depth)}${row.label}${row.description === undefined ? '' : ` | ${row.description}`}`,
      ...lines(row.children, depth + 1),
    ]);
  return lines(diagnosticsRows(list, now, wording), 0).join('\n');
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

  it('shows pages read and the rate window of an answer, and the newest report of the window on top', () => {
    const pagination = { page: 1, perPage: 100, total: 450, hasNext: false, pagesRead: 5, rowsRead: 450 };
    const list = [
      sampleSent({ key: 'rfis', label: 'rfis', exchange: sampleExchange({ pagination, rateLimit: hourly }) }),
      sampleSent({ exchange: sampleExchange({ rateLimit: { ...hourly, remaining: 595 } }) }),
    ];
    assert.equal(
      outline(list),
      [
        '590 of 600 requests left | this hour · Simulator · resets at 06:20:11',
        'rfis | 200 OK · 38 ms · 12 B',
        '  450 of 450 rows, 5 pages',
        '  590 of 600 requests left this hour, resets at 06:20:11',
        'me | 200 OK · 38 ms · 12 B',
        '  595 of 600 requests left this hour, resets at 06:20:11',
      ].join('\n'),
    );
  });

  it('leaves out a window that has ended', () => {
    const rateLimit = { ...hourly, resetAt: '2026-10-05T06:00:00Z' };
    const rows = diagnosticsRows([sampleSent({ exchange: sampleExchange({ rateLimit }) })], now, wording);
    assert.deepEqual(
      rows.map(({ context }) => context),
      ['request'],
    );
  });

  it('is drawn anew when the first window ends', () => {
    const ending = (resetAt: string) =>
      sampleSent({ exchange: sampleExchange({ rateLimit: { ...hourly, resetAt } }) });
    const past = ending('2026-10-05T06:00:00Z');
    assert.equal(nextReset([past], now), undefined);
    assert.equal(
      nextReset([past, ending('2026-10-05T06:20:11Z'), ending('2026-10-05T06:00:09Z')], now),
      Date.parse('2026-10-05T06:00:09Z'),
    );
  });

  it('keeps spike and hourly windows apart', () => {
    const spike = { limit: 25, remaining: 1, resetAt: '2026-10-05T06:00:09Z', window: 'spike' as const };
    const list = [
      sampleSent({ key: 'a', exchange: sampleExchange({ rateLimit: spike }) }),
      sampleSent({ key: 'b', exchange: sampleExchange({ rateLimit: hourly }) }),
    ];
    const budgets = diagnosticsRows(list, now, wording).filter(({ context }) => context === 'budget');
    assert.deepEqual(
      budgets.map(({ label, color }) => [label, color]),
      [
        ['1 of 25 requests left', 'list.warningForeground'],
        ['590 of 600 requests left', undefined],
      ],
    );
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
      diagnosticsRows([sampleSent({ exchange: refused({ asserts, rateLimit: hourly }) })], now, wording),
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
