import assert from 'node:assert/strict';
import fc from 'fast-check';
import { editHttpFile } from '../../src/httpFile/edit.ts';
import { parseHttpFile } from '../../src/httpFile/parser.ts';
import { placeInSegment, segmentLines } from '../../src/httpFile/segmentLines.ts';
import { type HttpFile, positionAt } from '../../src/httpFile/syntax.ts';

const text = '@a = 1\r\n### One\nGET /rest/v1.0/me\r\r### Two\n\nGET /rest/v1.0/me\n\n{ "a":\n 1 }\n###\n';

describe('The lines of segments', () => {
  it('are those of the file', () => checkAll(parseHttpFile(text)));

  it('are those of the file after any edit', () => {
    const file = parseHttpFile(text);
    const lines = fc.array(fc.constantFrom('###', '\n', '\r', 'x', ' '), { maxLength: 6 });
    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(12), lines, (start, length, typed) => {
        const end = Math.min(text.length, start + length);
        checkAll(editHttpFile(file, [{ start, end, text: typed.join('') }]));
      }),
    );
  });

  it('are refused for a segment that is not there', () => {
    assert.throws(() => placeInSegment(parseHttpFile(''), 1, 0), RangeError);
  });
});

function checkAll(file: HttpFile): void {
  assert.deepEqual(
    segmentLines(file),
    file.segmentStarts.map(start => positionAt(file, start).line - 1),
  );
  file.segments.forEach((segment, index) => {
    for (let offset = 0; offset < segment.text.length; offset++) {
      const { line, column } = positionAt(file, (file.segmentStarts[index] ?? 0) + offset);
      const place = placeInSegment(file, index, segment.base + offset);
      assert.deepEqual(place, { line: line - 1, column: column - 1 });
    }
  });
}
