import assert from 'node:assert/strict';
import { parseHttpFile } from '../../../src/httpFile/parser.ts';
import { requestKeys } from '../../../src/vscode/requests/requestKeys.ts';

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
});
