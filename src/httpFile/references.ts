import { problem } from './problems.ts';
import { skipBlanks, trimBlanks } from './scanner.ts';
import type { Problem, ReferenceNode } from './syntax.ts';
import type { Slice } from './textPool.ts';

/**
 * Finds `{{...}}` within one line. Of `{{{x}}}` the inner braces count. In a body, braces around anything
 * that cannot start a name are text; in a target or header they hold an expression of httpYac's, and are a
 * mistake only where they hold nothing.
 */
export interface ReferenceScanner {
  /** Adds the references between the offsets to `found`. Calls must come in the order of the text. */
  scan(from: number, to: number, where: 'head' | 'body', found: Found): void;
}

/** Where a scanner puts what it finds. */
export interface Found {
  push(reference: ReferenceNode): unknown;
}

/** A scanner over `text`, which `slice` reads; what it cannot read it adds to `problems`. */
export function createReferenceScanner(
  text: string,
  slice: Slice,
  problems: { push(problem: Problem): unknown },
): ReferenceScanner {
  const nextOpening = cachedSearch(text, '{{');
  const nextClosing = cachedSearch(text, '}}');
  const nextLineFeed = cachedSearch(text, '\n');
  const nextCarriageReturn = cachedSearch(text, '\r');

  return {
    scan(from, to, where, found) {
      let at = nextOpening(from);
      while (at < to) {
        const open = at;
        while (text.charCodeAt(at + 2) === OPEN && at + 3 < to) at++;
        const limit = where === 'body' ? Math.min(to, nextLineFeed(at), nextCarriageReturn(at)) : to;
        const close = nextClosing(at + 2);
        const inner = nextOpening(at + 2);
        if (close + 2 > limit || inner < close) {
          problems.push(
            problem(where === 'body' ? 'reference-unclosed-in-body' : 'reference-unclosed', {
              start: open,
              end: at + 2,
            }),
          );
          at = inner;
          continue;
        }
        const start = skipBlanks(text, at + 2, close);
        const name = slice(start, trimBlanks(text, start, close)).trim();
        const range = { start: at, end: close + 2 };
        if (where === 'body' ? startsName(name) : name !== '') found.push({ name, range });
        else if (where === 'head')
          problems.push(problem('reference-empty', range, text.slice(at, close + 2)));
        at = nextOpening(close + 2);
      }
    },
  };
}

/** The references of any text, with ranges in it; mistakes are passed over as text. */
export function referencesIn(text: string): readonly ReferenceNode[] {
  const found: ReferenceNode[] = [];
  createReferenceScanner(text, (start, end) => text.slice(start, end), []).scan(
    0,
    text.length,
    'body',
    found,
  );
  return found;
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

function startsName(name: string): boolean {
  const code = name.charCodeAt(0);
  if (code >= LETTER_A && code <= LETTER_Z) return true;
  return /^[\p{L}\p{N}_$]/u.test(name);
}

const LETTER_A = 0x61;
const LETTER_Z = 0x7a;
const OPEN = 0x7b;
