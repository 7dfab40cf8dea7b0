import { encodingLabel } from './encodings.ts';

/** What a line looks like by itself; what it is depends on where it stands. */
export type LineForm =
  | 'blank'
  | 'separator'
  | 'comment'
  | 'blockComment'
  | 'variable'
  | 'assert'
  | 'query'
  | 'script'
  | 'file'
  | 'handler'
  | 'response'
  | 'text';

/** Offset of the start of each line. `\n`, `\r\n` and a lone `\r` end a line. */
export function scanLineStarts(text: string): number[] {
  const starts = [0];
  if (!text.includes('\r')) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    return starts;
  }
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === LF || (code === CR && text.charCodeAt(at + 1) !== LF)) starts.push(at + 1);
  }
  return starts;
}

/** Offset behind the last character of the line that holds `start`. */
export function scanLineEnd(text: string, start: number): number {
  let end = start;
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (code === LF || code === CR) break;
  }
  return end;
}

/** Offset of the line behind the one that ends at `end`, or of the end of the text. */
export function scanNextLine(text: string, end: number): number {
  if (end >= text.length) return text.length;
  return text.charCodeAt(end) === CR && text.charCodeAt(end + 1) === LF ? end + 2 : end + 1;
}

/** Offset of the first character from `start` on that is no blank, at most `end`. */
export function skipBlanks(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && isBlank(text.charCodeAt(at))) at++;
  return at;
}

/** Offset behind the last character before `end` that is no blank, at least `start`. */
export function trimBlanks(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && isBlank(text.charCodeAt(at - 1))) at--;
  return at;
}

/** Form of the line whose first character that is no blank stands at `first`. */
export function scanForm(text: string, first: number, end: number): LineForm {
  if (first >= end) return 'blank';
  const next = text.charCodeAt(first + 1);
  switch (text.charCodeAt(first)) {
    case HASH:
      return next === HASH && text.charCodeAt(first + 2) === HASH && first + 3 <= end
        ? 'separator'
        : 'comment';
    case SLASH:
      if (next === SLASH && first + 2 <= end) return 'comment';
      return next === STAR && trimBlanks(text, first, end) === first + 2 ? 'blockComment' : 'text';
    case AT:
      return 'variable';
    case QUESTION:
      return next === QUESTION && first + 2 <= end ? 'assert' : 'query';
    case AMPERSAND:
      return 'query';
    case LESS:
      return scanLessThan(text, first, end);
    case GREATER:
      return 'handler';
    case OPEN:
      return isScriptOpening(text, first, end) ? 'script' : 'text';
    case LETTER_H:
      return isResponseLine(text, first, end) ? 'response' : 'text';
    default:
      return 'text';
  }
}

function scanLessThan(text: string, first: number, end: number): LineForm {
  if (text.startsWith('<>', first) && first + 2 < end) return 'handler';
  const path = skipBlanks(text, first + 1, end);
  if (text.startsWith('{%', path) && path + 2 <= end) return 'script';
  return scanBodyFile(text, first, end) === undefined ? 'text' : 'file';
}

/** `{{` alone on its line, perhaps with an event such as `@request`, `response` or a `+`: httpYac's scripts. */
function isScriptOpening(text: string, first: number, end: number): boolean {
  if (text.charCodeAt(first + 1) !== OPEN) return false;
  const rest = skipBlanks(text, first + 2, end);
  if (rest >= end) return true;
  const code = text.charCodeAt(rest);
  if (code === AT || code === PLUS) return !text.slice(rest, end).includes('}');
  return scriptEvents.has(text.slice(rest, Math.min(trimBlanks(text, rest, end), rest + 20)));
}

const scriptEvents: ReadonlySet<string> = new Set([
  'request',
  'streaming',
  'response',
  'responseLogging',
  'after',
]);

function isResponseLine(text: string, first: number, end: number): boolean {
  return text.startsWith('HTTP/', first) && /^HTTP\/[\d.]+[ \t]+[1-5]\d\d(?!\w)/.test(text.slice(first, end));
}

/** Where the path of `< path` or `<@encoding path` starts, and what stands between. `undefined`: no such line. */
export function scanBodyFile(
  text: string,
  first: number,
  end: number,
): { readonly path: number; readonly substitute: boolean; readonly encoding: string } | undefined {
  let at = first + 1;
  const substitute = text.charCodeAt(at) === AT;
  if (substitute) at++;
  const encodingStart = at;
  if (substitute) while (at < end && !isBlank(text.charCodeAt(at))) at++;
  const path = skipBlanks(text, at, end);
  if (path === at || path >= end) return undefined;
  return {
    path,
    substitute,
    encoding: encodingStart === at ? 'utf-8' : encodingLabel(text.slice(encodingStart, at)),
  };
}

/** Where the name of a header ends: at its colon, or at the first character that a name cannot hold. */
export function scanHeaderName(text: string, first: number, end: number): number {
  let at = first;
  while (at < end && isTokenCharacter(text.charCodeAt(at))) at++;
  return at;
}

/** Where the name of a flag ends that starts at `start`, or -1 where none does. */
export function scanFlagName(text: string, start: number, end: number): number {
  if (!isLetter(text.charCodeAt(start))) return -1;
  let at = start + 1;
  while (at < end && isFlagCharacter(text.charCodeAt(at))) at++;
  if (at === end) return at;
  const code = text.charCodeAt(at);
  return isBlank(code) || code === EQUALS || /\s/.test(text.charAt(at)) ? at : -1;
}

function isFlagCharacter(code: number): boolean {
  return (
    isLetter(code) ||
    (code >= DIGIT_0 && code <= DIGIT_9) ||
    code === DASH ||
    code === DOT ||
    code === UNDERSCORE
  );
}

/** Whether it is a letter of ASCII. */
export function isLetter(code: number): boolean {
  return (code >= LETTER_A && code <= LETTER_Z) || (code >= 97 && code <= 122);
}

/** Whether the character of that code is a blank within a line. */
export function isBlank(code: number): boolean {
  return code === SPACE || code === TAB || code === 0x0b || code === 0x0c || code === NBSP;
}

/** Token characters of RFC 9110, section 5.6.2. */
function isTokenCharacter(code: number): boolean {
  return code < 128 && tokenCharacters[code] === 1;
}

const tokenCharacters = Uint8Array.from({ length: 128 }, (_, code) =>
  /[\w!#$%&'*+.^`|~-]/.test(String.fromCharCode(code)) ? 1 : 0,
);

/** Ends a line, alone or with `LF` behind it; a UTF-16 unit. */
export const CR = 0x0d;
/** Ends a line; a UTF-16 unit. */
export const LF = 0x0a;
const TAB = 0x09;
const SPACE = 0x20;
const NBSP = 0xa0;
const HASH = 0x23;
const AMPERSAND = 0x26;
const STAR = 0x2a;
const PLUS = 0x2b;
const DASH = 0x2d;
const DOT = 0x2e;
const SLASH = 0x2f;
const DIGIT_0 = 0x30;
const DIGIT_9 = 0x39;
const LESS = 0x3c;
const EQUALS = 0x3d;
const GREATER = 0x3e;
const QUESTION = 0x3f;
const AT = 0x40;
const LETTER_A = 0x41;
const LETTER_H = 0x48;
const LETTER_Z = 0x5a;
const UNDERSCORE = 0x5f;
const OPEN = 0x7b;
