import { CR, LF } from '../scanner.ts';
import type { Problem, RequestNode, Segment, VariableNode } from '../syntax.ts';
import { readBehind, readBody } from './bodyLines.ts';
import { finishRequest } from './finish.ts';
import { readHead, readTarget } from './head.ts';
import { readLead, readSeparator } from './lead.ts';
import { createReader, goToBlock, isAtEnd, type Reader, readLine } from './reader.ts';
import { holdsLine } from './scripts.ts';

/**
 * The segments of a text, or of a part of one that is parted from what is around it by `###` at the start of
 * lines. At least one.
 */
export function readBlocks(text: string): readonly Segment[] {
  const reader = createReader(text);
  // Only a comment above a request runs across separators, so without one they part the text by themselves.
  return holdsLine(text, '/*') ? readInTurn(reader) : cutAtSeparators(reader);
}

function readInTurn(reader: Reader): readonly Segment[] {
  const { text } = reader;
  const segments: Segment[] = [];
  let base = 0;
  do {
    const block = readBlock(reader, base);
    const end = reader.lineStart;
    const { opensComment } = reader;
    segments.push({ text: text.slice(base, end), base, ...block, opensComment });
    base = end;
  } while (!isAtEnd(reader));
  return segments;
}

function cutAtSeparators(reader: Reader): readonly Segment[] {
  const { text } = reader;
  const segments: Segment[] = [];
  let base = 0;
  for (let at = text.indexOf('###', 1); at >= 0; at = text.indexOf('###', at + 3)) {
    const before = text.charCodeAt(at - 1);
    if (before !== LF && before !== CR) continue;
    segments.push(new UnreadSegment(reader, base, at));
    base = at;
  }
  segments.push(new UnreadSegment(reader, base, text.length));
  return segments;
}

type Block = Pick<Segment, 'requests' | 'variables' | 'problems'>;

/**
 * A segment that is read when somebody asks what it holds: opening a large file need not wait for all of it.
 * A class, since there are very many and getters are to take no room in each.
 */
class UnreadSegment implements Segment {
  readonly text: string;
  readonly base: number;
  readonly opensComment = false;
  readonly #reader: Reader;
  #read = false;
  #requests: readonly RequestNode[] = none;
  #variables: readonly VariableNode[] = none;
  #problems: readonly Problem[] = none;

  constructor(reader: Reader, base: number, end: number) {
    this.#reader = reader;
    this.text = reader.text.slice(base, end);
    this.base = base;
  }

  get requests() {
    if (!this.#read) this.#readBlock();
    return this.#requests;
  }

  get variables() {
    if (!this.#read) this.#readBlock();
    return this.#variables;
  }

  get problems() {
    if (!this.#read) this.#readBlock();
    return this.#problems;
  }

  #readBlock(): void {
    const { requests, variables, problems } = readBlock(this.#reader, this.base);
    this.#requests = requests;
    this.#variables = variables;
    this.#problems = problems;
    this.#read = true;
  }
}

const none: readonly never[] = [];

/** Reads from `start`, where a block begins, to the start of the next one. */
function readBlock(reader: Reader, start: number): Block {
  goToBlock(reader, start);
  do {
    readStatement(reader);
    readLine(reader, reader.next);
  } while (!isAtEnd(reader) && !isBoundary(reader));
  finishRequest(reader, reader.lineStart);
  return {
    requests: reader.requests.take(),
    variables: reader.variables.take(),
    problems: inOrder(reader.problems.take()),
  };
}

function isBoundary({ form, first, lineStart }: Reader): boolean {
  return form === 'separator' && first === lineStart;
}

/** Reads what the line begins, and goes to the last line of it. */
function readStatement(reader: Reader): void {
  const { form, place } = reader;
  if (form === 'separator' && isSeparator(reader)) readSeparator(reader);
  else if (place === 'lead') readLead(reader);
  else if (place === 'target') readTarget(reader);
  else if (place === 'head') readHead(reader);
  else if (place === 'body') readBody(reader);
  else readBehind(reader);
}

/** In a body of prose an indented ### is a heading in an example, not a separator. */
function isSeparator({ place, draft, first, lineStart }: Reader): boolean {
  return first === lineStart || place !== 'body' || draft.reading !== 'prose';
}

function inOrder(problems: readonly Problem[]): readonly Problem[] {
  return problems.length < 2 ? problems : problems.toSorted(byPlace);
}

/** Orders problems by where they start, then by where they end. */
export function byPlace(a: Problem, b: Problem): number {
  return a.range.start - b.range.start || a.range.end - b.range.end;
}
