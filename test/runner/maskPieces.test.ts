import { deepEqual, equal } from 'node:assert/strict';
import fc from 'fast-check';
import { maskPieces } from '../../src/runner/maskPieces.ts';
import { redactText } from '../../src/runner/redact.ts';
import { runs } from '../support/runs.ts';

const mask = (text: string) => redactText(text, ['the-token-of-the-account'], 'https://api.example/');

function inPieces(text: string, size: number) {
  const pieces = maskPieces(mask);
  let out = '';
  for (let at = 0; at < text.length; at += size) out += pieces.push(text.slice(at, at + size));
  return { text: out + pieces.end(), masked: pieces.masked };
}

describe('A text that is masked in pieces', () => {
  const row = (index: number) =>
    `{"id":${9007199254740993n + BigInt(index)},"name":"Door ${index}, level ${index % 7}","note":null},\n`;
  const plain = Array.from({ length: 9000 }, (_, index) => row(index)).join('');

  it('stays as it is where it holds no secret', () => {
    deepEqual(inPieces(plain, 10_000), { text: plain, masked: false });
  });

  for (const secret of ['"access_token":"abc,def"', 'the-token-of-the-account', '"x_token":123456789']) {
    it(`loses ${secret} wherever the pieces are cut`, () => {
      fc.assert(
        fc.property(fc.nat(plain.length), fc.integer({ min: 50_000, max: 140_000 }), (at, size) => {
          const place = plain.lastIndexOf('\n', at) + 1;
          const text = `${plain.slice(0, place)}{${secret}},\n${plain.slice(place)}`;
          const masked = inPieces(text, size);
          equal(masked.text, mask(text));
          equal(masked.masked, true);
        }),
        { numRuns: runs(30) },
      );
    });
  }
});
