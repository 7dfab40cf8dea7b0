import { placedReference } from './placedNodes.ts';
import { problem } from './problems.ts';
import { CR, LF, skipBlanks, trimBlanks } from './scanner.ts';
import type { Problem, ReferenceNode } from './syntax.ts';
import { slicePooled, type TextPool, withoutPool } from './textPool.ts';

/** A text whose references are searched, and where the search stands. */
export interface ReferenceSearch {
  readonly pool: TextPool;
  /** What it cannot read it adds here. */
  readonly problems: { push(problem: Problem): unknown };
  /** The last search for `{{` began here. */
  from: number;
  /** What it found. */
  opening: number;
}

/** Where a search puts what it finds: start and end of each. */
export interface Found {
  push(offset: number): unknown;
}

/** A search that has not begun. */
export function createReferenceSearch(
  pool: TextPool,
  problems: ReferenceSearch['problems'],
): ReferenceSearch {
  return { pool, problems, from: 0, opening: -1 };
}

/**
 * Adds each `{{...}}` between the offsets to `found`; lines are searched one by one, bodies whole. Of `{{{x}}}`
 * the inner braces count. In a body, braces around anything that cannot start a name are text; in a target or
 * header they hold an expression of httpYac's, and are a mistake only where they hold nothing.
 */
export function findReferences(
  search: ReferenceSearch,
  from: number,
  to: number,
  where: 'head' | 'body',
  found: Found,
): void {
  const { pool, problems } = search;
  const { text } = pool;
  let at = nextOpening(search, from);
  while (at < to) {
    const open = at;
    while (text.charCodeAt(at + 2) === OPEN && at + 3 < to) at++;
    const close = scanClosing(text, at + 2, to, where === 'body');
    if (close < 0) {
      const form = where === 'body' ? 'reference-unclosed-in-body' : 'reference-unclosed';
      problems.push(problem(form, { start: open, end: at + 2 }));
      at = nextOpening(search, at + 2);
      continue;
    }
    const end = close + 2;
    if (where === 'body' ? startsName(text, at + 2, close) : holdsWord(text, at + 2, close)) {
      found.push(at);
      found.push(end);
    } else if (where === 'head')
      problems.push(problem('reference-empty', { start: at, end }, text.slice(at, end)));
    at = nextOpening(search, end);
  }
}

/** Offset of the next `{{`, or of the end. While the last one found lies ahead it is known. */
function nextOpening(search: ReferenceSearch, from: number): number {
  if (from >= search.from && from <= search.opening) return search.opening;
  const { text } = search.pool;
  const next = text.indexOf('{{', from);
  search.from = from;
  search.opening = next < 0 ? text.length : next;
  return search.opening;
}

/** Offset of the first `}}` between the offsets, or -1 where a `{{`, or a line end that counts, stands before it. */
function scanClosing(text: string, from: number, to: number, inLine: boolean): number {
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code === CLOSE && text.charCodeAt(at + 1) === CLOSE) return at + 2 > to ? -1 : at;
    if (code === OPEN && text.charCodeAt(at + 1) === OPEN) return -1;
    if (inLine && (code === LF || code === CR)) return -1;
  }
  return -1;
}

/** The references of any text, with ranges in it, as `findReferences` finds them; mistakes are passed over as text. */
export function referencesIn(text: string, where: 'head' | 'body' = 'body'): readonly ReferenceNode[] {
  const pool = withoutPool(text);
  const found: number[] = [];
  findReferences(createReferenceSearch(pool, []), 0, text.length, where, found);
  return referenceNodes(pool, found);
}

/** Text between references as it is sent: httpYac's `\{\{name\}\}` is `{{name}}` that is no reference. */
export function readBraceEscapes(text: string): string {
  if (!text.includes(escapedBraces)) return text;
  return text.replaceAll(bracesEscaped, '{{$1}}');
}

/** The same text, as long, with blanks for the backslashes of escaped braces: no JSON knows these. */
export function blankBraceEscapes(text: string): string {
  return text.includes(escapedBraces) ? text.replaceAll(bracesEscaped, ' { {$1 } }') : text;
}

const bracesEscaped = /\\\{\\\{([^{}\n]*)\\\}\\\}/g;

/** Whether filling in may change the text: it holds a reference, or braces that are to be read as text. */
export function mayNeedFilling(text: string): boolean {
  return text.includes('{{') || text.includes(escapedBraces);
}

const escapedBraces = '\\{\\{';

/** The references of which a search has found start and end. */
export function referenceNodes(pool: TextPool, found: readonly number[]): readonly ReferenceNode[] {
  const nodes: ReferenceNode[] = [];
  for (let at = 0; at < found.length; at += 2)
    nodes.push(referenceNode(pool, found[at] ?? 0, found[at + 1] ?? 0, 0));
  return nodes;
}

/** The reference whose braces stand between the offsets, to which `by` is added. */
export function referenceNode(pool: TextPool, start: number, end: number, by: number): ReferenceNode {
  const { text } = pool;
  const from = skipBlanks(text, start + 2, end - 2);
  const name = slicePooled(pool, from, trimBlanks(text, from, end - 2)).trim();
  return placedReference(name, start + by, end + by);
}

/**
 * Where `mark` stands next from an offset on, or the length of the text. Answers from memory while the last hit still lies
 * ahead, so that many searches that go forward take linear time.
 */
export function cachedSearch(text: string, mark: string): (from: number) => number {
  let searchedFrom = -1;
  let hit = -1;
  return from => {
    if (searchedFrom >= 0 && from >= searchedFrom && from <= hit) return hit;
    const found = text.indexOf(mark, from);
    searchedFrom = from;
    hit = found < 0 ? text.length : found;
    return hit;
  };
}

function startsName(text: string, start: number, end: number): boolean {
  const code = text.charCodeAt(start);
  if (code >= LETTER_A && code <= LETTER_Z && start < end) return true;
  return /^[\p{L}\p{N}_$]/u.test(text.slice(start, end).trimStart());
}

function holdsWord(text: string, start: number, end: number): boolean {
  const code = text.charCodeAt(start);
  if (code >= LETTER_A && code <= LETTER_Z && start < end) return true;
  return text.slice(start, end).trim() !== '';
}

const LETTER_A = 0x61;
const LETTER_Z = 0x7a;
const OPEN = 0x7b;
const CLOSE = 0x7d;
