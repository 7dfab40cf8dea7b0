import assert from 'node:assert/strict';
import { placeBlock } from '../../../src/httpFile/convert/placement.ts';
import { parseHttpFile } from '../../../src/httpFile/parser.ts';
import { applied } from '../../support/applyEdits.ts';
import { withCursor } from '../../support/cursor.ts';

describe('A new request is placed', () => {
  const cases: readonly (readonly [where: string, text: string, placed: string])[] = [
    ['alone in an empty file', '|', '### new\nGET /\n'],
    [
      'behind the request at the cursor',
      'GET /a|\n\n\n###\nGET /b\n',
      'GET /a\n\n### new\nGET /\n\n###\nGET /b\n',
    ],
    ['at the end', 'GET /a\n###\nGET /b|', 'GET /a\n###\nGET /b\n\n### new\nGET /\n'],
    ['behind variables', '@a = 1|\n\n### b\nGET /b', '@a = 1\n\n### new\nGET /\n\n### b\nGET /b'],
    ['with the line ends of the file', 'GET /a|\r\n', 'GET /a\r\n\r\n### new\r\nGET /\r\n'],
  ];
  for (const [where, marked, placed] of cases)
    it(where, () => {
      const { text, offset } = withCursor(marked);
      assert.equal(applied(text, [placeBlock(parseHttpFile(text), offset, '### new\nGET /\n')]), placed);
    });
});
