import { equal } from 'node:assert/strict';
import { bodyText, isText } from '../../src/runner/bodyText.ts';
import { utf16 } from '../support/utf16.ts';

const text = '{"city":"Zürich","id":9007199254740993}';
const read = (body: Buffer, type: string) => bodyText(body, { 'content-type': type });

describe('The text of a body', () => {
  for (const charset of ['utf-16le', 'utf-16be'] as const) {
    for (const type of [
      'application/json',
      'application/json; charset=utf-8',
      'application/json; charset=utf-16',
      'application/problem+json',
    ]) {
      it(`is read from JSON in ${charset} of ${type}, with and without a mark`, () => {
        equal(read(utf16(text, charset), type), text);
        equal(read(utf16(`\ufeff${text}`, charset), type), text);
      });
    }
    it(`is read from a text in ${charset} with a mark, and told from a binary`, () => {
      const body = utf16('\ufeffZürich', charset);
      equal(read(body, 'text/csv'), 'Zürich');
      equal(read(body, 'application/octet-stream'), 'Zürich');
      equal(isText({ 'content-type': 'application/octet-stream' }, body), true);
      equal(read(body, 'image/x-icon'), undefined);
    });
  }

  it('of JSON in UTF-8 has no mark before it', () => equal(read(Buffer.from(`\ufeff${text}`), json), text));
  it('is none where it is packed as nobody can unpack it, unless it is not', () => {
    const packed = { 'content-type': json, 'content-encoding': 'x-squeezed' };
    equal(bodyText(Buffer.from('{"a":\xff\xfe}', 'latin1'), packed), undefined);
    equal(bodyText(Buffer.from('{"a":"é"}'), packed), '{"a":"é"}');
  });

  it('follows the charset that is named, where the bytes do not tell', () => {
    equal(read(Buffer.from('"caf\xe9"', 'latin1'), `${json}; charset=iso-8859-1`), '"café"');
    equal(read(Buffer.from('a'), `${json}; charset=utf-16`), '\ufffd');
  });
  it('is none where a NUL stands in what names no kind', () =>
    equal(read(Buffer.from([1, 0, 2]), 'application/octet-stream'), undefined));
});

const json = 'application/json';
