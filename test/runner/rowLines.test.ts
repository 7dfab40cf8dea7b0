import { deepEqual, equal } from 'node:assert/strict';
import fc from 'fast-check';
import { pieces, rowLines } from '../../src/runner/rowLines.ts';

const joined = (parts: Iterable<Uint8Array>) =>
  Buffer.concat([...parts].map(part => Buffer.from(part))).toString();

/** Each piece is valid until the next one is asked for. */
function lines(elements: string): string {
  let text = Buffer.alloc(0);
  for (const piece of rowLines(Buffer.from(elements))) text = Buffer.concat([text, piece]);
  return text.toString();
}

describe('Rows as lines', () => {
  it('have every element on a line of its own', () => {
    equal(
      lines('{"id": 9007199254740993,\n "t": "a, \\"b\\" [\\n"},\r\n [1, 2],\t"x , y",null'),
      '{"id":9007199254740993,"t":"a, \\"b\\" [\\n"}\n[1,2]\n"x , y"\nnull',
    );
    equal(lines(''), '');
  });

  it('are the same values, however long', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue(), { minLength: 1 }), fc.constantFrom(1, 400), (values, times) => {
        const all = Array.from({ length: times }, () => values).flat();
        deepEqual(
          lines(JSON.stringify(all, null, 2).slice(1, -1)).split('\n'),
          all.map(value => JSON.stringify(value)),
        );
      }),
      { numRuns: 50 },
    );
  });

  it('come in pieces that make up the whole', () => {
    const text = 'é'.repeat(100_000);
    equal(joined(pieces(Buffer.from(text))), text);
  });
});
