import type { BodyReading } from '../body.ts';
import { isAbsolutePath, isSurelyPath } from '../bodyPieces.ts';
import { scanBodyFile, scanHeaderName, skipBlanks, trimBlanks } from '../scanner.ts';
import { isPlainRequestLine } from '../scanRequestLine.ts';
import { isKnownAssert, isVariable, readAside, readAssert } from './asides.ts';
import { reportGraphQlBody } from './graphQl.ts';
import { followPart, isPartComment } from './parts.ts';
import { lineRange, lineText, type Reader, report } from './reader.ts';
import { markLead, splitHere } from './requestLine.ts';
import { findClose, isHandler, readHandler, readScriptIfClosed, reportUnclosed } from './scripts.ts';

/** A line below the blank line that ends the headers. */
export function readBody(reader: Reader): void {
  const { form, text, first, lineStart, lineEnd, draft } = reader;
  const { reading } = draft;
  if (reading === 'multipart') followPart(reader);
  if (form === 'blank') {
    draft.afterBlank = true;
    return;
  }
  if (readsRequests(reading) && isPlainRequestLine(text, first, lineEnd)) {
    const neighbour = draft.bodyStart >= 0 && !draft.afterBlank;
    splitHere(reader, neighbour ? 'separator-missing-here' : 'separator-missing');
    return;
  }
  if (readBodyAside(reader, reading)) return;
  if (draft.bodyStart < 0) {
    draft.bodyStart = lineStart;
    reportHeaderAfterBlankLine(reader);
    if (reading === 'data') reportGraphQlBody(reader);
  }
  draft.bodyEnd = lineEnd;
  draft.bodyLines++;
  draft.afterBlank = false;
  draft.leadStart = -1;
  if (form === 'file' && draft.fileStart < 0) {
    draft.fileStart = first;
    draft.fileEnd = trimBlanks(text, first, lineEnd);
  }
  if (form === 'file' && (first === lineStart || draft.bodyLines === 1)) checkBodyFile(reader);
}

/** What sending refuses and the line shows by itself. */
function checkBodyFile(reader: Reader): void {
  const { text, first, draft } = reader;
  const { end } = lineRange(reader);
  const file = scanBodyFile(text, first, end);
  if (file === undefined) return;
  const path = text.slice(file.path, end);
  if (draft.reading === 'prose' && draft.bodyLines > 1 && !isSurelyPath(path)) return;
  if (file.substitute && !isEncoding(file.encoding))
    report(reader, 'body-encoding-unknown', { start: first, end: file.path }, file.encoding);
  if (isAbsolutePath(path)) report(reader, 'body-file-absolute', { start: file.path, end }, path);
}

/** Whether a file can be read in what stands behind `<@`. */
function isEncoding(label: string): boolean {
  if (label === 'utf-8') return true;
  try {
    return new TextDecoder(label).encoding !== '';
  } catch {
    return false;
  }
}

/** Lines in the midst of a body that are not part of it. */
function readBodyAside(reader: Reader, reading: BodyReading): boolean {
  const { form, draft, lineStart: start } = reader;
  if (form === 'text' || form === 'query' || form === 'file') return false;
  if (form === 'response') {
    if (!readsRequests(reading) || !draft.afterBlank) return false;
    reader.place = 'behind';
    return true;
  }
  if (form === 'handler') {
    if (!isHandler(reader, reading)) return false;
    readHandler(reader);
    reader.place = 'behind';
    return true;
  }
  if (form === 'assert') {
    if (reading !== 'data' && !isKnownAssert(reader)) return false;
    readAssert(reader);
    draft.leadStart = -1;
  } else if (form === 'script') {
    if (!readScriptIfClosed(reader)) {
      if (readsRequests(reading)) reportUnclosed(reader);
      return false;
    }
    draft.leadStart = -1;
  } else {
    if (!leavesOut(reader, reading)) return false;
    if (form === 'variable' && !isVariable(reader)) return false;
    if (form === 'blockComment' && findClose(reader, '*/', false) < 0) return false;
    if (draft.afterBlank && reading === 'data') markLead(reader);
    const from = reader.first;
    readAside(reader);
    draft.comments.push(from);
    draft.comments.push(lineRange(reader).end);
  }
  draft.stripped.push(start);
  draft.stripped.push(reader.next);
  return true;
}

/** Whether comments, and variables between the lines of data, are left out where the line stands. */
function leavesOut(reader: Reader, reading: BodyReading): boolean {
  if (reading !== 'multipart') return reading === 'data';
  return reader.form === 'comment' && isPartComment(reader);
}

function readsRequests(reading: BodyReading): boolean {
  return reading === 'data' || reading === 'verbatim';
}

function reportHeaderAfterBlankLine(reader: Reader): void {
  const { text, first, lineEnd, draft } = reader;
  if (draft.headers.count > 0) return;
  const name = scanHeaderName(text, first, lineEnd);
  if (name === first || text.charCodeAt(name) !== COLON || name > first + 40) return;
  if (skipBlanks(text, name + 1, lineEnd) > name + 1)
    report(reader, 'header-after-blank-line', lineRange(reader), lineText(reader));
}

/** After a response or a handler nothing is sent any more; a request may follow without a separator. */
export function readBehind(reader: Reader): void {
  const { form, text, first, lineEnd, draft } = reader;
  const { afterBlank } = draft;
  if (form === 'blank') {
    draft.afterBlank = true;
    return;
  }
  if (afterBlank && isPlainRequestLine(text, first, lineEnd)) {
    splitHere(reader, 'separator-missing');
    return;
  }
  if (afterBlank && (form === 'comment' || (form === 'variable' && isVariable(reader)))) {
    markLead(reader);
    readAside(reader);
    return;
  }
  draft.afterBlank = false;
  draft.leadStart = -1;
  if (form === 'assert' && isKnownAssert(reader)) readAssert(reader);
  else if (form === 'handler' && isHandler(reader, 'data')) readHandler(reader);
  else if (form === 'script') readScriptIfClosed(reader);
}

const COLON = 0x3a;
