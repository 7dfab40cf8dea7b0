import type { Range, RequestNode, Segment } from '../../syntax.ts';
import type { Broken } from './fix.ts';

/** Text of the segment between two offsets in its own count. */
export function textOf({ text, base }: Segment, { start, end }: Range): string {
  return text.slice(start - base, end - base);
}

/** The line end that the segment uses. */
export function lineEndOf({ text }: Segment): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** The line that holds an offset, without its line end. */
export function lineAt({ text, base }: Segment, offset: number): Range {
  const at = offset - base;
  const start = Math.max(text.lastIndexOf('\n', at - 1), text.lastIndexOf('\r', at - 1)) + 1;
  const rest = /[\r\n]/.exec(text.slice(at));
  return { start: base + start, end: base + (rest === null ? text.length : at + rest.index) };
}

/** The line with its line end. */
export function wholeLineAt(segment: Segment, offset: number): Range {
  const { start, end } = lineAt(segment, offset);
  const behind = textOf(segment, { start: end, end: end + 2 });
  const length = behind.startsWith('\r\n') ? 2 : /^[\r\n]/.test(behind) ? 1 : 0;
  return { start, end: end + length };
}

/** Where a comment with a flag goes: before the request line, or its first flag. */
export function flagPlace(segment: Segment, request: RequestNode): number {
  return lineAt(segment, request.requestLine.start).start;
}

/** Where another header goes: behind the last one, or the target. */
export function headerPlace(segment: Segment, request: RequestNode): number {
  const last = request.headers.at(-1)?.value.range.end;
  const target = request.targetParts.at(-1)?.range.end ?? request.requestLine.end;
  return lineAt(segment, Math.max(last ?? 0, target, request.requestLine.end)).end;
}

/** Where in the segment's count a file variable goes: above all else, below the comments that head the file. */
export function variablePlace({ file, shift }: Broken): number {
  const first = file.segments[0];
  if (first === undefined) return -shift;
  const variable = first.variables.at(-1);
  const [request] = first.requests;
  if (variable !== undefined && (request === undefined || variable.range.start < request.requestLine.start))
    return wholeLineAt(first, variable.range.end).end - first.base - shift;
  // Comments that touch the first request belong to it; those above a blank line speak about the file.
  const lead = first.text.slice(
    0,
    request === undefined ? undefined : request.requestLine.start - first.base,
  );
  const head = /^\uFEFF?(?:[ \t]*(?:#(?!##)|\/\/)[^\r\n]*(?:\r?\n|\r))+(?=[ \t]*(?:\r?\n|\r))/.exec(
    lead,
  )?.[0];
  return (head?.length ?? (first.text.startsWith('\uFEFF') ? 1 : 0)) - shift;
}
