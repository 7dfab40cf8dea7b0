import type { BodyReading } from '../body.ts';
import { CR, LF, scanForm, scanLineEnd, scanNextLine, skipBlanks, trimBlanks } from '../scanner.ts';
import { type ClosingMark, lineRange, type Reader, readLine, report } from './reader.ts';

/** A script that closes before the next separator is kept and not run; one that does not is one line. */
export function readScript(reader: Reader): void {
  if (!readScriptIfClosed(reader)) reportUnclosed(reader);
}

/** Says of the line that opens a script that none closes it. */
export function reportUnclosed(reader: Reader): void {
  report(reader, 'script-unclosed', lineRange(reader), closingMark(reader));
}

/** Whether there was one. */
export function readScriptIfClosed(reader: Reader): boolean {
  const close = findClose(reader, closingMark(reader), false);
  if (close < 0) return false;
  const start = reader.first;
  readLine(reader, close);
  report(reader, 'not-run', { start, end: lineRange(reader).end }, 'This script');
  return true;
}

function closingMark({ text, first }: Reader): '%}' | '}}' {
  return text.charCodeAt(first) === OPEN ? '}}' : '%}';
}

/** Whether a line of the form `handler` is one in a body that is read so. */
export function isHandler(reader: Reader, reading: BodyReading): boolean {
  const { text, first, lineEnd } = reader;
  const line = text.slice(first, lineEnd);
  if (reading === 'prose') return /^>\s*\{%/.test(line) || (isPathLine(line) && endsBody(reader));
  return /^(?:>\s*\{%|>>!?\s|<>\s|>\s+\S+\.js\s*$)/.test(line);
}

/** Text may quote with `>`: only what can be a path is one there. */
function isPathLine(line: string): boolean {
  return /^(?:>>!?[ \t]|<>[ \t]|>[ \t](?=.*\.js\s*$))\s*(?:\{\{[^{}]*\}\}|[^\s{])+\s*$/.test(line);
}

/** Whether nothing but such lines follows in the block, or down to a script; the answer is kept for the lines above one that is text. */
function endsBody({ text, next, lineStart, draft }: Reader): boolean {
  if (lineStart < draft.keptUntil) return false;
  for (let start = next; start < text.length; ) {
    const end = scanLineEnd(text, start);
    const first = skipBlanks(text, start, end);
    const form = scanForm(text, first, end);
    if (form === 'separator' && first === start) return true;
    const line = text.slice(first, end);
    if (/^>\s*\{%/.test(line)) return true;
    if (form !== 'blank' && form !== 'assert' && !isPathLine(line)) {
      draft.keptUntil = start;
      return false;
    }
    start = scanNextLine(text, end);
  }
  return true;
}

/** A line of the form `handler`: what is done with the answer. */
export function readHandler(reader: Reader): void {
  if (readOutput(reader)) return;
  if (reader.text.startsWith('>>', reader.first)) keepUnrun(reader, 'Writing the answer to a file');
  else if (reader.text.startsWith('<>', reader.first)) keepAnswers(reader);
  else keepUnrun(reader, 'A response handler');
}

/** `<> path`. JetBrains adds a line at each sending, so neighbours make one problem. */
function keepAnswers(reader: Reader): void {
  const { problems, text, first } = reader;
  const last = problems.last();
  const { start = 0, end = 0 } = last?.code === 'not-run' ? last.range : {};
  if (last !== undefined && text.startsWith('<>', start) && end > 0 && text.slice(end, first).trim() === '')
    problems.replaceLast({ ...last, range: { start, end: lineRange(reader).end } });
  else keepUnrun(reader, 'A reference to an earlier answer');
}

/** `>> path` and `>>! path` below a request line. */
function readOutput(reader: Reader): boolean {
  const { text, first, draft } = reader;
  if (!draft.started || !text.startsWith('>>', first)) return false;
  const overwrite = text.startsWith('!', first + 2);
  const range = lineRange(reader);
  const at = first + (overwrite ? 3 : 2);
  const path = skipBlanks(text, at, range.end);
  if (path === at || path >= range.end) return false;
  const { outputs } = draft;
  outputs.push(range.start);
  outputs.push(path);
  outputs.push(range.end);
  outputs.push(overwrite ? 1 : 0);
  return true;
}

/** Says that the line is not run. A handler that opens a script ends where the script does. */
export function keepUnrun(reader: Reader, what: string): void {
  const { text, form, first, lineStart, lineEnd } = reader;
  const opens = form === 'handler' && text.slice(first, lineEnd).includes('{%');
  const range = lineRange(reader);
  const close = opens ? findClose(reader, '%}', false) : lineStart;
  if (close < 0) {
    report(reader, 'script-unclosed', range, '%}');
    return;
  }
  if (close !== lineStart) readLine(reader, close);
  report(reader, 'not-run', { start: first, end: lineRange(reader).end }, what);
}

/** Start of the line that closes what opens at this one, or -1 where no line before the next separator does. */
export function findClose(reader: Reader, mark: ClosingMark, acrossSeparators: boolean): number {
  const { text, lineStart, unclosed } = reader;
  if (acrossSeparators ? reader.commentsStayOpen : lineStart < unclosed[mark]) return -1;
  for (let start = lineStart; start < text.length; ) {
    const end = scanLineEnd(text, start);
    const first = skipBlanks(text, start, end);
    const below = start > lineStart;
    if (below && !acrossSeparators && scanForm(text, first, end) === 'separator') {
      unclosed[mark] = start;
      return -1;
    }
    if (isClosing(text, mark, first, end, below)) return start;
    start = scanNextLine(text, end);
  }
  unclosed[mark] = text.length;
  if (acrossSeparators) reader.commentsStayOpen = true;
  return -1;
}

/** Whether a line of the text says nothing but `mark`, as those do that open and close block comments. */
export function holdsLine(text: string, mark: '/*' | '*/'): boolean {
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 2)) {
    const before = trimBlanks(text, 0, at);
    const after = skipBlanks(text, at + 2, text.length);
    if (isLineBorder(text, before - 1) && isLineBorder(text, after)) return true;
  }
  return false;
}

function isLineBorder(text: string, at: number): boolean {
  if (at <= 0) return at < 0 || text.charCodeAt(0) === BYTE_ORDER_MARK || isLineEnd(text, 0);
  return at >= text.length || isLineEnd(text, at);
}

function isLineEnd(text: string, at: number): boolean {
  return text.charCodeAt(at) === LF || text.charCodeAt(at) === CR;
}

function isClosing(text: string, mark: ClosingMark, at: number, end: number, below: boolean): boolean {
  switch (mark) {
    case '%}':
      return text.slice(at, end).includes(mark);
    case 'text*/':
      return text
        .slice(below ? at : at + 2, end)
        .trimEnd()
        .endsWith('*/');
    default:
      return below && isExactly(text, mark, at, end);
  }
}

function isExactly(text: string, mark: string, at: number, end: number): boolean {
  return text.startsWith(mark, at) && trimBlanks(text, at, end) === at + mark.length;
}

const BYTE_ORDER_MARK = 0xfeff;
const OPEN = 0x7b;
