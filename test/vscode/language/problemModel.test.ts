import assert from 'node:assert/strict';
import { parseHttpFile } from '../../../src/httpFile/parser.ts';
import { assertProblems, requestProblems } from '../../../src/vscode/language/problemModel.ts';
import { forbidden, refused, sampleExchange } from '../../support/sampleExchange.ts';

const codes = (exchange: Parameters<typeof requestProblems>[0]) =>
  requestProblems(exchange).map(({ code }) => code);

describe('Problems of a request', () => {
  it('give title, cause, code and link of a refusal', () => {
    assert.deepEqual(requestProblems(refused()), [
      {
        severity: 'error',
        message: 'The account may not do this. Its permission on the tool is too low.',
        code: 'permission-insufficient',
        link: forbidden.link,
      },
    ]);
  });

  it('are gone after a success', () => assert.deepEqual(codes(sampleExchange()), []));

  it('explain a refusal that the request asserts, without alarm', () => {
    const asserts = [{ text: 'status == 403', line: 4, passed: true, actual: '403' }];
    assert.deepEqual(
      requestProblems(refused({ asserts })).map(({ severity, code }) => [severity, code]),
      [['information', 'permission-insufficient']],
    );
  });

  it('say nothing of a cancelled request', () =>
    assert.deepEqual(
      codes(sampleExchange({ response: null, error: { code: 'cancelled', message: 'x' } })),
      [],
    ));

  it('do not complain of unread pages', () => {
    const more = { ...forbidden, id: 'more-pages' as const, severity: 'warning' as const };
    assert.deepEqual(codes(sampleExchange({ diagnoses: [more] })), []);
  });

  it('keep failures inside a 2xx answer', () => {
    const partial = { ...forbidden, id: 'partial-failure' as const, severity: 'warning' as const };
    assert.deepEqual(codes(sampleExchange({ diagnoses: [partial] })), ['partial-failure']);
  });

  it('leave the request line to the refusal, where an assertion failed too', () => {
    const asserts = [{ text: 'status == 200', line: 4, passed: false, actual: '403' }];
    assert.deepEqual(codes(refused({ asserts })), ['permission-insufficient']);
    assert.deepEqual(codes(sampleExchange({ asserts })), []);
  });

  it('name the assertion that failed on its line, with what was found', () => {
    const file = parseHttpFile('GET /rest/v1.0/me\n\n?? status == 200\n?? duration < 1000\n');
    const [request] = file.requests;
    assert.ok(request);
    const asserts = [
      { text: 'status == 200', line: 3, passed: false, actual: '403' },
      { text: 'duration < 1000', line: 4, passed: true, actual: '38' },
    ];
    assert.deepEqual(
      assertProblems(request, refused({ asserts })).map(({ message, range }) => [
        message,
        file.text.slice(range.start, range.end),
      ]),
      [['Assertion failed: status == 200 (found: 403)', '?? status == 200']],
    );
  });

  it('fall back to the error where no case is recognised', () => {
    const exchange = sampleExchange({ response: null, error: { code: 'not-sent', message: 'No value.' } });
    assert.deepEqual(codes(exchange), ['not-sent']);
  });
});
