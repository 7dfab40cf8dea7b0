import { type HttpFile, positionAt, type Range } from '../syntax.ts';

export interface Fold {
  readonly kind: 'request' | 'headers' | 'body';
  /** From the line that stays visible to the last one that is hidden. */
  readonly range: Range;
}

/** Requests with their leads, long heads and bodies; only what spans several lines. */
export function folds(file: HttpFile): readonly Fold[] {
  const found: Fold[] = [];
  for (const request of file.requests) {
    const end = trimEnd(file.text, request.range);
    found.push({ kind: 'request', range: { start: trimStart(file.text, request.range), end } });
    const first = request.headers[0];
    const last = request.headers.at(-1);
    if (first !== undefined && last !== undefined && request.headers.length > 2) {
      found.push({ kind: 'headers', range: { start: first.name.range.start, end: last.value.range.end } });
    }
    if (request.body !== undefined) found.push({ kind: 'body', range: request.body.range });
  }
  return found.filter(({ range }) => positionAt(file, range.start).line < positionAt(file, range.end).line);
}

function trimStart(text: string, { start, end }: Range): number {
  const at = text.slice(start, end).search(/\S/);
  return at < 0 ? start : start + at;
}

function trimEnd(text: string, { start, end }: Range): number {
  return start + text.slice(start, end).trimEnd().length;
}
