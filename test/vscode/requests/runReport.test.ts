import assert from 'node:assert/strict';
import { diagnose } from '../../../src/procore/diagnosis/diagnose.ts';
import { countsOf, type Run, type RunRow, runReport } from '../../../src/vscode/requests/runReport.ts';
import { refused, sampleExchange, sampleSent, wording } from '../../support/sampleExchange.ts';

const startedAt = Date.UTC(2026, 9, 5, 6, 0, 0);
const row = (key: string, changes: Partial<RunRow> = {}): RunRow => ({
  key,
  label: key,
  sent: sampleSent({ key }),
  neededBy: undefined,
  ...changes,
});
const runOf = (rows: readonly RunRow[], changes: Partial<Run> = {}): Run => ({
  fileName: 'tour.http',
  document: 'file:///tour.http',
  startedAt,
  endedAt: startedAt + 3400,
  cancelled: false,
  rows,
  ...changes,
});
const unsent = sampleExchange({
  response: null,
  attempts: 0,
  error: { code: 'variable-unknown', message: 'Nothing gives {{x}} a value.' },
  timings: { queuedMs: null, dnsMs: null, connectMs: null, tlsMs: null, firstByteMs: null, totalMs: null },
});

describe('The summary of a run', () => {
  const asserts = [
    { text: 'status == 200', line: 4, passed: false, actual: '403' },
    { text: 'duration < 900', line: 5, passed: true, actual: '38' },
  ];
  const rows = [
    row('login', { neededBy: 'rfis' }),
    row('rfis', { sent: sampleSent({ key: 'rfis', exchange: refused({ asserts }) }) }),
    row('broken', { sent: sampleSent({ key: 'broken', exchange: unsent }) }),
    row('last', { sent: undefined }),
  ];

  it('counts the entries that were refused inside of answers that went well', () => {
    const diagnoses = diagnose({
      request: { method: 'PATCH', url: 'https://api.procore.com/rest/v1.0/vendors/sync', headers: {} },
      response: {
        status: 200,
        headers: {},
        body: '{"entities":[],"errors":[{"origin_id":1},{"origin_id":2}]}',
      },
      error: null,
      context: {},
    });
    const [head, ...rest] = runReport(
      runOf([row('sync', { sent: sampleSent({ key: 'sync', exchange: sampleExchange({ diagnoses }) }) })]),
      wording,
    ).text.split('\n');
    assert.equal(head, 'Run of tour.http: 1 of 1 request went well, but 2 entries in them were refused');
    assert.ok(rest.includes(`    ${diagnoses[0]?.title}`));
  });

  it('counts, then tells of each request, of failed ones why, and what ran for another', () => {
    assert.equal(
      runReport(runOf(rows, { cancelled: true }), wording).text,
      [
        'Run of tour.http: 1 of 4 requests went well, 1 failed, 2 not sent, cancelled',
        '1 of 2 assertions held',
        'Simulator · started at 06:00:00 · 3.4 s',
        '',
        '✓ login  200 OK · 38 ms · 12 B  sent because rfis needs it',
        '✗ rfis  403 Forbidden · 38 ms · 2 B',
        '    The account may not do this',
        '    ✗ status == 200  found: 403',
        '✗ broken  Not sent',
        '    Nothing gives {{x}} a value.',
        '○ last  not run',
        '',
      ].join('\n'),
    );
  });

  it('leads from each name to the request and from each outcome to the answer', () => {
    const { text, links } = runReport(runOf(rows), wording);
    assert.deepEqual(
      links
        .slice(2, 4)
        .map(({ start, end, command, parameters }) => [text.slice(start, end), command, parameters]),
      [
        ['rfis', 'procore.revealRequest', ['file:///tour.http', 'rfis']],
        ['403 Forbidden · 38 ms · 2 B', 'procore.showResponse', ['file:///tour.http', 'rfis']],
      ],
    );
  });

  it('says how far it has come while it runs', () => {
    const running = [
      row('a'),
      row('b', { sent: sampleSent({ exchange: undefined }) }),
      row('c', { sent: undefined }),
    ];
    const { text } = runReport(runOf(running, { endedAt: undefined }), wording);
    assert.match(text, /^… Run of tour\.http: 1 of 3 requests are done\n/);
    assert.match(text, /\n… b {2}Sending\n○ c\n$/);
  });

  it('names the place of each request where they went to several', () => {
    const foreign = sampleExchange({
      environment: null,
      request: { ...sampleExchange().request, url: 'https://files.example/x' },
    });
    const { text } = runReport(
      runOf([row('a'), row('b', { sent: sampleSent({ exchange: foreign }) })]),
      wording,
    );
    assert.match(text, /\n✓ a .* {2}Simulator\n✓ b .* {2}files\.example\n/);
  });

  it('lets no name of the file break out of its line', () => {
    const { text } = runReport(runOf([row('x', { label: 'a\u001b[31m\nb' })]), wording);
    assert.doesNotMatch(text, /[^\P{Cc}\n]/u);
    assert.match(text, /✓ a\\u001b\[31m\\nb {2}200/);
  });

  it('does not call a cancelled request failed', () => {
    const exchange = sampleExchange({ response: null, error: { code: 'cancelled', message: 'Cancelled.' } });
    const { text } = runReport(
      runOf([row('a', { sent: sampleSent({ exchange }) })], { cancelled: true }),
      wording,
    );
    assert.match(text, /^Run of tour\.http: 0 of 1 request went well, 1 stopped, cancelled\n/);
  });

  it('counts as it writes', () =>
    assert.deepEqual(countsOf(runOf(rows)), {
      requests: 4,
      passed: 1,
      failed: 1,
      notSent: 2,
      stopped: 0,
      refused: 0,
      asserts: 2,
      assertsHeld: 1,
    }));
});
