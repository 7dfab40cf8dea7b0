import assert from 'node:assert/strict';
import '../../support/editorDouble/hook.ts';

describe('Progress in words', () => {
  for (const [progress, text] of [
    [{ kind: 'sending', attempt: 1 }, 'Sending'],
    [{ kind: 'sending', attempt: 2 }, 'Sending, attempt 2'],
    [
      { kind: 'waiting', reason: 'the rate limit is used up', milliseconds: 8200 },
      'Waiting 9 s: the rate limit is used up',
    ],
    [
      { kind: 'page', pagesRead: 1, rowsRead: 100, total: 450, pages: 5 },
      '1 of 5 pages read, 100 of 450 rows',
    ],
    [{ kind: 'page', pagesRead: 1, rowsRead: 100, total: null, pages: null }, '1 page read, 100 rows'],
    [
      { kind: 'page', pagesRead: 2, rowsRead: 200, total: 11_800, pages: 118, leftMs: 40_000 },
      '2 of 118 pages read, 200 of 11800 rows, about 40 s left',
    ],
    [{ kind: 'forecast', requests: 118, milliseconds: 50_000 }, '118 requests, about 50 s at this budget'],
    [
      { kind: 'waiting', reason: 'the hour is used up', milliseconds: 3_540_000 },
      'Waiting 59 min: the hour is used up',
    ],
    [{ kind: 'page', pagesRead: 2, rowsRead: 200, total: null, pages: null }, '2 pages read, 200 rows'],
    [{ kind: 'page', pagesRead: 1, rowsRead: 9, total: 9, pages: 1 }, '1 of 1 page read, 9 of 9 rows'],
    [{ kind: 'sent', bytes: 4_000_000, total: 31_460_000 }, 'Sending, 4.0 of 31.5 MB'],
    [{ kind: 'sent', bytes: 31_460_000, total: 31_460_000 }, 'Sent, waiting for the answer'],
    [{ kind: 'receiving', bytes: 12_400_000 }, 'Receiving, 12 MB so far'],
    [{ kind: 'part', from: 1, to: 500, rows: 1200 }, 'Rows 1 to 500 of 1200'],
    [{ kind: 'forecast', requests: 1, milliseconds: 200 }, '1 request'],
  ] as const)
    it(`is "${text}"`, async () => {
      const { progressText } = await import('../../../src/vscode/requests/progressText.ts');
      assert.equal(progressText(progress), text);
    });
});
