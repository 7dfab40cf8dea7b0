import assert from 'node:assert/strict';
import type { DiagnosisAction } from '../../../src/procore/diagnosis/actions.ts';
import { failedCount, requestRow } from '../../../src/vscode/diagnosticsView/model.ts';
import type { Row } from '../../../src/vscode/diagnosticsView/row.ts';
import type { SentRequest } from '../../../src/vscode/requests/sentRequests.ts';
import {
  forbidden,
  refused,
  sampleExchange,
  sampleHint,
  sampleSent,
  wording,
} from '../../support/sampleExchange.ts';

const hourly = { limit: 600, remaining: 590, resetAt: '2026-10-05T06:20:11Z', window: 'hourly' as const };

function outline(list: readonly SentRequest[]): string {
  const lines = (rows: readonly Row[], depth: number): string[] =>
    rows.flatMap(row => [
      `${'  '.repeat(depth)}${row.label}${row.description === undefined ? '' : ` | ${row.description}`}`,
      ...lines(row.children, depth + 1),
    ]);
  return lines(
    list.map(sent => requestRow(sent, wording)),
    0,
  ).join('\n');
}

describe('A request in the Diagnostics view', () => {
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

  it('keeps a hint about a good answer below it, and in its tooltip', () => {
    const sent = sampleSent({ exchange: sampleExchange(), hint: sampleHint });
    assert.equal(outline([sent]), `me | 200 OK · 38 ms · 12 B\n  ${sampleHint.text}`);
    const row = requestRow(sent, wording);
    assert.ok(row.tooltip?.includes(sampleHint.text));
    assert.equal(row.expanded, false);
    assert.equal(row.icon, 'pass');
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
        '  590 of 600 requests left this hour, resets at 06:20:11 | █████████░',
      ].join('\n'),
    );
  });

  it('shows how far a list was read that goes on', () => {
    const pagination = { page: 1, perPage: 100, total: 450, hasNext: true, pagesRead: 1, rowsRead: 100 };
    const exchange = sampleExchange({ pagination });
    assert.match(outline([sampleSent({ exchange })]), /100 of 450 rows, page 1, more to read \| ██░░░░░░░░/);
  });

  it('says in its tooltips who said the numbers', () => {
    const exchange = sampleExchange({ rateLimit: hourly });
    const row = requestRow(sampleSent({ exchange }), wording);
    assert.match(
      row.tooltip ?? '',
      /Rate limit: 590 of 600 .*as the X-Rate-Limit headers of this answer said/,
    );
    const untold = requestRow(sampleSent(), wording);
    assert.match(untold.tooltip ?? '', /Rate limit: not told by the server/);
  });

  it('names its actions for menus, and what it is for screen readers', () => {
    const actions: readonly DiagnosisAction[] = [
      { kind: 'signIn' },
      { kind: 'openPortal', url: 'https://developers.procore.com' },
      { kind: 'signIn', environment: 'sandbox' },
    ];
    const row = requestRow(
      sampleSent({ exchange: refused({ diagnoses: [{ ...forbidden, actions }] }) }),
      wording,
    );
    assert.equal(row.context, 'request failed');
    assert.equal(row.spoken, 'me, failed, 403 Forbidden · 38 ms · 2 B');
    const [diagnosis] = row.children;
    assert.equal(diagnosis?.context, 'diagnosis action-signIn action-openPortal');
    assert.equal(diagnosis?.diagnosis?.actions, actions);
    assert.equal(diagnosis?.spoken, 'error: The account may not do this');
    assert.deepEqual(
      diagnosis?.children.map(({ spoken }) => spoken?.split(':')[0]),
      ['Cause', 'What to do', 'What to do'],
    );
  });

  it('keeps bars from screen readers', () => {
    const pagination = { page: 1, perPage: 100, total: 450, hasNext: true, pagesRead: 1, rowsRead: 100 };
    const row = requestRow(
      sampleSent({ exchange: sampleExchange({ pagination, rateLimit: hourly }) }),
      wording,
    );
    for (const { spoken, description } of row.children) {
      assert.match(description ?? '', /█/);
      assert.doesNotMatch(spoken ?? '█', /[█░]/);
    }
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
    collect([requestRow(sampleSent({ exchange: refused({ asserts, rateLimit: hourly }) }), wording)]);
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
