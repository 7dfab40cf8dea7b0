import { createHttpFile } from './file.ts';
import { readBlocks } from './parsing/blocks.ts';
import { holdsLine } from './parsing/scripts.ts';
import { lengthOf, perSegment, segmentAt } from './segments.ts';
import type { HttpFile, Segment, TextEdit } from './syntax.ts';

/**
 * The file after the edits, the same as a parse of the new text; only the segments that they touch are read
 * again. Offsets of the edits count in the text before any of them; they come in any order and do not
 * overlap. Throws a RangeError where one leaves the text.
 */
export function editHttpFile(file: HttpFile, edits: readonly TextEdit[]): HttpFile {
  const ordered = edits.toSorted((a, b) => a.start - b.start || a.end - b.end);
  const [first, last] = [ordered[0], ordered.at(-1)];
  if (first === undefined || last === undefined) return file;
  checkOffsets(file, ordered);
  return replaceSegments(file, ordered, segmentAt(file, first.start), segmentAt(file, last.end) + 1);
}

function checkOffsets(file: HttpFile, edits: readonly TextEdit[]): void {
  let from = 0;
  for (const { start, end } of edits) {
    if (start < from || end < start) throw new RangeError(`The edit ${start}..${end} overlaps another one.`);
    from = end;
  }
  const length = lengthOf(file);
  if (from > length) throw new RangeError(`The edit ends at ${from}, the text at ${length}.`);
}

/** Reads the segments between the indexes anew, and with them those whose borders or comments depend on it. */
function replaceSegments(file: HttpFile, edits: readonly TextEdit[], from: number, to: number): HttpFile {
  const { segments } = file;
  const text = editedText(file, edits, from, to);
  if (from > 0 && !text.startsWith('###')) return replaceSegments(file, edits, from - 1, to);
  if (to < segments.length && text !== '' && !endsLine(text))
    return replaceSegments(file, edits, from, to + 1);
  const fresh = text === '' && from < to && segments.length > to - from ? [] : readBlocks(text);
  if (fresh.some(segment => segment.opensComment)) {
    const closing = segments.findIndex((segment, index) => index >= to && holdsClosing(segment));
    // The segment that closes one comment may open the next: rather to the end than a step at a time.
    if (closing >= 0) return replaceSegments(file, edits, from, segments.length);
  }
  if (from > 0 && fresh.some(holdsClosing)) {
    const open = segments.findIndex(segment => segment.opensComment);
    if (open >= 0 && open < from) return replaceSegments(file, edits, open, segments.length);
  }
  return withSegments(file, from, to, fresh);
}

function editedText(
  { segments, segmentStarts }: HttpFile,
  edits: readonly TextEdit[],
  from: number,
  to: number,
): string {
  const old =
    to - from === 1
      ? (segments[from]?.text ?? '')
      : segments
          .slice(from, to)
          .map(({ text }) => text)
          .join('');
  const base = segmentStarts[from] ?? 0;
  let text = '';
  let at = 0;
  for (const edit of edits) {
    text += old.slice(at, edit.start - base) + edit.text;
    at = edit.end - base;
  }
  return text + old.slice(at);
}

function endsLine(text: string): boolean {
  return text.endsWith('\n') || text.endsWith('\r');
}

const holdsClosing = perSegment(({ text }) => holdsLine(text, '*/'));

function withSegments(file: HttpFile, from: number, to: number, fresh: readonly Segment[]): HttpFile {
  const { segments: old, segmentStarts: oldStarts } = file;
  const start = oldStarts[from] ?? 0;
  const end = oldStarts[to] ?? lengthOf(file);
  const freshStarts: number[] = [];
  let at = start;
  for (const { text } of fresh) {
    freshStarts.push(at);
    at += text.length;
  }
  const segments = old.slice(0, from).concat(fresh, old.slice(to));
  const segmentStarts = oldStarts.slice(0, from).concat(freshStarts, oldStarts.slice(to));
  const moved = at - end;
  for (let index = from + fresh.length; index < segmentStarts.length; index++)
    segmentStarts[index] = (segmentStarts[index] ?? 0) + moved;
  return createHttpFile({ segments, segmentStarts, lineage: file.lineage });
}
