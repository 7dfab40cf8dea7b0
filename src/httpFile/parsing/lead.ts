import { skipBlanks, trimBlanks } from '../scanner.ts';
import { readAside, readFlag } from './asides.ts';
import { newDraft } from './draft.ts';
import { finishRequest } from './finish.ts';
import { lineRange, lineText, type Reader, readLine, report, textNode } from './reader.ts';
import { beginRequest } from './requestLine.ts';
import { keepUnrun, readHandler } from './scripts.ts';

/** A line of `###`: what was read before is done, what comes belongs to the next request. */
export function readSeparator(reader: Reader): void {
  const { text, lineStart, lineEnd, first } = reader;
  finishRequest(reader, lineStart);
  reader.draft = newDraft(lineStart);
  reader.place = 'lead';
  let at = first + 3;
  while (text.charCodeAt(at) === HASH && at < lineEnd) at++;
  const start = skipBlanks(text, at, lineEnd);
  const end = trimBlanks(text, start, lineEnd);
  if (start < end && !readFlag(reader, start, end)) reader.draft.title = textNode(reader, start, end);
}

/** A line above the request line. */
export function readLead(reader: Reader): void {
  const { form } = reader;
  if (form === 'blank' || readAside(reader)) return;
  if (form === 'file') keepUnrun(reader, 'A script in a file');
  else if (form === 'handler') readHandler(reader);
  else if (form === 'response') reader.place = 'behind';
  else if (form === 'query' || !beginRequest(reader)) readOtherStatement(reader);
}

/** What only some tools know: `import` and `run` statements, curl commands over several lines. */
function readOtherStatement(reader: Reader): void {
  const { text } = reader;
  const line = text.slice(reader.first, Math.min(reader.lineEnd, reader.first + 8));
  const word = /^(?:import|run|curl)(?=[ \t])/.exec(line)?.[0];
  if (word === undefined) {
    reportStray(reader);
    return;
  }
  keepUnrun(reader, `"${word}"`);
  while (text.charCodeAt(lineRange(reader).end - 1) === BACKSLASH && isContinued(reader)) {
    readLine(reader, reader.next);
  }
}

function isContinued({ text, next }: Reader): boolean {
  return next < text.length && !text.startsWith('###', next);
}

/** Neighbouring lines that say nothing make one problem. */
function reportStray(reader: Reader): void {
  const { problems, lineStart, next } = reader;
  const range = lineRange(reader);
  const last = problems.at(-1);
  if (reader.strayNext === lineStart && last?.code === 'request-line-expected') {
    problems[problems.length - 1] = { ...last, range: { start: last.range.start, end: range.end } };
  } else report(reader, 'request-line-expected', range, lineText(reader));
  reader.strayNext = next;
}

const HASH = 0x23;
const BACKSLASH = 0x5c;
