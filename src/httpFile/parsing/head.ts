import { type BodyReading, bodyReading } from '../body.ts';
import { foreignMethods } from '../methods.ts';
import { findReferences } from '../references.ts';
import { scanHeaderName, skipBlanks, trimBlanks } from '../scanner.ts';
import { isPlainRequestLine, scanVersion } from '../scanRequestLine.ts';
import { readAside, readComment } from './asides.ts';
import { readBody } from './bodyLines.ts';
import { isGraphQl } from './graphQl.ts';
import { keepHead, knownHead, placeHead } from './knownHeads.ts';
import { lineRange, lineText, type Reader, readLine, report } from './reader.ts';
import { readTargetPart, splitHere } from './requestLine.ts';
import { width } from './requestRecord.ts';
import { readHandler } from './scripts.ts';

/** A line below the request line that may continue the target. */
export function readTarget(reader: Reader): void {
  const { form, first, lineStart, draft } = reader;
  const indented = first - lineStart > draft.indent;
  if (form === 'query' || (form === 'text' && (indented ? continuesTarget(reader) : continuesQuery(reader))))
    continueTarget(reader);
  else if (form === 'comment') readComment(reader);
  else if (!readKnownHead(reader)) beginHead(reader);
}

/** A head read before needs no second reading. */
function readKnownHead(reader: Reader): boolean {
  const { knownHeads, text, lineStart, draft } = reader;
  const head = knownHead(knownHeads, text, lineStart);
  if (head === undefined) return false;
  placeHead(head, lineStart, draft);
  readLine(reader, lineStart + head.blank);
  enterBody(reader);
  return true;
}

function beginHead(reader: Reader): void {
  const { draft } = reader;
  reader.place = 'head';
  draft.headStart = reader.lineStart;
  draft.headLines = 0;
  draft.headReferences = draft.references.count;
  draft.headProblems = reader.problems.count();
  readHead(reader);
}

/** At the blank line below the headers. */
function endHead(reader: Reader): void {
  const { text, draft, problems, lineStart, lineEnd, next } = reader;
  const onlyHeaders = draft.headLines === draft.headers.count / width.headers;
  if (onlyHeaders && draft.headLines > 0 && problems.count() === draft.headProblems && next > lineEnd)
    keepHead(reader.knownHeads, text, draft, lineStart, next);
  enterBody(reader);
}

function continueTarget(reader: Reader): void {
  const { text, first, lineEnd, draft } = reader;
  const end = trimBlanks(text, first, lineEnd);
  const version = scanVersion(text, first, end);
  readTargetPart(reader, first, version < end ? trimBlanks(text, first, version) : end, version, end);
  draft.sentEnd = end;
}

/** JetBrains goes on with the target on any indented line; here one word, and nothing that is a header or body. */
function continuesTarget({ text, first, lineEnd, draft }: Reader): boolean {
  const start = text.charAt(first);
  if (start === '/') return true;
  if ('[<"\'.'.includes(start) || (start === '{' && text.charAt(first + 1) !== '{')) return false;
  const end = trimBlanks(text, first, lineEnd);
  const line = text.slice(first, scanVersion(text, first, end)).trimEnd();
  const colon = skipBlanks(text, scanHeaderName(text, first, end), end);
  if (text.charCodeAt(colon) === COLON && text.charCodeAt(colon + 1) !== SLASH) return false;
  // JetBrains writes forms so: a field on each line, and the mark at its end.
  if ('?&'.includes(text.charAt(draft.sentEnd - 1))) return true;
  return !/\s/.test(line.replaceAll(/\{\{[^{}]*\}\}/g, ''));
}

/** Behind a `?` or `&` that ends a line, `name=value` goes on with the query, however far to the left. */
function continuesQuery({ text, first, lineEnd, draft }: Reader): boolean {
  return '?&'.includes(text.charAt(draft.sentEnd - 1)) && /^[\w.[\]%-]+=/.test(text.slice(first, lineEnd));
}

/** A line among the headers. */
export function readHead(reader: Reader): void {
  const { text, form, first, lineStart, lineEnd, draft } = reader;
  if (form === 'blank') {
    endHead(reader);
    return;
  }
  draft.headLines++;
  if (form === 'handler') readHandler(reader);
  else if (form === 'response') reader.place = 'behind';
  else if (form === 'query' || (text.charCodeAt(first) === SLASH && form === 'text' && isDeeper(reader))) {
    report(reader, 'query-after-header', lineRange(reader), lineText(reader));
    continueTarget(reader);
  } else if (form === 'file') enterBodyAtOnce(reader);
  else if (readAside(reader)) return;
  else if (lineStart === draft.headerNext && continuesHeader(reader)) continueHeader(reader);
  else if (readHeader(reader)) return;
  else if (isPlainRequestLine(text, first, lineEnd)) splitHere(reader, 'separator-missing-here');
  else if (isWholeHeader(reader)) readWholeHeader(reader);
  else if (beginsBody(reader)) enterBodyAtOnce(reader);
  else if (text.startsWith('...', first))
    report(reader, 'spread-not-read', lineRange(reader), lineText(reader));
  else reportNoHeader(reader);
}

/** Whether the line is indented beyond the request line and the last header. */
function isDeeper({ first, lineStart, draft }: Reader): boolean {
  return first - lineStart > Math.max(draft.indent, draft.headerIndent);
}

/**
 * An indented line goes on with the value above it, as in JetBrains, unless it is a header of its own that
 * slipped to the right, or the beginning of a body.
 */
function continuesHeader(reader: Reader): boolean {
  const { text, first, lineStart, lineEnd, draft } = reader;
  if (first - lineStart <= draft.headerIndent) return false;
  const valueEnd = draft.headers.at(draft.headers.count - 1);
  if (',;'.includes(text.charAt(valueEnd - 1))) return true;
  const start = text.charAt(first);
  if (start === '[' || start === '<' || (start === '{' && text.charAt(first + 1) !== '{')) return false;
  const colon = scanHeaderName(text, first, lineEnd);
  return (
    colon === first || text.charCodeAt(colon) !== COLON || skipBlanks(text, colon + 1, lineEnd) === colon + 1
  );
}

function enterBodyAtOnce(reader: Reader): void {
  // Messages of a WebSocket and the like may stand right below, and what is not sent needs no mending.
  if (!foreignMethods.has(reader.draft.method)) report(reader, 'blank-line-missing', lineRange(reader));
  enterBody(reader);
  readBody(reader);
}

function enterBody(reader: Reader): void {
  const { draft } = reader;
  reader.place = 'body';
  if (draft.contentType !== undefined) draft.reading = readingOf(reader, draft.contentType);
  draft.afterBlank = true;
}

/** Most bodies of a file are of one type. */
function readingOf({ bodyType }: Reader, contentType: string): BodyReading {
  if (bodyType.said !== contentType) {
    bodyType.said = contentType;
    bodyType.reading = bodyReading(contentType);
  }
  return bodyType.reading;
}

function reportNoHeader(reader: Reader): void {
  const { text, first, lineEnd } = reader;
  const colon = text.slice(first, lineEnd).includes(':');
  report(reader, colon ? 'header-name-invalid' : 'header-without-colon', lineRange(reader), lineText(reader));
}

/** What no header begins so; two `<` are what a merge leaves. */
function beginsBody(reader: Reader): boolean {
  const { text, first } = reader;
  return ('{[<'.includes(text.charAt(first)) && !text.startsWith('<<', first)) || isGraphQl(reader);
}

/** REST Client puts values in before it reads, so a variable may hold a header as a whole: `{{signIn}}`. */
function isWholeHeader({ text, first, lineEnd }: Reader): boolean {
  return text.startsWith('{{', first) && /^\{\{[^{}\r\n]+\}\}[ \t]*$/.test(text.slice(first, lineEnd));
}

function readWholeHeader({ text, first, lineEnd, lineStart, next, draft, references }: Reader): void {
  const end = trimBlanks(text, first, lineEnd);
  draft.headers.push(first);
  draft.headers.push(end);
  draft.headers.push(end);
  draft.headers.push(end);
  draft.headerIndent = first - lineStart;
  draft.headerNext = next;
  draft.sentEnd = end;
  findReferences(references, first, end, 'head', draft.references);
}

/** A name may hold `{{...}}`; a name that cannot be one makes this some other line. */
function readHeader(reader: Reader): boolean {
  const { text, first, lineEnd, draft, references } = reader;
  let nameEnd = scanHeaderName(text, first, lineEnd);
  const hasBraces = text.charCodeAt(nameEnd) === OPEN;
  while (text.charCodeAt(nameEnd) === OPEN && text.charCodeAt(nameEnd + 1) === OPEN) {
    const close = text.slice(nameEnd, lineEnd).indexOf('}}');
    if (close < 0) return false;
    nameEnd = scanHeaderName(text, nameEnd + close + 2, lineEnd);
  }
  const colon = skipBlanks(text, nameEnd, lineEnd);
  if (nameEnd === first || colon >= lineEnd || text.charCodeAt(colon) !== COLON) return false;
  if (text.charCodeAt(colon + 1) === SLASH && text.charCodeAt(colon + 2) === SLASH) return false;
  const end = trimBlanks(text, colon + 1, lineEnd);
  const start = Math.min(skipBlanks(text, colon + 1, lineEnd), end);
  draft.headers.push(first);
  draft.headers.push(nameEnd);
  draft.headers.push(start);
  draft.headers.push(end);
  draft.headerIndent = first - reader.lineStart;
  draft.headerNext = reader.next;
  draft.sentEnd = trimBlanks(text, first, lineEnd);
  if (hasBraces) findReferences(references, first, nameEnd, 'head', draft.references);
  findReferences(references, start, end, 'head', draft.references);
  if (isNamed(text, first, nameEnd, contentTypeHeader)) draft.contentType = text.slice(start, end);
  else if (isNamed(text, first, nameEnd, graphQlHeader)) {
    draft.saysGraphQl = true;
    report(reader, 'not-sent', lineRange(reader), text.slice(start, end));
  }
  return true;
}

function isNamed(text: string, start: number, end: number, name: string): boolean {
  return end - start === name.length && text.slice(start, end).toLowerCase() === name;
}

function continueHeader(reader: Reader): void {
  const { first, draft } = reader;
  const { end } = lineRange(reader);
  draft.headers.set(draft.headers.count - 1, end);
  draft.headerNext = reader.next;
  draft.sentEnd = end;
  findReferences(reader.references, first, end, 'head', draft.references);
}

/** REST Client sends the body of such a request as a GraphQL query. */
const graphQlHeader = 'x-request-type';

const contentTypeHeader = 'content-type';

const SLASH = 0x2f;
const COLON = 0x3a;
const OPEN = 0x7b;
