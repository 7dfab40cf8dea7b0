import type { BodyReading } from '../body.ts';
import { scanForm, scanLineEnd, scanNextLine, skipBlanks, trimBlanks } from '../scanner.ts';
import { type ClosingMark, lineRange, type Reader, readLine, report } from './reader.ts';

/** A script that closes before the next separator is kept and not run; one that does not is one line. */
export function readScript(reader: Reader): void {
  if (readScriptIfClosed(reader)) return;
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
export function isHandler({ text, first, lineEnd }: Reader, reading: BodyReading): boolean {
  const line = text.slice(first, lineEnd);
  if (reading === 'prose') return /^>\s*\{%/.test(line);
  return /^(?:>\s*\{%|>>!?\s|<>\s|>\s+\S+\.js\s*$)/.test(line);
}

/** A line of the form `handler`: what is done with the answer. */
export function readHandler(reader: Reader): void {
  if (reader.text.startsWith('>>', reader.first)) keepUnrun(reader, 'Writing the answer to a file');
  else if (reader.text.startsWith('<>', reader.first)) keepUnrun(reader, 'A reference to an earlier answer');
  else keepUnrun(reader, 'A response handler');
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
    if (mark === '%}' ? text.slice(first, end).includes(mark) : below && isExactly(text, mark, first, end))
      return start;
    start = scanNextLine(text, end);
  }
  unclosed[mark] = text.length;
  if (acrossSeparators) reader.commentsStayOpen = true;
  return -1;
}

function isExactly(text: string, mark: string, at: number, end: number): boolean {
  return text.startsWith(mark, at) && trimBlanks(text, at, end) === at + mark.length;
}

const OPEN = 0x7b;
