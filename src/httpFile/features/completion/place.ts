import { requestAt } from '../../names.ts';
import { type HttpFile, positionAt, type RequestNode } from '../../syntax.ts';

/** Where the cursor stands, as far as it decides what may be written there. */
export interface Place {
  readonly file: HttpFile;
  readonly offset: number;
  readonly lineStart: number;
  /** The line up to the cursor. */
  readonly before: string;
  /** The rest of the line. */
  readonly after: string;
  /** Whose block holds the cursor. */
  readonly request: RequestNode | undefined;
  readonly part: 'lead' | 'target' | 'head' | 'body';
}

const longestLine = 10_000;

/** `undefined` where the line is so long that nobody types in it. */
export function placeAt(file: HttpFile, offset: number): Place | undefined {
  const { line } = positionAt(file, offset);
  const lineStart = file.lineStarts[line - 1] ?? 0;
  const lineEnd = file.lineStarts[line] ?? file.text.length;
  if (lineEnd - lineStart > longestLine) return undefined;
  const before = file.text.slice(lineStart, offset);
  const after = file.text.slice(offset, lineEnd).replace(/[\r\n]+$/, '');
  const request = requestAt(file, offset);
  const part = partOf(file, request, offset, lineStart, before);
  return { file, offset, lineStart, before, after, request, part };
}

function partOf(
  file: HttpFile,
  request: RequestNode | undefined,
  offset: number,
  lineStart: number,
  before: string,
): Place['part'] {
  if (request === undefined || offset < request.requestLine.start) return 'lead';
  const { start, end } = request.requestLine;
  const targetEnd = Math.max(end, request.targetParts.at(-1)?.range.end ?? end);
  if (offset <= targetEnd || /^[ \t]*[?&]/.test(before)) return 'target';
  if (lineStart <= start) return 'target';
  const between = file.text.slice(targetEnd, lineStart);
  return /(?:\r\n?|\n)[ \t]*(?:\r\n?|\n)/.test(between) ? 'body' : 'head';
}
