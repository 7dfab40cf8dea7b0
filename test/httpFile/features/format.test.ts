import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { formatEdits } from '../../../src/httpFile/features/format/format.ts';
import { meaningOf } from '../../../src/httpFile/features/format/meaning.ts';
import { parseHttpFile } from '../../../src/httpFile/parser.ts';
import { applied } from '../../support/applyEdits.ts';
import { root } from '../../support/paths.ts';
import { runs } from '../../support/runs.ts';

describe('Formatting', () => {
  const cases: readonly (readonly [title: string, text: string, formatted: string])[] = [
    ['takes three hashes', '#####   One  \nGET /\n\n####\nGET /b', '### One\nGET /\n\n###\nGET /b\n'],
    [
      'parts requests by one blank line',
      'GET /\n###\nGET /b\n\n\n\n###\nGET /c',
      'GET /\n\n###\nGET /b\n\n###\nGET /c\n',
    ],
    ['keeps separators in a row together', '###\n### Part\n###\nGET /', '###\n### Part\n###\nGET /\n'],
    ['writes header, colon, blank, value', 'GET /\nA:1\nB :  2  \nC:\n', 'GET /\nA: 1\nB: 2\nC:\n'],
    ['keeps continued header values', 'GET /\nA:1,\n   2\nB:\n   3\n', 'GET /\nA: 1,\n   2\nB:\n   3\n'],
    [
      'writes variables with blanks',
      '@a=1\n@b   = 2 \n@c:=3\n@d=\nGET /',
      '@a = 1\n@b = 2\n@c := 3\n@d =\nGET /\n',
    ],
    ['writes the request line', 'get   /a b   HTTP/1.1  \n', 'GET /a b HTTP/1.1\n'],
    ['indents a continued target', 'GET /a\n?b=1\n        &c=2\n', 'GET /a\n  ?b=1\n  &c=2\n'],
    ['puts a blank into flags', '#@name x\n//@env y\nGET /', '# @name x\n// @env y\nGET /\n'],
    [
      'writes assertions with blanks',
      'GET /\n??status==200\n  ??  header X-A   includes  a  b \n?? body $.l[?(@.a==1)].b   >= 2\n?? nonsense==\n',
      'GET /\n?? status == 200\n  ?? header X-A includes a  b\n?? body $.l[?(@.a==1)].b >= 2\n?? nonsense==\n',
    ],
    ['leaves one blank line before the body', 'POST /\n\n\n\nx\n\n\ny', 'POST /\n\nx\n\n\ny\n'],
    [
      'indents JSON bodies',
      'POST /\nContent-Type: application/json\n\n{"a":{"b":[1,2]},"c":"d"}\n',
      'POST /\nContent-Type: application/json\n\n{\n  "a": {\n    "b": [1, 2]\n  },\n  "c": "d"\n}\n',
    ],
    [
      'keeps names, long numbers and escapes of JSON',
      'POST /\n\n{"id":12345678901234567890,\n"x":{{name}},"{{key}}":"\\u00e9 {{ a }}","l":[{{a}},{{b}}.5]}\n',
      'POST /\n\n{\n  "id": 12345678901234567890,\n  "x": {{name}},\n  "{{key}}": "\\u00e9 {{ a }}",\n  "l": [{{a}}, {{b}}.5]\n}\n',
    ],
    ['leaves what is no JSON', 'POST /\n\n{"a":1,}\n', 'POST /\n\n{"a":1,}\n'],
    ['leaves JSON with comments', 'POST /\n\n{"a":1,\n# no\n"b":2}\n', 'POST /\n\n{"a":1,\n# no\n"b":2}\n'],
    [
      'leaves other bodies',
      'POST /\nContent-Type: text/plain\n\n{"a":1}  \n\n\n#### x\n',
      'POST /\nContent-Type: text/plain\n\n{"a":1}  \n\n### x\n',
    ],
    [
      'leaves multipart bodies',
      'POST /\nContent-Type: multipart/form-data; boundary=x\n\n--x\nA:b  \n\n\nc\n--x--\n',
      'POST /\nContent-Type: multipart/form-data; boundary=x\n\n--x\nA:b  \n\n\nc\n--x--\n',
    ],
    [
      'leaves scripts and recorded answers',
      'GET /\n\n> {%\n  a  \n\n\n  b\n%}\n\nHTTP/1.1 200 OK\nA:1\n\n\n\n{"a":1}  \n',
      'GET /\n\n> {%\n  a  \n\n\n  b\n%}\n\nHTTP/1.1 200 OK\nA:1\n\n\n\n{"a":1}\n',
    ],
    [
      'leaves comments as they are',
      '#a\n##  b\n/*\n  x  \n\n\n*/\nGET /',
      '#a\n##  b\n/*\n  x  \n\n\n*/\nGET /\n',
    ],
    [
      'keeps CRLF',
      'POST /\r\nA:1\r\n\r\n[{"a":1}]\r\n###\r\nGET /',
      'POST /\r\nA: 1\r\n\r\n[\r\n  {"a": 1}\r\n]\r\n\r\n###\r\nGET /\r\n',
    ],
    ['leaves an empty file empty', '', ''],
  ];
  for (const [title, text, expected] of cases)
    it(title, () => {
      assert.equal(formatted(text), expected);
      assert.equal(formatted(expected), expected);
    });

  it('of a range touches its requests only', () => {
    const text = 'GET /a\nX:1\n###\nGET /b\nX:1\n###\nGET /c\nX:1\n';
    const file = parseHttpFile(text);
    const at = text.indexOf('/b');
    const edits = formatEdits(file, { indent: '  ' }, { start: at, end: at + 2 });
    assert.equal(applied(text, edits), 'GET /a\nX:1\n###\nGET /b\nX: 1\n\n###\nGET /c\nX:1\n');
  });

  it('keeps the meaning of every file of the corpus, and changes nothing the second time', () => {
    for (const folder of ['valid', 'broken'])
      for (const name of readdirSync(join(root, 'test', 'corpus', folder)))
        if (name.endsWith('.http'))
          keepsMeaning(readFileSync(join(root, 'test', 'corpus', folder, name), 'utf8'), name);
  });

  it('keeps the meaning of random files, and changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), pieces => keepsMeaning(pieces.join(''))),
      { numRuns: runs(800, 1500) },
    );
  });
});

/** Lines of all forms, joined at random: most make a file that nobody would write. */
const piece = fc.oneof(
  fc.constantFrom(
    ...['\n', '\n\n', '\r\n', '  \n', '###\n', '#### a\n', '  ### b\n', '# c\n', '#@name d\n', '// @env e\n'],
    ...[
      '@a=1\n',
      '@b := {{a}}\n',
      '@\n',
      'GET /x\n',
      'post  http://x.y  HTTP/1.1\n',
      'GET\n',
      '?a=1\n',
      '  &b\n',
    ],
    ...['  /c\n', 'A:1\n', 'B : 2 \n', 'C:\n', '   d\n', 'no header\n', 'Content-Type: application/json\n'],
    ...[
      'Content-Type:text/plain\n',
      'Content-Type: multipart/form-data; boundary=x\n',
      '{"a":[1,{"b":{{c}}}]}\n',
    ],
    ...[
      '{\n"a": 1\n',
      '}\n',
      '[]\n',
      '{"a":1,}\n',
      '< ./f\n',
      '<@ f\n',
      '> {%\n',
      '%}\n',
      '{{\n',
      '}}\n',
      '>> f\n',
    ],
    ...[
      '??  status == 200\n',
      '?? x\n',
      'HTTP/1.1 200 OK\n',
      '/*\n',
      '*/\n',
      '--x\n',
      'text ',
      '{{a}}',
      '\t',
    ],
  ),
  fc.string({ maxLength: 6 }),
);

function keepsMeaning(text: string, name = JSON.stringify(text)): void {
  const once = formatted(text);
  assert.equal(meaningOf(parseHttpFile(once)), meaningOf(parseHttpFile(text)), name);
  assert.equal(formatted(once), once, name);
}

function formatted(text: string): string {
  return applied(text, formatEdits(parseHttpFile(text), { indent: '  ' }));
}
