import assert from 'node:assert/strict';
import { jsonFaultAt } from '../../../src/procore/diagnosis/jsonFault.ts';

describe('Where a text stops being JSON', () => {
  const faults: readonly [claim: string, before: string, after: string][] = [
    ['a word of another language', '{"a": ', 'True}'],
    ['a text without quotes', '{"a": [1, ', 'hello]}'],
    ['a value that is missing', '{"a": ', '}'],
    ['a comma after the last entry', '{"a": 1, ', '}'],
    ['a comma that is missing', '[1 ', '2]'],
    ['a colon that is missing', '{"a" ', '1}'],
    ['names in single quotes', '{', "'a': 1}"],
    ['a bracket that closes another one', '{"a": [1', '}}'],
    ['a line break in a text', '{"a": "x', '\ny"}'],
    ['an escape that JSON does not know', '{"a": "x', '\\y"}'],
    ['more behind the end', '{} ', '{}'],
    ['a number that begins with 0', '{"a": 0', '1}'],
    ['an object that is not closed', '{"a": {"b": 1}', ''],
    ['a text that is not closed', '{"a": "é😀', ''],
    ['nothing at all', '', ''],
  ];
  for (const [claim, before, after] of faults) {
    it(claim, () => assert.equal(jsonFaultAt(before + after), before.length));
  }

  it('nothing where it is JSON, of any size and depth', () => {
    const text = JSON.stringify({
      a: ['\\ " \n \u0000 é😀\u0085\u007f', -1.5e-7, true, false, null, {}, []],
      b: { c: '' },
    });
    assert.equal(jsonFaultAt(text), undefined);
    assert.equal(jsonFaultAt(` ${'['.repeat(200_000)}${']'.repeat(200_000)}\r\n`), undefined);
    assert.equal(jsonFaultAt(JSON.stringify('x'.repeat(3_000_000))), undefined);
  });
});
