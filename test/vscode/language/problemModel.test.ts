import assert from 'node:assert/strict';
import { requestProblems } from '../../../src/vscode/language/problemModel.ts';
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

  it('name the assertion that failed', () => {
    const asserts = [{ text: 'status == 200', line: 4, passed: false, actual: '403' }];
    assert.deepEqual(codes(refused({ asserts })), ['permission-insufficient', 'assertion']);
  });

  it('fall back to the error where no case is recognised', () => {
    const exchange = sampleExchange({ response: null, error: { code: 'not-sent', message: 'No value.' } });
    assert.deepEqual(codes(exchange), ['not-sent']);
  });
});
