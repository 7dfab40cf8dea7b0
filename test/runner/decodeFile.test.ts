import { equal, throws } from 'node:assert/strict';
import { encodingLabel } from '../../src/httpFile/encodings.ts';
import { decodeFile } from '../../src/runner/decodeFile.ts';

describe('A body file in an encoding', () => {
  const bytes = new Uint8Array([0x41, 0x80, 0x9f, 0xe9, 0xff]);

  for (const written of ['latin1', 'binary', 'ascii', 'iso-8859-1'])
    it(`${written} is read byte for byte`, () => {
      equal(decodeFile(bytes, encodingLabel(written)), 'A\u0080\u009fé\u00ff');
    });

  it('windows-1252 has signs where ISO 8859-1 has none', () => {
    equal(decodeFile(bytes, encodingLabel('win1252')), 'A€Ÿéÿ');
  });

  it('may be part of something larger', () => {
    equal(decodeFile(bytes.subarray(3), 'latin1'), 'éÿ');
    equal(decodeFile(new Uint8Array([0x41, 0]), 'utf-16le'), 'A');
  });

  it('that nobody knows is told', () => {
    throws(() => decodeFile(bytes, 'latin-9000'), RangeError);
  });
});
