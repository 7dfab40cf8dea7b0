import assert from 'node:assert/strict';
import { fileLinks } from '../../../src/httpFile/features/links.ts';
import { parseHttpFile } from '../../../src/httpFile/parser.ts';

describe('Links to files', () => {
  const cases: readonly (readonly [text: string, links: readonly string[]])[] = [
    ['POST /\n\n< ./a b.json', ['body ./a b.json']],
    ['POST /\n\n<@ a.json', ['body a.json']],
    ['POST /\n\n<@latin1 a.json', ['body a.json']],
    ['POST /\n\n< ./{{name}}.json', []],
    [
      'POST /\nContent-Type: multipart/form-data; boundary=x\n\n--x\nA: b\n\n< ./a.png\n--x--',
      ['body ./a.png'],
    ],
    ['POST /\n\n{"a":\n< ./a.json\n}', ['body ./a.json']],
    ['POST /\n\n< ./a.json\n<@ ./b.json', ['body ./a.json', 'body ./b.json']],
    ['POST /\nContent-Type: application/x-ndjson\n\n{}\n  < ./a.json', []],
    ['POST /\nContent-Type: text/plain\n\n4\n< 5 apples\n< ./a.txt', ['body ./a.txt']],
    ['POST /\nContent-Type: text/xml\n\n<a>\n<b>', []],
    ['GET /\n\n>> ./out.json', ['answer ./out.json']],
    ['GET /\n\n>>! ./out.json', ['answer ./out.json']],
    ['GET /\n\n> ./check.js', ['script ./check.js']],
    ['# @import ./other.http\nGET /', ['requests ./other.http']],
    ['import ./other.http\n\nGET /', ['requests ./other.http']],
    ['GET https://example.com/a', []],
    ['POST /\nContent-Type: text/plain\n\nrun ./other.http', []],
  ];
  for (const [text, links] of cases)
    it(`of ${JSON.stringify(text)}`, () => {
      const found = fileLinks(parseHttpFile(`### first\nGET /\n\n###\n${text}`));
      assert.deepEqual(
        found.map(({ kind, path }) => `${kind} ${path}`),
        links,
      );
    });

  it('stand where the path is written', () => {
    const text = '###\nGET /\n###\nPOST /\n\n< ./a.json\n';
    const [link] = fileLinks(parseHttpFile(text));
    assert.equal(link && text.slice(link.range.start, link.range.end), './a.json');
  });
});
