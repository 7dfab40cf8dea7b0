import { requestAt } from '../../names.ts';
import { segmentAt } from '../../segments.ts';
import type { HttpFile, RequestNode } from '../../syntax.ts';

/**
 * Where the cursor stands, as far as it decides what may be written there. It is read from the segment around
 * it alone, so that a large file is no slower than a small one.
 */
export interface Place {
  readonly file: HttpFile;
  readonly offset: number;
  /** The line up to the cursor. */
  readonly before: string;
  /** The rest of the line. */
  readonly after: string;
  /** The rest of the segment, from the cursor. */
  readonly below: string;
  /** Whose block holds the cursor. */
  readonly request: RequestNode | undefined;
  readonly part: 'lead' | 'target' | 'head' | 'body';
  /** Text of the same segment between two offsets of the file. */
  readonly textBetween: (start: number, end: number) => string;
}

const longestLine = 10_000;

/** `undefined` where the line is so long that nobody types in it. */
export function placeAt(file: HttpFile, offset: number): Place | undefined {
  const index = segmentAt(file, offset);
  const start = file.segmentStarts[index] ?? 0;
  const text = file.segments[index]?.text ?? '';
  const at = offset - start;
  const lineStart = Math.max(text.lastIndexOf('\n', at - 1), text.lastIndexOf('\r', at - 1)) + 1;
  const below = text.slice(at);
  const lineLength = below.search(/[\r\n]/);
  const after = lineLength < 0 ? below : below.slice(0, lineLength);
  if (at - lineStart + after.length > longestLine) return undefined;
  const before = at === 0 ? '' : text.slice(lineStart, at);
  const request = requestAt(file, offset);
  const textBetween = (from: number, to: number): string => text.slice(Math.max(0, from - start), to - start);
  const part = partOf(request, offset, offset - before.length, before, textBetween);
  return { file, offset, before, after, below, request, part, textBetween };
}

function partOf(
  request: RequestNode | undefined,
  offset: number,
  lineStart: number,
  before: string,
  textBetween: Place['textBetween'],
): Place['part'] {
  if (request === undefined || offset < request.requestLine.start) return 'lead';
  const { start, end } = request.requestLine;
  const targetEnd = Math.max(end, request.targetParts.at(-1)?.range.end ?? end);
  if (offset <= targetEnd || /^[ \t]*[?&]/.test(before)) return 'target';
  if (lineStart <= start) return 'target';
  const between = textBetween(targetEnd, lineStart);
  return /(?:\r\n?|\n)[ \t]*(?:\r\n?|\n)/.test(between) ? 'body' : 'head';
}
