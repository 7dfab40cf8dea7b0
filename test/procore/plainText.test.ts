import { equal, ok } from 'node:assert/strict';
import fc from 'fast-check';
import { plainText } from '../../src/procore/plainText.ts';

describe('The text of a value', () => {
  it('is what String says of anything but an object', () => {
    for (const value of ['', 'a', 7, 1e21, true, null, undefined, 2n, [], [1, 'b'], [[1], [2, 3]]])
      equal(plainText(value), String(value));
  });

  it('of an object is its JSON, whatever its members are called', () => {
    equal(plainText(JSON.parse('{"toString":1,"valueOf":2}')), '{"toString":1,"valueOf":2}');
    equal(plainText([JSON.parse('{"__proto__":null}')]), '{"__proto__":null}');
    equal(plainText(Object.create(null)), '{}');
  });

  it('is there for lists in lists without end', () => {
    const lists = '['.repeat(100_000);
    const objects = '{"a":'.repeat(100_000);
    equal(typeof plainText(JSON.parse(lists + lists.replaceAll('[', ']'))), 'string');
    equal(typeof plainText(JSON.parse(`${objects}1${'}'.repeat(100_000)}`)), 'string');
  });

  it('is there for every value', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true, withBigInt: true, withSparseArray: true }), value =>
        ok(typeof plainText(value) === 'string'),
      ),
    );
  });
});
