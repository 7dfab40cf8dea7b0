import { scanLineStarts } from './scanner.ts';
import { perSegment } from './segments.ts';
import type { HttpFile, Segment } from './syntax.ts';

/** Line and column, both from 0, column in UTF-16 units. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

const known = new WeakMap<readonly Segment[], readonly number[]>();

/** What `segmentLines` is counted from: looked at before, segment by segment, it is quick. */
export const lineStartsIn: (segment: Segment) => readonly number[] = perSegment(({ text }) =>
  scanLineStarts(text),
);

/** The line, from 0, on which each segment starts. After an edit only the lines of what changed are counted. */
export function segmentLines({ segments }: Pick<HttpFile, 'segments'>): readonly number[] {
  const kept = known.get(segments);
  if (kept !== undefined) return kept;
  const lines: number[] = [];
  let line = 0;
  for (const segment of segments) {
    lines.push(line);
    line += lineStartsIn(segment).length - 1;
  }
  known.set(segments, lines);
  return lines;
}

/** Where an offset of the segment with that index, counted as its ranges are, stands in the file. */
export function placeInSegment(file: Pick<HttpFile, 'segments'>, index: number, offset: number): Place {
  const segment = file.segments[index];
  if (segment === undefined) throw new RangeError(`There is no segment ${index}.`);
  const at = offset - segment.base;
  const starts = lineStartsIn(segment);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return { line: (segmentLines(file)[index] ?? 0) + low, column: at - (starts[low] ?? 0) };
}
