import { deepEqual, equal } from 'node:assert/strict';
import fc from 'fast-check';
import { elementLines, elementsText, memberText, prettyJson } from '../../src/runner/jsonText.ts';

describe('JSON as text', () => {
  it('takes the elements of an array without touching the digits of large numbers', () => {
    equal(elementsText(' [ {"id":9007199254740993}, 2.50 ]\n'), '{"id":9007199254740993}, 2.50');
    equal(elementsText('[]'), '');
  });

  it('puts every element on a line of its own', () => {
    equal(
      elementLines('{"id": 9007199254740993,\n "t": "a, \\"b\\" [\\n"},\r\n [1, 2],\t"x , y",null'),
      '{"id":9007199254740993,"t":"a, \\"b\\" [\\n"}\n[1,2]\n"x , y"\nnull',
    );
    equal(elementLines(''), '');
  });

  it('keeps every element whatever it holds', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue(), { minLength: 1 }), values => {
        const lines = elementLines(elementsText(JSON.stringify(values, null, 2))).split('\n');
        deepEqual(
          lines,
          values.map(value => JSON.stringify(value)),
        );
      }),
    );
  });

  it('finds a member by its name, not by its depth or its value', () => {
    const json = '{"a":{"data":[1]},"b":"data","data" : [ 9007199254740993 , "]" ] ,"c":[{"data":2}]}';
    equal(memberText(json, 'data'), '[ 9007199254740993 , "]" ]');
    equal(memberText(json, 'missing'), undefined);
    equal(memberText('[{"data":1}]', 'data'), undefined);
  });

  it('reads escaped names and quotes', () => {
    equal(memberText('{"d\\u0061ta":"a\\"b\\\\"}', 'data'), '"a\\"b\\\\"');
  });

  it('indents without touching values', () => {
    equal(
      prettyJson('{"id":9007199254740993,"e":[],"o":{ },"l":[1.50,"a:b,[c]"]}'),
      '{\n  "id": 9007199254740993,\n  "e": [],\n  "o": {},\n  "l": [\n    1.50,\n    "a:b,[c]"\n  ]\n}',
    );
  });

  it('leaves what is not JSON to the caller', () => equal(prettyJson('<html>'), undefined));

  it('means the same after indenting, as JSON.stringify would write it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), value =>
        equal(prettyJson(JSON.stringify(value)), JSON.stringify(value, null, 2)),
      ),
    );
  });

  it('finds in every object what JSON.parse finds', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), object => {
        const json = JSON.stringify(object, null, 1);
        for (const [key, value] of Object.entries(object)) {
          deepEqual(JSON.parse(memberText(json, key) ?? ''), JSON.parse(JSON.stringify(value)));
        }
      }),
    );
  });
});
