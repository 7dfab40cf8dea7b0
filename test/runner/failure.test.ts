import { deepEqual, doesNotMatch, match } from 'node:assert/strict';
import { failureOf } from '../../src/runner/failure.ts';

describe('Why nothing came back', () => {
  const url = new URL('https://api.procore.com/rest/v1.0/me');

  it('is said without the words of OpenSSL', () => {
    const thrown = Object.assign(
      new Error(
        'C0C7D5F6:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:ssl3_record.c:354:',
      ),
      { code: 'ERR_SSL_WRONG_VERSION_NUMBER' },
    );
    const { code, message } = failureOf(thrown, url);
    deepEqual(
      [code, message],
      [
        'ERR_SSL_WRONG_VERSION_NUMBER',
        'No secure connection to api.procore.com came about (ERR_SSL_WRONG_VERSION_NUMBER).',
      ],
    );
    doesNotMatch(failureOf(Object.assign(thrown, { code: 'EPROTO' }), url).message, /SSL routines/);
  });

  it('blames the server for an answer out of place, whose connection was given up here', () => {
    for (const text of ['bad response', 'bad upgrade'])
      match(
        failureOf(Object.assign(new Error(text), { code: 'UND_ERR_SOCKET' }), url).message,
        /^api\.procore\.com sent what is no answer to this request, such as a 100 Continue/,
      );
    match(
      failureOf(Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' }), url).message,
      /was closed before the answer was complete/,
    );
  });
});
