import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { editHttpFile } from '../../src/httpFile/edit.ts';
import { parseHttpFile } from '../../src/httpFile/parser.ts';
import { lengthOf } from '../../src/httpFile/segments.ts';
import type { HttpFile, TextEdit } from '../../src/httpFile/syntax.ts';
import { runs } from '../support/runs.ts';
import { anyLineEnd, anyPiece, anyText } from './anyText.ts';

const corpus = globSync(join(import.meta.dirname, '..', 'corpus', '*', '*.http')).map(path =>
  readFileSync(path, 'utf8'),
);

/** What an edit may put in: marks that open and close, borders of lines and of segments, halves of characters. */
const anyInsertion = fc.oneof(
  fc.constantFrom('', '#', '###', '\n###\n', '/', '*', '/*\n', '\n*/\n', '\n/*\n', '\r', '\n', '\r\n'),
  fc.constantFrom(
    '{{',
    '}}',
    '%}',
    '< {%\n',
    '@',
    '\u{feff}',
    '\0',
    '\ud83d',
    '\udcd0',
    '\n# @name a\n',
    'x',
  ),
  fc.tuple(anyLineEnd, anyPiece, anyLineEnd).map(parts => parts.join('')),
);

/** Edits at places given as shares of the text. */
const anyChange = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.oneof(fc.constantFrom(0, 0, 1, 1, 2, 4), fc.nat(60)),
    text: anyInsertion,
  }),
  { minLength: 1, maxLength: 3 },
);
const anyChanges = fc.array(anyChange, { minLength: 1, maxLength: 6 });

describe('An edited file', () => {
  it('equals a parse of the new text, whatever the edits', () => {
    fc.assert(
      fc.property(anyText, anyChanges, (text, changes) => checkChanges(text, changes)),
      { numRuns: runs(1500, 4000) },
    );
  });

  it('equals a parse of the new text, when two files become one', () => {
    const anyFile = fc.constantFrom(...corpus);
    const anyJoined = fc.array(fc.tuple(anyFile, anyLineEnd), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(anyJoined, anyChanges, (files, changes) => checkChanges(files.flat().join(''), changes)),
      { numRuns: runs(300, 500) },
    );
  });

  it('keeps the segments that the edit leaves alone', () => {
    const file = parseHttpFile('@a = 1\n###\nGET /a\n###\nGET /b\n###\nGET /c\n');
    const edited = editHttpFile(file, [{ start: 27, end: 28, text: 'changed' }]);
    assert.deepEqual(
      edited.segments.map((segment, index) => segment === file.segments[index]),
      [true, true, false, true],
    );
    assert.deepEqual(
      edited.requests.map(({ target }) => target),
      ['/a', '/changed', '/c'],
    );
  });

  it('is the same file where nothing is edited', () => {
    const file = parseHttpFile('GET /a\n');
    assert.equal(editHttpFile(file, []), file);
  });

  it('refuses edits that overlap or leave the text', () => {
    const file = parseHttpFile('GET /a\n');
    const refused = (edits: readonly TextEdit[]) =>
      assert.throws(() => editHttpFile(file, edits), RangeError);
    refused([{ start: 0, end: 8, text: '' }]);
    refused([{ start: -1, end: 0, text: '' }]);
    refused([{ start: 3, end: 2, text: '' }]);
    refused([
      { start: 0, end: 4, text: '' },
      { start: 3, end: 5, text: '' },
    ]);
  });
});

type Change = typeof anyChange extends fc.Arbitrary<infer T> ? T : never;

function checkChanges(text: string, changes: readonly Change[]): void {
  let file = parseHttpFile(text);
  let said = text;
  for (const change of changes) {
    const edits = editsOf(change, said.length);
    file = editHttpFile(file, edits);
    said = withEdits(said, edits);
    assert.equal(contents(file), contents(parseHttpFile(said)));
    assert.equal(lengthOf(file), said.length);
  }
}

/** Everything that a file says, as JSON, but for what segments remember of an earlier place. */
function contents(file: HttpFile): string {
  const { text, lineStarts, requests, variables, problems, fileProblems, segments, segmentStarts } = file;
  return JSON.stringify({
    ...{ text, lineStarts, requests, variables, problems, fileProblems, segmentStarts },
    segments: segments.map(segment => [segment.text, segment.opensComment]),
  });
}

function editsOf(change: Change, length: number): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  let from = 0;
  for (const { at, length: wanted, text } of change.toSorted((a, b) => a.at - b.at)) {
    const start = Math.max(from, Math.round(at * length));
    from = Math.min(length, start + wanted);
    edits.push({ start, end: from, text });
  }
  return edits;
}

function withEdits(text: string, edits: readonly TextEdit[]): string {
  return edits.reduceRight(
    (said, edit) => said.slice(0, edit.start) + edit.text + said.slice(edit.end),
    text,
  );
}
