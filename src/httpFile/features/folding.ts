import { perSegment, shiftOf, shiftRange } from '../segments.ts';
import type { HttpFile, Range, RequestNode, Segment } from '../syntax.ts';
import { brackets } from './brackets.ts';

/** Lines that may be hidden behind the first of them. */
export interface Fold {
  readonly kind: 'request' | 'target' | 'headers' | 'body' | 'value' | 'comment' | 'script';
  /** From the line that stays visible to the last one that is hidden. */
  readonly range: Range;
}

/**
 * Requests with their leads, long targets and heads, bodies and the objects and lists in them, comments and
 * scripts; only what spans several lines. In files of more than 2,000 blocks whole requests alone, which are
 * already about as many as the editor takes.
 */
export function folds(file: HttpFile): readonly Fold[] {
  const found: Fold[] = [];
  const foldsIn = foldsFor(file);
  for (const [index, segment] of file.segments.entries()) {
    const shift = shiftOf(file, index);
    for (const { kind, range } of foldsIn(segment)) found.push({ kind, range: shiftRange(range, shift) });
  }
  return found;
}

/** Those of one segment of this file, counted as its own ranges are. */
export function foldsFor({ segments }: HttpFile): (segment: Segment) => readonly Fold[] {
  return segments.length > 2000 ? wholeRequests : allFolds;
}

const allFolds = perSegment(segment =>
  severalLines(segment, [...requestFolds(segment), ...scriptFolds(segment), ...commentFolds(segment)]),
);

const wholeRequests = perSegment(segment =>
  severalLines(
    segment,
    segment.requests.map(request => wholeRequest(segment, request)),
  ),
);

function severalLines({ text, base }: Segment, found: readonly Fold[]): readonly Fold[] {
  return found.filter(({ range: { start, end } }) => /\r|\n/.test(text.slice(start - base, end - base)));
}

function wholeRequest({ text, base }: Segment, { range }: RequestNode): Fold {
  return { kind: 'request', range: trimmed(text, base, range) };
}

function requestFolds(segment: Segment): readonly Fold[] {
  const { text, base, requests } = segment;
  return requests.flatMap((request): readonly Fold[] => {
    const { targetParts, headers, body } = request;
    const found: Fold[] = [wholeRequest(segment, request)];
    const [first, last] = [headers[0], headers.at(-1)];
    const lastPart = targetParts.length > 2 ? targetParts.at(-1) : undefined;
    if (lastPart !== undefined)
      found.push({ kind: 'target', range: { start: request.requestLine.start, end: lastPart.range.end } });
    if (first !== undefined && last !== undefined && headers.length > 2)
      found.push({ kind: 'headers', range: { start: first.name.range.start, end: last.value.range.end } });
    if (body !== undefined) {
      found.push({ kind: 'body', range: body.range });
      const said = text.slice(body.range.start - base, body.range.end - base);
      for (const pair of brackets(said))
        if (pair.start > 0 || pair.end < said.trimEnd().length)
          found.push({ kind: 'value', range: shiftRange(pair, body.range.start) });
    }
    return found;
  });
}

function scriptFolds({ problems }: Segment): readonly Fold[] {
  return problems.flatMap(({ code, range }) => (code === 'not-run' ? [{ kind: 'script', range }] : []));
}

/** Neighbouring comment lines outside of bodies, but for flags, and the lines between two comment marks. */
function commentFolds({ text, base, requests }: Segment): readonly Fold[] {
  const found: Fold[] = [];
  const bodies = requests.flatMap(({ body }) => (body === undefined ? [] : [body.range]));
  const isInBody = (at: number) => bodies.some(({ start, end }) => at + base >= start && at + base < end);
  const add = (start: number, end: number) =>
    found.push({ kind: 'comment', range: { start: start + base, end: end + base } });
  let run: Range | undefined;
  let opened = -1;
  for (const { 0: line, index } of text.matchAll(/[^\r\n]+/g)) {
    const end = index + line.length;
    const isComment = commentLine.test(line) && !isInBody(index);
    const isNext = run !== undefined && /^(?:\r\n?|\n)$/.test(text.slice(run.end, index));
    if (isComment && run !== undefined && isNext) run = { start: run.start, end };
    else {
      if (run !== undefined) add(run.start, run.end);
      run = isComment ? { start: index, end } : undefined;
    }
    const mark = line.trim();
    if (mark === '/*' && opened < 0 && !isInBody(index)) opened = index;
    else if (mark === '*/' && opened >= 0) {
      add(opened, end);
      opened = -1;
    }
  }
  if (run !== undefined) add(run.start, run.end);
  return found;
}

/** No separator, and no flag such as `# @name`. */
const commentLine = /^[ \t]*(?:#(?!##)|\/\/)(?![#/]*[ \t]*@)/;

function trimmed(text: string, base: number, { start, end }: Range): Range {
  const said = text.slice(start - base, end - base);
  const blanks = said.length - said.trimStart().length;
  return { start: start + blanks, end: start + said.trimEnd().length };
}
