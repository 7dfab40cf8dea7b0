import { referencesIn } from '../../references.ts';
import type { Range, RequestNode } from '../../syntax.ts';

/** Stands in an expanded target for a reference whose value cannot be told before sending. */
export const unknownPart = '\u{f8fe}';

/** A target with the values of its variables, and the way back from it to the file. */
export interface ExpandedTarget {
  readonly text: string;
  /** Where in the file a part of `text` stands; a part of a value is the whole `{{...}}`. */
  readonly rangeOf: (start: number, end: number) => Range;
}

/** One piece of the target: plain text letter by letter, or a reference as a whole. */
interface Piece {
  readonly from: number;
  readonly to: number;
  readonly range: Range;
  readonly plain: boolean;
}

/** The target of a request; `valueIn` gives what a name stands for, `undefined` where that cannot be told. */
export function expandTarget(
  request: Pick<RequestNode, 'targetParts' | 'requestLine'>,
  valueIn: (name: string) => string | undefined,
): ExpandedTarget {
  const pieces: Piece[] = [];
  let text = '';
  const add = (said: string, range: Range, plain: boolean): void => {
    if (said === '' && plain) return;
    pieces.push({ from: text.length, to: text.length + said.length, range, plain });
    text += said;
  };
  for (const part of request.targetParts) {
    const base = part.range.start;
    let from = 0;
    for (const { name, range } of part.text.includes('{{') ? referencesIn(part.text) : []) {
      add(part.text.slice(from, range.start), { start: base + from, end: base + range.start }, true);
      add(valueIn(name) ?? unknownPart, { start: base + range.start, end: base + range.end }, false);
      from = range.end;
    }
    add(part.text.slice(from), { start: base + from, end: part.range.end }, true);
  }
  const { requestLine } = request;
  return { text, rangeOf: (start, end) => rangeIn(pieces, start, end, requestLine) };
}

function rangeIn(pieces: readonly Piece[], start: number, end: number, otherwise: Range): Range {
  const first = pieces[firstWhere(pieces, ({ to }) => start < to)] ?? pieces.at(-1);
  const last = pieces[firstWhere(pieces, ({ from }) => end <= from) - 1] ?? pieces[0];
  if (first === undefined || last === undefined) return otherwise;
  const startAt = first.plain ? first.range.start + (start - first.from) : first.range.start;
  const endAt = last.plain ? last.range.start + (end - last.from) : last.range.end;
  return { start: startAt, end: Math.max(startAt, endAt) };
}

/** Index of the first piece from which on the test holds; their number where it holds for none. */
function firstWhere(pieces: readonly Piece[], holds: (piece: Piece) => boolean): number {
  let low = 0;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const piece = pieces[middle];
    if (piece !== undefined && !holds(piece)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** An expanded target taken apart. */
export interface TargetParts {
  /** `https://host`, in small letters; '' for a path alone; `undefined` where it cannot be told. */
  readonly origin: string | undefined;
  /** Where the origin stands, or what may be one; empty for a path alone. */
  readonly originRange: Range;
  /** As written, without query and fragment. */
  readonly path: string;
  readonly pathRange: Range;
  readonly segments: readonly PathSegment[];
  readonly query: readonly QueryPair[];
  /** The query may hold more than can be seen, as in `?{{filters}}`. */
  readonly queryOpen: boolean;
}

/** What stands between two slashes of a path, as written; the range is that in the file. */
export interface PathSegment {
  readonly text: string;
  readonly range: Range;
}

/** A parameter of a query; `range` is that of name and value together, in the file. */
export interface QueryPair {
  /** Decoded. */
  readonly name: string;
  readonly value: string;
  readonly nameRange: Range;
  readonly range: Range;
}

/** Takes an expanded target apart. Never throws. */
export function takeApart({ text, rangeOf }: ExpandedTarget): TargetParts {
  const absolute = /^\s*([a-z][a-z\d+.-]*:\/\/[^/?#\s]*)/i.exec(text)?.[1];
  const pathOnly = absolute === undefined && text.startsWith('/');
  const pathStart = absolute === undefined ? 0 : text.indexOf(absolute) + absolute.length;
  const fragment = indexFrom(text, '#', pathStart);
  const question = Math.min(indexFrom(text, '?', pathStart), fragment);
  const path = text.slice(pathStart, question);
  const origin = pathOnly ? '' : absolute?.toLowerCase();
  const query = question < fragment ? pairsIn(text, question + 1, fragment, rangeOf) : [];
  const segments = segmentsIn(path, pathStart, rangeOf);
  const last = segments.at(-1)?.text ?? '';
  return {
    origin: origin?.includes(unknownPart) ? undefined : origin,
    originRange: rangeOf(0, pathStart),
    path,
    pathRange: rangeOf(pathStart, question),
    segments,
    query: query.filter(({ name }) => name !== '' && !name.includes(unknownPart)),
    // `/rfis{{filters}}` may bring a query with it; `/rfis/{{id}}` is taken for an id.
    queryOpen:
      query.some(({ name }) => name.includes(unknownPart)) ||
      (last.endsWith(unknownPart) && last !== unknownPart),
  };
}

function indexFrom(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found < 0 ? text.length : found;
}

function segmentsIn(path: string, pathStart: number, rangeOf: ExpandedTarget['rangeOf']): PathSegment[] {
  let at = pathStart;
  return path.split('/').map(text => {
    const segment = { text, range: rangeOf(at, at + text.length) };
    at += text.length + 1;
    return segment;
  });
}

function pairsIn(text: string, from: number, to: number, rangeOf: ExpandedTarget['rangeOf']): QueryPair[] {
  let at = from;
  return text
    .slice(from, to)
    .split('&')
    .map(said => {
      const start = at;
      at += said.length + 1;
      const pair = said.trimEnd();
      const equals = pair.indexOf('=');
      const name = equals < 0 ? pair : pair.slice(0, equals);
      return {
        name: decoded(name),
        value: equals < 0 ? '' : decoded(pair.slice(equals + 1)),
        nameRange: rangeOf(start, start + name.length),
        range: rangeOf(start, start + pair.length),
      };
    });
}

function decoded(text: string): string {
  const plain = text.replaceAll('+', ' ').trim();
  if (!plain.includes('%')) return plain;
  try {
    return decodeURIComponent(plain);
  } catch {
    return plain;
  }
}
