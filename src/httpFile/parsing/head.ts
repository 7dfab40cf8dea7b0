import { bodyReading } from '../body.ts';
import { placedHeader } from '../placedNodes.ts';
import { findReferences } from '../references.ts';
import { isPlainRequestLine, scanHeaderName, scanVersion, skipBlanks, trimBlanks } from '../scanner.ts';
import type { HeaderNode } from '../syntax.ts';
import { slicePooled } from '../textPool.ts';
import { readAside, readComment } from './asides.ts';
import { readBody } from './bodyLines.ts';
import { isGraphQl } from './graphQl.ts';
import { keepHeader, knownHeader, placeHeader } from './headerLines.ts';
import { lineRange, lineText, type Reader, report } from './reader.ts';
import { readTargetPart, splitHere } from './requestLine.ts';
import { readHandler } from './scripts.ts';

/** A line below the request line that may continue the target. */
export function readTarget(reader: Reader): void {
  const { form, first, lineStart, draft } = reader;
  const indented = first - lineStart > draft.indent;
  if (form === 'query' || (form === 'text' && indented && continuesTarget(reader))) continueTarget(reader);
  else if (form === 'comment') readComment(reader);
  else {
    reader.place = 'head';
    readHead(reader);
  }
}

function continueTarget(reader: Reader): void {
  const { text, first, lineEnd, draft } = reader;
  const end = trimBlanks(text, first, lineEnd);
  const version = scanVersion(text, first, end);
  readTargetPart(reader, first, version < end ? trimBlanks(text, first, version) : end, version, end);
  draft.sentEnd = end;
}

/** JetBrains goes on with the target on any indented line; here one word, and nothing that is a header or body. */
function continuesTarget({ text, first, lineEnd }: Reader): boolean {
  const start = text.charAt(first);
  if (start === '/') return true;
  if ('[<"\'.'.includes(start) || (start === '{' && text.charAt(first + 1) !== '{')) return false;
  const end = trimBlanks(text, first, lineEnd);
  const line = text.slice(first, scanVersion(text, first, end)).trimEnd();
  const colon = skipBlanks(text, scanHeaderName(text, first, end), end);
  if (text.charCodeAt(colon) === COLON && text.charCodeAt(colon + 1) !== SLASH) return false;
  return !/\s/.test(line.replaceAll(/\{\{[^{}]*\}\}/g, ''));
}

/** A line among the headers. */
export function readHead(reader: Reader): void {
  const { text, form, first, lineStart, lineEnd, draft } = reader;
  const last = draft.headers.last();
  if (form === 'blank') enterBody(reader);
  else if (form === 'handler') readHandler(reader);
  else if (form === 'response') reader.place = 'behind';
  else if (form === 'query' || (text.charCodeAt(first) === SLASH && form === 'text' && isDeeper(reader))) {
    report(reader, 'query-after-header', lineRange(reader), lineText(reader));
    continueTarget(reader);
  } else if (form === 'file') enterBodyAtOnce(reader);
  else if (readAside(reader)) return;
  else if (last !== undefined && lineStart === draft.headerNext && continuesHeader(reader, last))
    continueHeader(reader, last);
  else if (readHeader(reader)) return;
  else if (isPlainRequestLine(text, first, lineEnd)) splitHere(reader, 'separator-missing-here');
  else if ('{[<'.includes(text.charAt(first)) || isGraphQl(reader)) enterBodyAtOnce(reader);
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
function continuesHeader(reader: Reader, { value }: HeaderNode): boolean {
  const { text, first, lineStart, lineEnd, draft } = reader;
  if (first - lineStart <= draft.headerIndent) return false;
  if (',;'.includes(text.charAt(value.range.end - 1))) return true;
  const start = text.charAt(first);
  if (start === '[' || start === '<' || (start === '{' && text.charAt(first + 1) !== '{')) return false;
  const colon = scanHeaderName(text, first, lineEnd);
  return (
    colon === first || text.charCodeAt(colon) !== COLON || skipBlanks(text, colon + 1, lineEnd) === colon + 1
  );
}

function enterBodyAtOnce(reader: Reader): void {
  report(reader, 'blank-line-missing', lineRange(reader));
  enterBody(reader);
  readBody(reader);
}

function enterBody(reader: Reader): void {
  const { draft } = reader;
  reader.place = 'body';
  draft.reading = bodyReading(draft.contentType);
  draft.afterBlank = true;
}

function reportNoHeader(reader: Reader): void {
  const { text, first, lineEnd } = reader;
  const colon = text.slice(first, lineEnd).includes(':');
  report(reader, colon ? 'header-name-invalid' : 'header-without-colon', lineRange(reader), lineText(reader));
}

/** A line read before needs no second reading. */
function readHeader(reader: Reader): boolean {
  const { text, first, lineStart, lineEnd, draft } = reader;
  const known = knownHeader(reader.headerLines, text, first, lineEnd);
  const header = known === undefined ? readNewHeader(reader) : placeHeader(known, first, draft.references);
  if (header === undefined) return false;
  draft.headers.push(header);
  draft.headerIndent = first - lineStart;
  draft.headerNext = reader.next;
  draft.sentEnd = trimBlanks(text, first, lineEnd);
  if (isNamed(header, contentTypeHeader)) draft.contentType = header.value.text;
  else if (isNamed(header, graphQlHeader)) report(reader, 'not-sent', lineRange(reader), header.value.text);
  return true;
}

/** A name may hold `{{...}}`; a name that cannot be one makes this some other line. */
function readNewHeader(reader: Reader): HeaderNode | undefined {
  const { text, first, lineEnd, draft, problems, references, headerLines } = reader;
  let nameEnd = scanHeaderName(text, first, lineEnd);
  const hasBraces = text.charCodeAt(nameEnd) === OPEN;
  while (text.charCodeAt(nameEnd) === OPEN && text.charCodeAt(nameEnd + 1) === OPEN) {
    const close = text.slice(nameEnd, lineEnd).indexOf('}}');
    if (close < 0) return undefined;
    nameEnd = scanHeaderName(text, nameEnd + close + 2, lineEnd);
  }
  const colon = skipBlanks(text, nameEnd, lineEnd);
  if (nameEnd === first || colon >= lineEnd || text.charCodeAt(colon) !== COLON) return undefined;
  if (text.charCodeAt(colon + 1) === SLASH && text.charCodeAt(colon + 2) === SLASH) return undefined;
  const valueEnd = trimBlanks(text, colon + 1, lineEnd);
  const valueStart = Math.min(skipBlanks(text, colon + 1, lineEnd), valueEnd);
  const name = slicePooled(reader.pool, first, nameEnd);
  const header = placedHeader(name, first, slicePooled(reader.pool, valueStart, valueEnd), valueStart);
  const [mistakes, above] = [problems.count(), draft.references.count()];
  if (hasBraces) findReferences(references, first, nameEnd, 'head', draft.references);
  findReferences(references, valueStart, valueEnd, 'head', draft.references);
  if (!hasBraces && problems.count() === mistakes)
    keepHeader(headerLines, text, first, lineEnd, header, draft.references.items(above));
  return header;
}

function isNamed({ name: { text } }: HeaderNode, name: string): boolean {
  return text.length === name.length && text.toLowerCase() === name;
}

function continueHeader(reader: Reader, last: HeaderNode): void {
  const { text, first, draft } = reader;
  const { end } = lineRange(reader);
  const more = text.slice(first, end);
  const value = {
    text: last.value.text === '' ? more : `${last.value.text} ${more}`,
    range: { start: last.value.range.start, end },
  };
  draft.headers.replaceLast({ name: last.name, value });
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
