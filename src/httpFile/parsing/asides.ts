import { parseAssert } from '../asserts.ts';
import { findReferences, referenceNodes } from '../references.ts';
import { skipBlanks, trimBlanks } from '../scanner.ts';
import { readFlag } from './flags.ts';
import { lineRange, lineText, type Reader, readLine, report, textNode } from './reader.ts';
import { findClose, readScript } from './scripts.ts';

/** Comments, variables, asserts and scripts read the same wherever a request may have them. */
export function readAside(reader: Reader): boolean {
  switch (reader.form) {
    case 'comment':
      readComment(reader);
      return true;
    case 'blockComment':
      readBlockComment(reader);
      return true;
    case 'variable':
      readVariable(reader);
      return true;
    case 'assert':
      readAssert(reader);
      return true;
    case 'script':
      readScript(reader);
      return true;
    default:
      return false;
  }
}

/** A line of comment, which may hold a flag. */
export function readComment(reader: Reader): void {
  const { text, first, lineEnd } = reader;
  let at = first;
  while (at < lineEnd && (text.charCodeAt(at) === HASH || text.charCodeAt(at) === SLASH)) at++;
  at = skipBlanks(text, at, lineEnd);
  if (text.charCodeAt(at) === AT) readFlag(reader, at, trimBlanks(text, at, lineEnd));
}

function readBlockComment(reader: Reader): void {
  const inLead = reader.place === 'lead';
  const close = findClose(reader, '*/', inLead);
  if (close >= 0) {
    readLine(reader, close);
    return;
  }
  if (inLead) reader.opensComment = true;
  report(reader, 'comment-unclosed', lineRange(reader));
}

/** Whether a line of the form `variable` sets one. */
export function isVariable({ text, first, lineEnd }: Reader): boolean {
  return /^@[^\s=]+\s*=/.test(text.slice(first, lineEnd));
}

function readVariable(reader: Reader): void {
  const { text, first, lineEnd } = reader;
  const end = trimBlanks(text, first, lineEnd);
  let nameEnd = first + 1;
  while (nameEnd < end && !' \t='.includes(text.charAt(nameEnd))) nameEnd++;
  let value = skipBlanks(text, nameEnd, end);
  if (text.charCodeAt(value) === COLON) value++;
  else if (text.charCodeAt(nameEnd - 1) === COLON) nameEnd--;
  const equals = text.charCodeAt(value) === EQUALS;
  if (nameEnd === first + 1 || value >= end || (!equals && /^\S+\s*=/.test(text.slice(value, end)))) {
    report(reader, 'variable-malformed', { start: first, end }, lineText(reader));
    return;
  }
  if (equals) value = Math.min(skipBlanks(text, value + 1, end), end);
  else report(reader, 'variable-without-equals', { start: first, end }, text.slice(first + 1, nameEnd));
  const references: number[] = [];
  findReferences(reader.references, value, end, 'head', references);
  reader.variables.push({
    name: textNode(reader, first + 1, nameEnd),
    value: textNode(reader, value, end),
    range: { start: first, end },
    references: referenceNodes(reader.pool, references),
  });
}

/** Takes the line, which begins with `??`, as an assert; one that is never run is a problem. */
export function readAssert(reader: Reader): void {
  const { text, first, assertMistakes } = reader;
  const { asserts } = reader.draft;
  const { end } = lineRange(reader);
  const start = Math.min(skipBlanks(text, first + 2, end), end);
  const said = text.slice(start, end);
  asserts.push(first);
  asserts.push(start);
  asserts.push(end);
  let mistake = assertMistakes.get(said);
  if (mistake === undefined) {
    const assert = parseAssert(said);
    mistake = assert.kind === 'not-run' ? assert.reason : '';
    assertMistakes.set(said, mistake);
  }
  if (mistake !== '') report(reader, 'assert-not-run', { start: first, end }, mistake);
}

/** In a body of prose only what is surely an assert is read as one. */
export function isKnownAssert({ text, first, lineEnd }: Reader): boolean {
  return /^\?\?[ \t]*(?:status|header|body|js|duration|xpath)\b/.test(text.slice(first, lineEnd));
}

const HASH = 0x23;
const SLASH = 0x2f;
const COLON = 0x3a;
const EQUALS = 0x3d;
const AT = 0x40;
