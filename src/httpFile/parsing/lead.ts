import { scanForm, scanLineEnd, skipBlanks, trimBlanks } from '../scanner.ts';
import { readAside } from './asides.ts';
import { beginDraft } from './draft.ts';
import { finishRequest } from './finish.ts';
import { readFlag } from './flags.ts';
import { isGraphQl } from './graphQl.ts';
import { lineRange, lineText, type Reader, readLine, report } from './reader.ts';
import { beginRequest } from './requestLine.ts';
import { findClose, keepUnrun, readHandler } from './scripts.ts';

/** A line of `###`: what was read before is done, what comes belongs to the next request. */
export function readSeparator(reader: Reader): void {
  const { text, lineStart, lineEnd, first } = reader;
  finishRequest(reader, lineStart);
  if (reader.draft.start !== lineStart) beginDraft(reader.draft, lineStart);
  reader.place = 'lead';
  let at = first + 3;
  while (text.charCodeAt(at) === HASH && at < lineEnd) at++;
  const start = skipBlanks(text, at, lineEnd);
  const end = trimBlanks(text, start, lineEnd);
  if (start >= end || readFlag(reader, start, end)) return;
  reader.draft.titleStart = start;
  reader.draft.titleEnd = end;
}

/** A line above the request line. */
export function readLead(reader: Reader): void {
  const { form } = reader;
  if (form === 'blank' || readAside(reader)) return;
  if (form === 'text' && (readRemark(reader) || readOtherStatement(reader))) return;
  if (form === 'file') keepUnrun(reader, 'A script in a file');
  else if (form === 'handler') readHandler(reader);
  else if (form === 'response') reader.place = 'behind';
  else if (form === 'query' || !beginRequest(reader)) reportStray(reader);
}

/** A block comment with words beside its marks, which httpYac has not: no request begins so. */
function readRemark(reader: Reader): boolean {
  const { text, first } = reader;
  if (text.charCodeAt(first) !== SLASH || text.charCodeAt(first + 1) !== STAR) return false;
  const close = findClose(reader, 'text*/', false);
  if (close < 0) report(reader, 'comment-unclosed', lineRange(reader));
  else if (close !== reader.lineStart) readLine(reader, close);
  return true;
}

/**
 * What only some tools know: `import`, `run` and `proto` statements, which take a line; GraphQL, which goes on
 * to the next blank line, and curl commands, which may hold blank lines between quotes.
 */
function readOtherStatement(reader: Reader): boolean {
  const code = reader.text.charCodeAt(reader.first);
  if (code < LETTER_A || code > LETTER_Z) return false;
  const line = reader.text.slice(reader.first, Math.min(reader.lineEnd, reader.first + 8));
  const word = isGraphQl(reader) ? 'GraphQL' : /^(?:import|run|proto|curl)(?=[ \t])/.exec(line)?.[0];
  if (word === undefined) return false;
  const { start } = lineRange(reader);
  if (word === 'GraphQL') skipToBlankLine(reader);
  if (word === 'curl') skipToBlankLine(reader, openQuote);
  const form = word === 'curl' ? 'curl-not-sent' : 'not-run';
  report(reader, form, { start, end: lineRange(reader).end }, word === 'GraphQL' ? word : `"${word}"`);
  return true;
}

/** `openAfter` tells what stays open behind a line, so that a blank line does not end it; '' for nothing. */
function skipToBlankLine(reader: Reader, openAfter: (line: string, open: string) => string = () => ''): void {
  let open = '';
  while (reader.next < reader.text.length) {
    const { text, next } = reader;
    open = openAfter(text.slice(reader.first, reader.lineEnd), open);
    const end = scanLineEnd(text, next);
    const form = scanForm(text, skipBlanks(text, next, end), end);
    if (form === 'separator' || (form === 'blank' && open === '')) return;
    readLine(reader, next);
  }
}

/** The quote of a shell that is open behind the line, `open` being the one before it. */
function openQuote(line: string, open: string): string {
  let quote = open;
  for (let at = 0; at < line.length; at++) {
    const character = line.charAt(at);
    if (character === '\\' && quote !== "'") at++;
    else if (quote === '' ? character === "'" || character === '"' : character === quote)
      quote = quote === '' ? character : '';
  }
  return quote;
}

/** Neighbouring lines that say nothing make one problem. */
function reportStray(reader: Reader): void {
  const { problems, lineStart, next } = reader;
  const range = lineRange(reader);
  const last = problems.last();
  if (reader.strayNext === lineStart && last?.code === 'request-line-expected') {
    problems.replaceLast({ ...last, range: { start: last.range.start, end: range.end } });
  } else report(reader, 'request-line-expected', range, lineText(reader));
  reader.strayNext = next;
}

const LETTER_A = 0x61;
const LETTER_Z = 0x7a;
const HASH = 0x23;
const STAR = 0x2a;
const SLASH = 0x2f;
