import type { BodyReading } from '../body.ts';
import { placedText } from '../placedNodes.ts';
import { type ProblemForms, problem } from '../problems.ts';
import { cachedSearch, createReferenceSearch, type ReferenceSearch } from '../references.ts';
import { type LineForm, scanForm, scanNextLine, skipBlanks, trimBlanks } from '../scanner.ts';
import type { Problem, Range, RequestNode, TextNode, VariableNode } from '../syntax.ts';
import { createTextPool, slicePooled, type TextPool } from '../textPool.ts';
import { beginDraft, createDraft, type Draft } from './draft.ts';
import { Gathered } from './gathered.ts';
import { createKnownHeads, type KnownHeads } from './knownHeads.ts';
import { createLedger, type Ledger } from './requestRecord.ts';

/** What the line may be that is read next. */
export type Place = 'lead' | 'target' | 'head' | 'body' | 'behind';

/** What closes a script of JetBrains', a script of httpYac's, a block comment, one with words beside its marks. */
export type ClosingMark = '%}' | '}}' | '*/' | 'text*/';

/** Where the reading of a text stands, and what has been read of it. */
export interface Reader {
  readonly text: string;
  readonly pool: TextPool;
  readonly knownHeads: KnownHeads;
  lineStart: number;
  lineEnd: number;
  /** Where the next line starts. */
  next: number;
  /** The first character of the line that is no blank. */
  first: number;
  form: LineForm;
  place: Place;
  readonly draft: Draft;
  readonly ledger: Ledger;
  readonly requests: Gathered<RequestNode>;
  readonly variables: Gathered<VariableNode>;
  readonly problems: Gathered<Problem>;
  readonly references: ReferenceSearch;
  /** The last content type of which the reading was asked. */
  readonly bodyType: { said: string | undefined; reading: BodyReading };
  /** Where lines begin that say nothing if the line there does neither, or -1. */
  strayNext: number;
  /** What is wrong with an assert, '' for nothing: files say the same ones again and again. */
  readonly assertMistakes: Map<string, string>;
  /** Offsets before which nothing closes what opens, as far as was looked. */
  readonly unclosed: Record<ClosingMark, number>;
  /** Nothing from here on closes a block comment. */
  commentsStayOpen: boolean;
  /** The segment that is being read holds a comment that would be closed by a later one. */
  opensComment: boolean;
  /** Most texts hold no CR, and a line ends at the next LF. */
  readonly holdsReturns: boolean;
  readonly nextLineFeed: (offset: number) => number;
  readonly nextCarriageReturn: (offset: number) => number;
}

/** A reader that stands on the first line. */
export function createReader(text: string): Reader {
  const problems = new Gathered<Problem>();
  const pool = createTextPool(text);
  const reader: Reader = {
    text,
    pool,
    knownHeads: createKnownHeads(),
    lineStart: 0,
    lineEnd: 0,
    next: 0,
    first: 0,
    form: 'blank',
    place: 'lead',
    draft: createDraft(),
    ledger: createLedger(),
    requests: new Gathered(),
    variables: new Gathered(),
    problems,
    references: createReferenceSearch(pool, problems),
    bodyType: { said: undefined, reading: 'data' },
    strayNext: -1,
    assertMistakes: new Map(),
    unclosed: { '%}': -1, '}}': -1, '*/': -1, 'text*/': -1 },
    commentsStayOpen: false,
    opensComment: false,
    holdsReturns: text.includes('\r'),
    nextLineFeed: cachedSearch(text, '\n'),
    nextCarriageReturn: cachedSearch(text, '\r'),
  };
  readLine(reader, 0);
  return reader;
}

/** Goes to the line that starts at `start`. */
export function readLine(reader: Reader, start: number): void {
  const { text } = reader;
  const end = lineEndFrom(reader, start);
  reader.next = reader.holdsReturns ? scanNextLine(text, end) : Math.min(end + 1, text.length);
  reader.lineEnd = end;
  reader.lineStart = start === 0 && text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : start;
  reader.first = skipBlanks(text, reader.lineStart, end);
  reader.form = scanForm(text, reader.first, end);
}

function lineEndFrom(reader: Reader, start: number): number {
  if (reader.holdsReturns) return Math.min(reader.nextLineFeed(start), reader.nextCarriageReturn(start));
  const end = reader.text.indexOf('\n', start);
  return end < 0 ? reader.text.length : end;
}

/** Goes to the block that starts at `start`, after any other one. */
export function goToBlock(reader: Reader, start: number): void {
  if (reader.lineStart !== start) readLine(reader, start);
  beginDraft(reader.draft, start);
  reader.place = 'lead';
  reader.strayNext = -1;
  reader.opensComment = false;
  const { unclosed } = reader;
  unclosed['%}'] = -1;
  unclosed['}}'] = -1;
  unclosed['*/'] = -1;
  unclosed['text*/'] = -1;
}

/** Whether there is nothing more to read. A line end at the end of the text begins no line. */
export function isAtEnd({ text, lineStart }: Reader): boolean {
  return lineStart >= text.length;
}

/** From the first to the last character of the line that is no blank. */
export function lineRange({ text, first, lineEnd }: Reader): Range {
  return { start: first, end: trimBlanks(text, first, lineEnd) };
}

/** The line without its indentation, at most 200 characters of it. */
export function lineText({ text, first, lineEnd }: Reader): string {
  return text.slice(first, Math.min(lineEnd, first + 200));
}

/** The text between two offsets, as a node of the tree. */
export function textNode({ pool }: Reader, start: number, end: number): TextNode {
  return placedText(slicePooled(pool, start, end), start);
}

/** Adds a problem; `detail` is what the message of that form quotes. */
export function report(reader: Reader, form: ProblemForms, range: Range, detail?: string): void {
  reader.problems.push(problem(form, range, detail));
}

const BYTE_ORDER_MARK = 0xfeff;
