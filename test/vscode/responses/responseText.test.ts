import assert from 'node:assert/strict';
import { responseName } from '../../../src/vscode/responses/responseName.ts';
import { responseText } from '../../../src/vscode/responses/responseText.ts';
import { refused, sampleExchange, sampleSent, wording } from '../../support/sampleExchange.ts';

const textOf = (changes: Parameters<typeof sampleSent>[0]) => responseText(sampleSent(changes), wording);

describe('The answer document', () => {
  it('shows status, time, size, headers and the body with all digits of its ids', () => {
    assert.equal(
      textOf({}),
      [
        '200 OK · 38 ms · 12 B',
        'GET http://127.0.0.1:27570/rest/v1.0/me',
        'Simulator, sent at 06:00:00',
        '',
        'content-type: application/json',
        'set-cookie: a=1',
        'set-cookie: b=2',
        '',
        '{',
        '  "id": 9007199254740993',
        '}',
        '',
      ].join('\n'),
    );
  });

  it('says of a refusal that was waited out that the waiting was stopped', () => {
    const error = { code: 'cancelled', message: 'Cancelled.' };
    const { response, ...rest } = sampleExchange({ error });
    const exchange = { ...rest, response: response && { ...response, status: 429, statusText: '' } };
    assert.match(textOf({ exchange }), /^429, then cancelled · /);
  });

  it('says that a request is running, so that an old answer is not taken for its own', () => {
    assert.equal(
      textOf({ exchange: undefined, progress: 'Waiting 4 s: 429' }),
      '… Waiting 4 s: 429\nGET /rest/v1.0/me\nSimulator, since 06:00:00\n',
    );
  });

  it('shows the failure where nothing came back', () => {
    const text = textOf({
      exchange: sampleExchange({
        response: null,
        error: { code: 'ENOTFOUND', message: 'The name api.example could not be looked up.' },
      }),
    });
    assert.match(text, /^No answer · 38 ms\n/);
    assert.match(text, /The name api\.example could not be looked up\./);
  });

  it('does not call a request sent that was not', () => {
    const error = { code: 'variable-unknown', message: 'Nothing gives {{x}} a value.' };
    const text = textOf({ exchange: sampleExchange({ response: null, attempts: 0, error }) });
    assert.match(text, /^Not sent/);
    assert.match(text, /\nSimulator, tried at 06:00:00\n/);
  });

  it('names the host where it is none of Procore’s', () => {
    const { request } = sampleExchange();
    const exchange = sampleExchange({
      environment: null,
      request: { ...request, url: 'https://files.example:8443/a?b' },
    });
    assert.match(textOf({ exchange }), /\nfiles\.example:8443, sent at 06:00:00\n/);
  });

  it('says when it was sent, not when somebody asked for it', () => {
    const sentAt = Date.UTC(2026, 9, 5, 6, 1, 30);
    assert.match(textOf({ sentAt }), /\nSimulator, sent at 06:01:30\n/);
  });

  it('explains a refusal before the headers', () => {
    assert.match(
      textOf({ exchange: refused() }),
      /\n\nerror The account may not do this {2}permission-insufficient\n {2}why: Its permission on the tool is too low\n {2}do: {2}Ask a project administrator for Standard permission\.\n {7}Use another account\./,
    );
  });

  it('counts rows and pages and says what is left of the rate window', () => {
    const text = textOf({
      exchange: sampleExchange({
        pagination: { page: 1, perPage: 100, total: 450, hasNext: false, pagesRead: 5, rowsRead: 450 },
        rateLimit: { limit: 600, remaining: 590, resetAt: '2026-10-05T06:20:11Z', window: 'hourly' },
      }),
    });
    assert.match(text, /\n450 of 450 rows, 5 pages\n/);
    assert.match(text, /\n590 of 600 requests left this hour, resets at 06:20:11\n/);
  });

  it('says of a single page that more follow', () => {
    const pagination = { page: 2, perPage: 100, total: 450, hasNext: true, pagesRead: 1, rowsRead: 100 };
    assert.match(
      textOf({ exchange: sampleExchange({ pagination }) }),
      /\n100 of 450 rows, page 2, more to read\n/,
    );
  });

  it('lists assertions, held and failed', () => {
    const asserts = [
      { text: 'status == 200', line: 4, passed: true, actual: '200' },
      { text: 'body includes x', line: 5, passed: false, actual: '{}' },
    ];
    assert.match(
      textOf({ exchange: sampleExchange({ asserts }) }),
      /\n✓ status == 200\n✗ body includes x {2}found: \{\}\n/,
    );
  });

  it('keeps a body that is no JSON as it came', () => {
    const response = {
      status: 502,
      statusText: 'Bad Gateway',
      headers: {},
      bodyBytes: 9,
      body: '<h1>x</h1>',
    };
    assert.match(textOf({ exchange: sampleExchange({ response }) }), /\n\n<h1>x<\/h1>\n$/);
  });

  it('shows a short body whose bytes lie in a file too, with a note on its charset', () => {
    const shown = (contentType: string, body: string) =>
      textOf({
        exchange: sampleExchange({
          response: {
            status: 200,
            statusText: 'OK',
            headers: { 'content-type': contentType },
            bodyBytes: 15,
            body,
            bodyFile: '/tmp/answers/1.json',
          },
        }),
      });
    const latin = shown('application/json; charset=iso-8859-1', '{"name":"café"}');
    assert.match(latin, /\n {2}"name": "café"\n/);
    assert.match(
      latin,
      /\nShown by its charset "iso-8859-1"; Procore: Save Response Body\.\.\. saves its bytes/,
    );
    assert.doesNotMatch(latin, /saved 15 bytes/);
    const damaged = shown('application/json', '{"name":"caf\ufffd"}');
    assert.match(damaged, /\nNot all of it is UTF-8, and \ufffd stands for the rest; Procore: Save/);
    assert.doesNotMatch(shown('application/json', '\ufeff[1]'), /UTF-8|charset "/);
  });

  it('warns of a write whose redirect was not followed', () => {
    const { request } = sampleExchange();
    const response = { status: 302, statusText: 'Found', headers: {}, bodyBytes: 0 };
    assert.match(
      textOf({ exchange: sampleExchange({ request: { ...request, method: 'POST' }, response }) }),
      /\nThe redirect was not followed, and the POST may not have happened: look before you send it again\./,
    );
  });

  it('gives the first failing status its attempts', () => {
    assert.match(
      textOf({ exchange: refused({ attempts: 3 }) }),
      /^403 Forbidden · 38 ms · 2 B · 3 attempts\n/,
    );
  });
});

describe('The tab of an answer', () => {
  it('bears the name of the request', () => {
    assert.equal(responseName('listRfis', 'GET', '/rest/v1.0/rfis'), 'listRfis · answer');
  });

  it('bears method and end of the path where there is no name, and never the query', () => {
    assert.equal(
      responseName('GET /rest/v1.0/rfis?key=abc', 'GET', '/rest/v1.0/rfis?key=abc'),
      'GET rfis · answer',
    );
  });

  it('holds no slash', () => {
    assert.equal(responseName('a/b\\c', 'GET', '/x'), 'a b c · answer');
  });
});
