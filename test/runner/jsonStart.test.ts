import { deepEqual, equal } from 'node:assert/strict';
import fc from 'fast-check';
import { jsonStart } from '../../src/runner/jsonStart.ts';

describe('the beginning of JSON', () => {
  it('is as many lines as were asked for, and tells how far it came', () => {
    const json = '{"id":9007199254740993,"e":[ ],"o":{},"l":[1.50,"a:b,[c]\\\\\\""]}';
    const lines = ['{', '  "id": 9007199254740993,', '  "e": [],', '  "o": {},', '  "l": ['];
    deepEqual(jsonStart(json, 2, 8_000), { text: lines.slice(0, 2).join('\n'), end: 23 });
    deepEqual(jsonStart(json, 5, 8_000), { text: lines.join('\n'), end: 43 });
    const all = [...lines, '    1.50,', '    "a:b,[c]\\\\\\""', '  ]', '}'].join('\n');
    deepEqual(jsonStart(json, 9, 8_000), { text: all, end: json.length });
  });

  it('means the same as the whole, as JSON.stringify would write it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(4), fc.integer({ min: 1, max: 40 }), (value, blanks, lines) => {
        const json = JSON.stringify(value, null, blanks);
        const shown = jsonStart(json, lines, 8_000);
        equal(shown?.text, JSON.stringify(value, null, 2).split('\n').slice(0, lines).join('\n'));
      }),
    );
  });

  it('is cut in a string that is longer than what is to be read, but not in a character', () => {
    const json = `{"a": "${'x'.repeat(9)}😀${'y'.repeat(99)}"}`;
    deepEqual(jsonStart(json, 16, 20), { text: '{\n  "a": "xxxxxxxxx', end: 16 });
    deepEqual(jsonStart(json, 16, 21), { text: '{\n  "a": "xxxxxxxxx😀', end: 18 });
    deepEqual(jsonStart('["aaaa","b"]', 16, 6), { text: '[\n  "a', end: 3 });
  });

  it('is looked at no further than it is shown', () => {
    equal(jsonStart('[1,2,this is no JSON', 3, 8_000)?.text, '[\n  1,\n  2,');
    equal(jsonStart('[1,2,this is no JSON', 4, 8_000), undefined);
  });

  for (const text of [
    '',
    '<html>',
    '{a: 1}',
    '{"a" 1}',
    '{"a": 1,}',
    '{"a": 1',
    '{"a"}',
    '{"a": "b}',
    '{1: 2}',
    '[1, 2',
    '[1 2]',
    '[,1]',
    '[1,]',
    '[1}',
    '[01]',
    '[1.]',
    '[tru]',
    '[truer]',
    '["a" "b"]',
    '[[]]]',
    '1 2',
    '["a\nb"]',
    ', 1',
    '}',
    '[1,\u00002]',
    'well, no',
  ])
    it(`leaves ${JSON.stringify(text)} to the caller`, () => equal(jsonStart(text, 16, 8_000), undefined));
});
