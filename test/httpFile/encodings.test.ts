import assert from 'node:assert/strict';
import { encodingLabel } from '../../src/httpFile/encodings.ts';

describe('An encoding behind <@', () => {
  for (const [written, label] of [
    ['utf8', 'utf-8'],
    ['UTF-8', 'utf-8'],
    ['utf16le', 'utf-16le'],
    ['ucs2', 'utf-16le'],
    ['windows1252', 'windows-1252'],
    ['win1251', 'windows-1251'],
    ['cp1250', 'windows-1250'],
    ['ISO8859-15', 'iso-8859-15'],
    ['koi8r', 'koi8-r'],
    ['shift-jis', 'shift_jis'],
    ['binary', 'latin1'],
    ['latin1', 'latin1'],
    ['Latin-1', 'latin1'],
    ['ISO-8859-1', 'latin1'],
    ['ascii', 'latin1'],
    ['gbk', 'gbk'],
  ] as const)
    it(`${written} is read as ${label}`, () => {
      assert.equal(encodingLabel(written), label);
      assert.ok(new TextDecoder(label));
    });

  it('that nobody knows stays as it is written', () => {
    for (const written of ['latin-9000', 'cp9', 'win']) assert.equal(encodingLabel(written), written);
  });
});
