import { equal, match } from 'node:assert/strict';
import { reusedConnection } from '../../src/runner/connect.ts';
import { cutFailure } from '../../src/runner/cutBody.ts';
import type { Answer } from '../../src/runner/send.ts';
import { utf16 } from '../support/utf16.ts';

function answer(text: string, contentType = 'application/json; charset=utf-8'): Answer {
  return {
    status: 200,
    statusText: '',
    headers: { 'content-type': contentType },
    body: Buffer.from(text),
    connection: reusedConnection,
    firstByteMs: 1,
  };
}

describe('a body that was cut off', () => {
  for (const text of ['[{"id":1},{"id":', '{"data":[1,2', ' [1,2,', '"half', '{"a":"}",', '[']) {
    it(`is seen in ${text}`, () => {
      match(
        cutFailure(answer(text), 'GET')?.message ?? '',
        /not whole: its JSON ends in the middle, after \d+ bytes/,
      );
    });
  }

  for (const text of [
    '',
    ' ',
    '[]',
    '[{"id":1}]\r\n',
    ' {"a":"["} ',
    '"text"',
    '12',
    'null',
    'OK',
    'Not Found',
  ]) {
    it(`is not seen in ${JSON.stringify(text)}`, () => equal(cutFailure(answer(text), 'GET'), null));
  }

  for (const [charset, mark] of [
    ['utf-16le', '\ufeff'],
    ['utf-16le', ''],
    ['utf-16be', '\ufeff'],
    ['utf-16be', ''],
  ] as const) {
    const name = `${charset}${mark === '' ? ' without' : ' with'} a mark`;
    it(`is seen in ${name}, and not where it is whole`, () => {
      const encoded = (text: string) => ({
        ...answer('', 'application/json'),
        body: utf16(mark + text, charset),
      });
      equal(cutFailure(encoded(' {"name":"Zürich"}\r\n'), 'GET'), null);
      equal(cutFailure(encoded('[{"name":"Zür'), 'GET')?.code, 'body-cut');
    });
  }

  it('is not seen where UTF-8 begins with a mark', () => {
    equal(cutFailure(answer('\ufeff[1]'), 'GET'), null);
    equal(cutFailure(answer('\ufeff[1'), 'GET')?.code, 'body-cut');
  });

  it('is not looked for in what is no JSON', () =>
    equal(cutFailure(answer('[draft] Plan', 'text/plain'), 'GET'), null));
  it('is seen in JSON of a kind of its own', () => {
    equal(cutFailure(answer('{"a":', 'application/problem+json'), 'GET')?.code, 'body-cut');
  });

  it('of a read is asked for again', () => {
    match(cutFailure(answer('{"a":'), 'GET')?.message ?? '', /after 5 bytes\. Send it again/);
  });
  for (const [method, status, words] of [
    ['POST', 201, /answered with 201, so the record probably exists: look before you send it again\.$/],
    ['DELETE', 200, /answered with 200, so it probably took effect: look before you send it again\.$/],
    ['PATCH', 500, /answered with 500: look what became of it before you send it again\.$/],
  ] as const) {
    it(`of a ${method} with ${status} is looked after before it is sent again`, () => {
      match(cutFailure({ ...answer('{"id":'), status }, method)?.message ?? '', words);
    });
  }
});
