import { deepEqual, doesNotMatch, equal, match, ok } from 'node:assert/strict';
import { supportMail, supportMarkdown } from '../../../src/runner/supportReport/forms.ts';
import { type SupportCase, supportReport } from '../../../src/runner/supportReport/supportReport.ts';
import { exchange } from '../../support/exchange.ts';
import { forbidden } from '../../support/sampleExchange.ts';

const refused = exchange({
  request: {
    method: 'POST',
    url: 'https://api.procore.com/rest/v1.0/projects/7/rfis?company_id=42',
    headers: {
      authorization: 'Bearer ***',
      'procore-company-id': '42',
      'content-type': 'application/json',
    },
    bodyBytes: 30,
    file: '/home/ana/secret-project/rfis.http',
  },
  response: {
    status: 403,
    statusText: 'Forbidden',
    headers: {
      'content-type': 'application/json',
      'x-request-id': 'req-1',
      'x-rate-limit-limit': '25',
      'x-rate-limit-remaining': '3',
      'retry-after': '4',
      date: 'Mon, 05 Oct 2026 06:00:01 GMT',
    },
    bodyBytes: 26,
    body: '{"errors":["Not allowed"]}',
  },
  attempts: 2,
  diagnoses: [forbidden],
});

const about = (changes: Partial<SupportCase> = {}): SupportCase => ({
  exchange: refused,
  sentBody: '{"rfi":{"subject":"Leak, Ana"}}',
  at: Date.UTC(2026, 9, 5, 6),
  environmentTitle: 'Production',
  ...changes,
});

const answered = (body: string | undefined, bodyBytes = body?.length ?? 9) =>
  about({
    exchange: { ...refused, response: { ...(refused.response ?? fail()), body: body ?? '', bodyBytes } },
  });

function fail(): never {
  throw new Error('there is an answer');
}

/** Text outside of fences, which Markdown would bring to life. */
function outsideFences(markdown: string): string {
  const lines: string[] = [];
  let fence = '';
  for (const line of markdown.split('\n')) {
    const own = /^(`{3,})\w*$/.exec(line)?.[1];
    if (fence === '') {
      if (own === undefined) lines.push(line);
      else fence = own;
    } else if (/^`{3,}$/.test(line) && line.length >= fence.length) fence = '';
  }
  equal(fence, '', 'a fence is left open');
  return lines.join('\n');
}

describe('A support report', () => {
  it('has all that API Support asks for, and what tells the call from others', () => {
    const { subject, facts } = supportReport(about());
    equal(subject, '403 Forbidden: POST /rest/v1.0/projects/7/rfis (request req-1)');
    deepEqual(Object.fromEntries(facts.map(({ name, value }) => [name, value])), {
      Request: 'POST https://api.procore.com/rest/v1.0/projects/7/rfis?company_id=42',
      Response: '403 Forbidden',
      Time: '2026-10-05T06:00:00.000Z',
      'Time of the server': 'Mon, 05 Oct 2026 06:00:01 GMT',
      Took: '15 ms',
      Attempts: '2',
      'Request id': 'req-1',
      Environment: 'Production, api.procore.com',
      'Company id': '42',
      'Rate limit': 'x-rate-limit-limit: 25, x-rate-limit-remaining: 3, retry-after: 4',
    });
    const markdown = supportMarkdown(supportReport(about()));
    for (const text of [
      'authorization: Bearer ***',
      '{"rfi":{"subject":"Leak, Ana"}}',
      '{"errors":["Not allowed"]}',
      'error: The account may not do this (permission-insufficient)',
      'Advised: Ask a project administrator for Standard permission.\n         Use another account.',
      'Tried: It was sent 2 times.',
    ])
      ok(markdown.includes(text), text);
  });

  it('names a host that is no environment once', () => {
    const { facts } = supportReport(about({ environmentTitle: 'api.procore.com' }));
    equal(facts.find(({ name }) => name === 'Environment')?.value, 'api.procore.com');
  });

  it('names neither the file nor its folder', () => {
    const report = supportReport(about());
    doesNotMatch(supportMarkdown(report) + supportMail(report), /secret-project|rfis\.http/);
  });

  it('is a mail to API Support, with their hours and how sure those are', () => {
    const mail = supportMail(supportReport(about()));
    match(
      mail,
      /^To: apisupport@procore\.com\nHours: Monday to Friday, 8 am to 5 pm Pacific Time \(Procore's FAQ, \[doc\]\)\nSubject: 403 Forbidden: POST \/rest/,
    );
    match(mail, /\nResponse body:\n {4}\{"errors"/);
    doesNotMatch(mail, /`|^#/m);
  });

  it('tells what tried remedies came to', () => {
    const report = supportReport(about({ tried: ['Signed in again.'] }));
    match(supportMarkdown(report), /Tried: It was sent 2 times\. Signed in again\./);
  });

  it('fences a body with more backticks than are in it', () => {
    for (const body of [
      '```\n# Not a heading\n```',
      '`````\n[x](command:y)',
      '~~~\n<img src=x>',
      '```'.repeat(9),
    ]) {
      const markdown = supportMarkdown(supportReport({ ...answered(body), sentBody: body }));
      ok(markdown.includes(body));
      doesNotMatch(outsideFences(markdown), /Not a heading|command:|<img/);
    }
  });

  it('keeps lines of an address and of an answer in code', () => {
    const hostile = 'x`[a](command:b)``<b>\n# c';
    const report = supportReport(
      about({
        exchange: {
          ...refused,
          request: { ...refused.request, url: `https://api.procore.com/${hostile}`, headers: { a: hostile } },
          response: { ...(refused.response ?? fail()), statusText: hostile },
          diagnoses: [{ ...forbidden, cause: hostile, remedies: [hostile] }],
        },
      }),
    );
    const outside = outsideFences(supportMarkdown(report));
    for (const line of outside.split('\n').filter(each => each.includes('command:')))
      match(line, /^(?:- [\w ]+: )?(`+) .*[^`] \1$/);
    doesNotMatch(outside, /^# c/m);
    doesNotMatch(supportMail(report), /^# c/m);
    equal(report.subject.includes('\n'), false);
  });

  it('shows no control character and no mark that turns the direction of text', () => {
    const hostile = 'a\u001b[31mb\u0000c\u202ed\r\ne\u0007';
    const report = supportReport({ ...answered(hostile), sentBody: hostile });
    for (const text of [supportMarkdown(report), supportMail(report)])
      doesNotMatch(text, /(?![\n\t])\p{Cc}|[\u202a-\u202e]/u);
    match(supportMail(report), /d\n {4}e/);
  });

  it('cuts long bodies at a stated size, and never a character in two', () => {
    const body = '😀'.repeat(40_000);
    const report = supportReport(answered(body, 160_000));
    const part = report.parts.at(-1);
    equal(part?.text.length, 16_000);
    equal(part?.note, 'Cut here: the first 16,000 characters of 160,000 bytes.');
    const odd = supportReport(answered(body, 160_000), 1_001).parts.at(-1);
    equal(odd?.text.length, 1_000);
    match(supportMarkdown(report), /\nCut here: the first 16,000 characters/);
  });

  it('says why a body is not there', () => {
    const notes = supportReport({ ...answered('', 1234), sentBody: undefined }).parts.map(({ note }) => note);
    deepEqual(notes.filter(Boolean), [
      'Not included: 30 bytes that are no text, or were not kept.',
      'Not included: 1,234 bytes that are no text, or were not kept.',
    ]);
    equal(supportReport(answered('', 0)).parts.at(-1)?.note, 'None.');
  });

  it('masks what an exchange from elsewhere has in clear', () => {
    const headers = { authorization: 'Bearer abcdef', cookie: 'a=b', 'x-api-key': 'k1' };
    const body = '{"client_secret":"s3cret","url":"https://s3/x?X-Amz-Signature=abc"}';
    const report = supportReport({
      ...answered(body),
      sentBody: body,
      exchange: { ...refused, request: { ...refused.request, headers }, response: refused.response },
    });
    doesNotMatch(supportMail(report), /abcdef|a=b|k1|s3cret|Signature=abc/);
    match(supportMail(report), /authorization: Bearer \*\*\*/);
  });

  it('tells of a request that got no answer, or never went out', () => {
    const error = { code: 'ENOTFOUND', message: 'No such host' };
    const report = supportReport(
      about({ exchange: { ...refused, response: null, error, diagnoses: [], attempts: 0 }, at: undefined }),
    );
    match(report.subject, /^No answer \(ENOTFOUND\): POST/);
    const mail = supportMail(report);
    match(mail, /\nError: ENOTFOUND: No such host\nTime: never sent\n/);
    doesNotMatch(mail, /Response body|Diagnosis/);
  });

  it('stays short whatever came', () => {
    const report = supportReport({
      ...answered('`'.repeat(5_000_000)),
      sentBody: '{"token":'.repeat(500_000),
    });
    ok(supportMail(report).length < 40_000);
    ok(supportMarkdown(report).length < 80_000);
  });
});
