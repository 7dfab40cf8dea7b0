import type { Problem, RequestNode, Segment, VariableNode } from '../syntax.ts';
import { readBehind, readBody } from './bodyLines.ts';
import { compact } from './draft.ts';
import { finishRequest } from './finish.ts';
import { readHead, readTarget } from './head.ts';
import { readLead, readSeparator } from './lead.ts';
import { createReader, isAtEnd, type Reader, readLine } from './reader.ts';

/** All of a text, read. */
export interface Blocks {
  readonly segments: readonly Segment[];
  readonly requests: readonly RequestNode[];
  readonly variables: readonly VariableNode[];
}

/** Reads a text, or a part of one that is parted from what is around it by `###` at the start of lines. */
export function readBlocks(text: string): Blocks {
  const reader = createReader(text);
  const segments: Segment[] = [];
  let start = 0;
  do {
    segments.push(readBlock(reader, start));
    start = reader.lineStart;
  } while (!isAtEnd(reader));
  return { segments, requests: reader.requests, variables: reader.variables };
}

function readBlock(reader: Reader, start: number): Segment {
  const { text, requests, variables, problems } = reader;
  const request = requests.length;
  const variable = variables.length;
  const found = problems.length;
  reader.opensComment = false;
  do {
    readStatement(reader);
    readLine(reader, reader.next);
  } while (!isAtEnd(reader) && !isBoundary(reader));
  const end = reader.lineStart;
  finishRequest(reader, end);
  return {
    text: text.slice(start, end),
    base: start,
    requests: compact(requests, request),
    variables: compact(variables, variable),
    problems: inOrder(compact(problems, found)),
    opensComment: reader.opensComment,
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
