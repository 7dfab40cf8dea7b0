import { deepEqual, equal, match } from 'node:assert/strict';
import { durationText, renderBody, renderExchange, summaryLine } from '../../src/runner/render.ts';
import { exchange } from '../support/exchange.ts';

const plain = { color: false };

describe('an exchange as text', () => {
  it('tells status, time, rows, pages, size and budget on one line', () => {
    equal(
      summaryLine(
        exchange({
          response: { bodyBytes: 12_345 },
          timings: { totalMs: 2412, queuedMs: 1500 },
          attempts: 2,
          pagination: { page: 5, perPage: 100, total: 450, hasNext: false, pagesRead: 5, rowsRead: 450 },
          rateLimit: { limit: 25, remaining: 19, resetAt: '2026-11-22T05:12:33.000Z', window: 'spike' },
        }),
      ),
      '200 OK  ·  2.4 s  ·  waited 1.5 s of it  ·  2 attempts  ·  450 of 450 rows, 5 pages  ·  12.3 kB  ·  19 of 25 requests left in the 10-second window until 05:12:33 UTC',
    );
  });

  it('tells of no wait that nobody notices', () => {
    const waited = (queuedMs: number) => summaryLine(exchange({ timings: { totalMs: 2412, queuedMs } }));
    match(waited(49), /2\.4 s(?!.*waited)/);
    match(waited(50), /waited 50 ms of it/);
  });

  it('says where a redirect leads that was not followed', () => {
    const response = { status: 307, statusText: 'Temporary Redirect', bodyBytes: 0 };
    const headers = { location: 'https://elsewhere.example/x' };
    equal(
      summaryLine(exchange({ response: { ...response, headers } })),
      '307 Temporary Redirect  ·  not followed to https://elsewhere.example/x, as # @no-redirect says  ·  15 ms',
    );
    equal(
      summaryLine(exchange({ response })),
      '307 Temporary Redirect  ·  not followed: it names no Location  ·  15 ms',
    );
    equal(
      summaryLine(exchange({ response: { ...response, status: 304, statusText: 'Not Modified' } })),
      '304 Not Modified  ·  15 ms',
    );
  });

  it('says of a body how it is packed where nobody can unpack it', () => {
    const response = { bodyBytes: 12, headers: { 'content-encoding': 'x-squeezed' } };
    equal(
      renderBody(exchange({ response }), plain),
      '  12 bytes packed as x-squeezed, which cannot be unpacked here',
    );
  });

  it('warns that a write may not have happened where its redirect was not followed', () => {
    const response = { status: 302, statusText: 'Found', bodyBytes: 0 };
    const { request } = exchange({});
    const shown = (method: string) =>
      renderExchange(exchange({ request: { ...request, method }, response }), { color: false });
    match(
      shown('POST'),
      /\n {2}The redirect was not followed, and the POST may not have happened: look before/,
    );
    equal(/may not have happened/.test(shown('GET')), false);
  });

  it('says that a page is not all', () => {
    const pagination = { page: 1, perPage: 100, total: 450, hasNext: true, pagesRead: 1, rowsRead: 100 };
    match(summaryLine(exchange({ pagination })), /100 of 450 rows, page 1, more to read/);
    const { request } = exchange({});
    const head = { ...request, method: 'HEAD' };
    match(
      summaryLine(exchange({ request: head, pagination: { ...pagination, rowsRead: 0 } })),
      /· {2}450 rows( |$)/,
    );
  });

  it('says that rows moved while a list was read', () => {
    const pagination = {
      page: 5,
      perPage: 100,
      total: 452,
      hasNext: false,
      pagesRead: 5,
      rowsRead: 452,
      duplicateRows: 2,
      missingRows: 2,
    };
    match(summaryLine(exchange({ pagination })), /452 of 452 rows, 2 of them twice, 2 on no page, 5 pages/);
  });

  it('shows cause, remedies and page of a diagnosis', () => {
    const text = renderExchange(
      exchange({
        response: { status: 403, statusText: 'Forbidden', body: '{"errors":["no"]}', bodyBytes: 17 },
        diagnoses: [
          {
            id: 'permission-insufficient',
            severity: 'error',
            title: 'Not allowed',
            cause: 'The account is read-only.',
            remedies: ['Ask an admin.', 'Use another account.'],
            link: 'https://developers.procore.com/x',
            actions: [],
            fields: [],
          },
        ],
      }),
      plain,
    );
    equal(
      text,
      [
        'GET https://sandbox.procore.com/rest/v1.0/me  a.http:1',
        '  403 Forbidden  ·  15 ms  ·  17 bytes',
        '  error Not allowed  permission-insufficient',
        '    why: The account is read-only.',
        '    do:  Ask an admin.',
        '         Use another account.',
        '    see: https://developers.procore.com/x',
        '{',
        '  "errors": [',
        '    "no"',
        '  ]',
        '}',
        '',
      ].join('\n'),
    );
  });

  it('shows control characters and direction marks of a server instead of obeying them', () => {
    const text = renderExchange(
      exchange({
        response: { statusText: 'O\u001b[2JK', body: 'a\u001b]0;x\u0007\r\nb\u202e', bodyBytes: 9 },
      }),
      plain,
    );
    match(text, /O\\u001b\[2JK/);
    match(text, /a\\u001b\]0;x\\u0007\nb\\u202e\n$/);
  });

  it('keeps the digits of large numbers', () => {
    match(
      renderExchange(exchange({ response: { body: '{"id":9007199254740993}' } }), plain),
      /9007199254740993/,
    );
  });

  it('cuts a long body and says how much it leaves out', () => {
    const bodyLines = 3;
    const shown = (body: string) =>
      renderExchange(exchange({ response: { body } }), { color: false, bodyLines })
        .split('\n')
        .slice(2);
    const list = JSON.stringify(Array.from({ length: 50 }, (_, index) => index));
    deepEqual(shown(list), ['[', '  0,', '  1,', '… 136 bytes more', '']);
    deepEqual(shown('[[[1, 2]]]'), ['[', '  [', '    [', '… 7 bytes more', '']);
    deepEqual(shown('[0,\n1]'), ['[', '  0,', '  1', '… 1 byte more', '']);
    deepEqual(shown('[7]\n'), ['[', '  7', ']', '']);
    deepEqual(shown('one\ntwo\nthree\n'), ['one', 'two', 'three', '']);
    deepEqual(shown('one\ntwo\nthree\nfür\n'), ['one', 'two', 'three', '… 4 bytes more', '']);
    deepEqual(shown('one\r\ntwo\r\nthree\r\nfour'), ['one', 'two', 'three', '… 4 bytes more', '']);
    deepEqual(shown('one\r\ntwo\r\nthree\r\n'), ['one', 'two', 'three', '']);
    deepEqual(shown('one\n\n\nfour'), ['one', '', '', '… 4 bytes more', '']);
    deepEqual(shown('x'.repeat(9_000)), ['x'.repeat(8_000), '… 1.0 kB more', '']);
    deepEqual(shown(`one\n${'x'.repeat(8_995)}😀`), ['one', 'x'.repeat(7_996), '… 1.0 kB more', '']);
    deepEqual(shown(`["${'x'.repeat(9_000)}"]`), ['[', `  "${'x'.repeat(7_995)}`, '… 1.0 kB more', '']);
  });

  it('says why nothing came back', () => {
    equal(
      summaryLine(exchange({ response: null, error: { code: 'ENOTFOUND', message: 'No such host.' } })),
      'No such host.  ·  15 ms',
    );
  });

  it('names what an assertion found instead', () => {
    match(
      renderExchange(
        exchange({ asserts: [{ text: 'status == 201', line: 3, passed: false, actual: '200' }] }),
        plain,
      ),
      /✗ status == 201 {2}found: 200/,
    );
  });

  it('uses colour only when asked', () => {
    equal(renderExchange(exchange(), { color: true }).includes('\u001b[32m'), true);
  });

  for (const [milliseconds, text] of [
    [0.4, '0 ms'],
    [999, '999 ms'],
    [2440, '2.4 s'],
    [65_000, '1 min 5 s'],
  ] as const) {
    it(`writes ${milliseconds} ms as ${text}`, () => equal(durationText(milliseconds), text));
  }
});
