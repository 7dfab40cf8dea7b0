import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { editHttpFile } from '../../src/httpFile/edit.ts';
import { parseHttpFile } from '../../src/httpFile/parser.ts';
import { piecesOf, printHttpFile } from '../../src/httpFile/print.ts';
import { runs } from '../support/runs.ts';
import { anyText } from './anyText.ts';

describe('A printed file', () => {
  const corpus = join(import.meta.dirname, '..', 'corpus');
  for (const name of globSync('*/*.http', { cwd: corpus })) {
    it(`is ${name} to the last character`, () => {
      const text = readFileSync(join(corpus, name), 'utf8');
      for (const said of [text, text.replaceAll('\n', '\r\n'), `\u{feff}${text}`])
        assert.equal(printHttpFile(parseHttpFile(said)), said);
    });
  }

  it('is any text to the last character', () => {
    fc.assert(
      fc.property(anyText, text => assert.equal(printHttpFile(parseHttpFile(text)), text)),
      { numRuns: runs(1000) },
    );
  });

  it('is the edited text after an edit', () => {
    const file = parseHttpFile('@a = 1\n###\nGET /a\n');
    assert.equal(
      printHttpFile(editHttpFile(file, [{ start: 0, end: 2, text: '@b' }])),
      '@b = 1\n###\nGET /a\n',
    );
  });

  it('has a piece for each node and for what stands between', () => {
    const text = '### One\n# @name x\nPOST /a?b HTTP/1.1\nA: b\n\n{\n# c\n@v = 1\n}\n?? status == 200\n';
    const [segment] = parseHttpFile(text).segments;
    assert.ok(segment);
    assert.deepEqual(
      piecesOf(segment).map(piece => [piece.kind, piece.text]),
      [
        ['between', '### '],
        ['title', 'One'],
        ['between', '\n# @name '],
        ['flag', 'x'],
        ['between', '\n'],
        ['method', 'POST'],
        ['between', ' '],
        ['target', '/a?b'],
        ['between', ' '],
        ['version', 'HTTP/1.1'],
        ['between', '\n'],
        ['headerName', 'A'],
        ['between', ': '],
        ['headerValue', 'b'],
        ['between', '\n\n'],
        ['body', '{\n# c\n@'],
        ['variableName', 'v'],
        ['body', ' = '],
        ['variableValue', '1'],
        ['body', '\n}'],
        ['between', '\n'],
        ['assert', '?? status == 200'],
        ['between', '\n'],
      ],
    );
  });
});
