import assert from 'node:assert/strict';
import { parseHttpFile } from '../../../src/httpFile/parser.ts';
import { keysAsAsked, requestKeys } from '../../../src/vscode/requests/requestKeys.ts';

const keysOf = (text: string) => [...requestKeys(parseHttpFile(text)).keys()];

describe('A request of a file', () => {
  it('is known by its name, else by method and target', () => {
    assert.deepEqual(keysOf('# @name me\nGET /rest/v1.0/me\n\n###\nGET /rest/v1.0/companies\n'), [
      'me',
      'GET /rest/v1.0/companies',
    ]);
  });

  it('is counted where another is alike', () => {
    assert.deepEqual(keysOf('GET /a\n\n###\nGET /a\n'), ['GET /a', 'GET /a (2)']);
  });

  it('has the same key where only single ones are asked for, in any order', () => {
    const text = '@a = 1\n###\nGET /a\n\n### only a title\n\n###\n# @name me\nGET /a\n\n###\nGET /a\n';
    const file = parseHttpFile(text);
    const keyOf = keysAsAsked(file);
    assert.deepEqual([keyOf(2), keyOf(0), keyOf(1)], ['GET /a (2)', 'GET /a', 'me']);
    assert.deepEqual([...requestKeys(file).keys()], [0, 1, 2].map(keyOf));
    assert.throws(() => keyOf(3), RangeError);
  });
});
