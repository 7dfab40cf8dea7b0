import type { Draft } from './draft.ts';

/**
 * All headers of a request with the blank line below them, where every line is a header without a mistake: it
 * says the same wherever it stands. Offsets count from its first line.
 */
export interface KnownHead {
  readonly text: string;
  readonly headers: readonly number[];
  readonly references: readonly number[];
  readonly contentType: string | undefined;
  /** Of the last header. */
  readonly indent: number;
  readonly sentEnd: number;
  /** Start of the blank line. */
  readonly blank: number;
}

/** The last few that were read: most requests of a file have one of them. */
export interface KnownHeads {
  readonly heads: KnownHead[];
  /** The next one to be replaced. */
  oldest: number;
}

/** None. */
export function createKnownHeads(): KnownHeads {
  return { heads: [], oldest: 0 };
}

/** The head that stands in the text from `start` on, if it was read before. */
export function knownHead({ heads }: KnownHeads, text: string, start: number): KnownHead | undefined {
  for (const head of heads) {
    // The end tells most heads apart, and takes less time than the whole text.
    const { length } = head.text;
    if (text.charCodeAt(start + length - 3) !== head.text.charCodeAt(length - 3)) continue;
    if (text.slice(start, start + length) === head.text) return head;
  }
  return undefined;
}

/** Adds what a known head says, which starts at `start`, to the draft. */
export function placeHead(head: KnownHead, start: number, draft: Draft): void {
  const { headers, references } = draft;
  for (const offset of head.headers) headers.push(start + offset);
  for (const offset of head.references) references.push(start + offset);
  draft.contentType = head.contentType;
  draft.headerIndent = head.indent;
  draft.headerNext = start + head.blank;
  draft.sentEnd = start + head.sentEnd;
}

/** Keeps the head of the draft, whose blank line stands from `blank` to `end`. */
export function keepHead(known: KnownHeads, text: string, draft: Draft, blank: number, end: number): void {
  const { headStart, headers, references, headReferences, contentType, headerIndent, sentEnd } = draft;
  if (end - headStart > longest) return;
  known.heads[known.oldest] = {
    text: text.slice(headStart, end),
    headers: headers.from(0).map(offset => offset - headStart),
    references: references.from(headReferences).map(offset => offset - headStart),
    contentType,
    indent: headerIndent,
    sentEnd: sentEnd - headStart,
    blank: blank - headStart,
  };
  known.oldest = (known.oldest + 1) % most;
}

const most = 4;
const longest = 1000;
