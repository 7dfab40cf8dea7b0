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
  return { path, substitute, encoding: text.slice(encodingStart, at) || 'utf-8' };
}

/** Parts of a request line as offsets; `methodEnd` is `methodStart` where there is no method. */
export interface ScannedRequestLine {
  readonly methodStart: number;
  readonly methodEnd: number;
  /** `undefined` where there is no method. */
  readonly method: string | undefined;
  readonly targetStart: number;
  readonly targetEnd: number;
  readonly versionStart: number;
  readonly end: number;
}

/**
 * Reads `[METHOD ]target[ HTTP/x]` leniently: any case, a method alone, a target alone where it looks like
 * one, an unknown method before a URL. `undefined`: this is something else.
 */
export function scanRequestLine(
  text: string,
  first: number,
  lineEnd: number,
): ScannedRequestLine | undefined {
  const end = trimBlanks(text, first, lineEnd);
  const wordEnd = scanMethodWord(text, first, end);
  if (wordEnd > first && (wordEnd === end || isBlank(text.charCodeAt(wordEnd)))) {
    const usual = usualMethodAt(text, first, wordEnd);
    const word = usual ?? text.slice(first, wordEnd);
    const method = usual ?? word.toUpperCase();
    const rest = skipBlanks(text, wordEnd, end);
    const known = usual !== undefined || isMethod(method);
    if (known && rest >= end) return withVersion(text, first, wordEnd, method, end, end);
    if ((known && word === method) || (rest < end && looksLikeTarget(text, rest, end, known))) {
      return withVersion(text, first, wordEnd, method, rest, end);
    }
    if (known && usualMethods.includes(method)) {
      const line = withVersion(text, first, wordEnd, method, rest, end);
      if (!/\s/.test(text.slice(line.targetStart, line.targetEnd))) return line;
    }
  }
  return looksLikeTarget(text, first, end, true)
    ? withVersion(text, first, first, undefined, first, end)
    : undefined;
}

/** Whether the line can be nothing but a request line: upper-case method, then `http`, `{{` or `/`. */
export function isPlainRequestLine(text: string, first: number, end: number): boolean {
  const code = text.charCodeAt(first);
  if (code < LETTER_A || code > LETTER_Z) return false;
  const wordEnd = scanMethodWord(text, first, end);
  const rest = skipBlanks(text, wordEnd, end);
  if (rest === wordEnd || rest >= end || !looksLikeTarget(text, rest, end, false)) return false;
  return usualMethodAt(text, first, wordEnd) !== undefined || isMethod(text.slice(first, wordEnd));
}

function scanMethodWord(text: string, first: number, end: number): number {
  let at = first;
  const limit = Math.min(end, first + 32);
  while (at < limit && isMethodCharacter(text.charCodeAt(at))) at++;
  return at;
}

function withVersion(
  text: string,
  methodStart: number,
  methodEnd: number,
  method: string | undefined,
  targetStart: number,
  end: number,
): ScannedRequestLine {
  const version = scanVersion(text, targetStart, end);
  const targetEnd = version < end ? trimBlanks(text, targetStart, version) : end;
  return { methodStart, methodEnd, method, targetStart, targetEnd, versionStart: version, end };
}

/** Where a closing ` HTTP/x` starts, or `end` where there is none. */
export function scanVersion(text: string, start: number, end: number): number {
  const tail = text.charCodeAt(end - 1);
  if ((tail < DIGIT_0 || tail > DIGIT_9) && tail !== CLOSING_PARENTHESIS) return end;
  const last = text.endsWith(priorKnowledge, end)
    ? trimBlanks(text, start, end - priorKnowledge.length)
    : end;
  let at = last;
  while (at > start && last - at < 16 && !isBlank(text.charCodeAt(at - 1))) at--;
  return /^http\/\d(?:\.\d)?$/i.test(text.slice(at, last)) ? at : end;
}

/** What JetBrains writes behind `HTTP/2` to speak it at once. */
const priorKnowledge = '(Prior Knowledge)';

/** `loose`: a host name alone is enough (`localhost:3000/x`, `example.com`), as long as no blank follows. */
function looksLikeTarget(text: string, at: number, end: number, loose: boolean): boolean {
  const code = text.charCodeAt(at);
  if (code === SLASH) return text.charCodeAt(at + 1) !== STAR;
  if (code === OPEN) return text.charCodeAt(at + 1) === OPEN;
  const head = text.slice(at, Math.min(end, at + 256));
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(head)) return true;
  return (
    loose &&
    /^(?:localhost|\[[\da-f:.]+\]|[\w-]+(?:\.[\w-]+)+|[\w-]+(?=:\d))(?::\d+)?(?:[/?]\S*)?$/i.test(head)
  );
}

/** Methods that the peers know, for HTTP and for other protocols. */
export function isMethod(word: string): boolean {
  return httpMethods.has(word) || foreignMethods.has(word);
}

/** Methods that are taken in any case before any word; the others are words of prose too, such as "link". */
const usualMethods: readonly string[] = 'GET POST PUT PATCH DELETE HEAD OPTIONS'.split(' ');

/** Most request lines say one of these: found without making a string. */
function usualMethodAt(text: string, start: number, end: number): string | undefined {
  for (const method of usualMethods)
    if (method.length === end - start && text.startsWith(method, start)) return method;
  return undefined;
}

/** The method that an address without one means, by its scheme; `undefined` for HTTP and unknown ones. */
export function methodOfScheme(target: string): string | undefined {
  const scheme = /^([a-z][a-z\d+.-]*):\/\//i.exec(target)?.[1]?.toLowerCase() ?? '';
  return foreignSchemes.get(scheme);
}

const foreignSchemes: ReadonlyMap<string, string> = new Map([
  ['ws', 'WS'],
  ['wss', 'WS'],
  ['grpc', 'GRPC'],
  ['grpcs', 'GRPC'],
  ['mqtt', 'MQTT'],
  ['mqtts', 'MQTT'],
  ['amqp', 'AMQP'],
  ['amqps', 'AMQP'],
]);

/** Words that begin a request of another protocol, or of GraphQL; not sent. */
export const foreignMethods: ReadonlySet<string> = new Set(
  'GRAPHQL GRPC WEBSOCKET WS WSS SSE EVENTSOURCE MQTT AMQP RSOCKET MCP STOMP'.split(' '),
);

/** Methods of HTTP and WebDAV that the peers know, the usual ones first. */
export const httpMethods: ReadonlySet<string> = new Set(
  (
    'GET POST PUT PATCH DELETE HEAD OPTIONS CONNECT TRACE ' +
    'PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK SEARCH REPORT CHECKOUT CHECKIN MERGE MKACTIVITY ' +
    'MKWORKSPACE MKCALENDAR VERSION-CONTROL BASELINE-CONTROL ACL PURGE LINK UNLINK BIND REBIND UNBIND ' +
    'NOTIFY SUBSCRIBE UNSUBSCRIBE LIST QUERY'
  ).split(' '),
);

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

function isLetter(code: number): boolean {
  return (code >= LETTER_A && code <= LETTER_Z) || (code >= 97 && code <= 122);
}

function isBlank(code: number): boolean {
  return code === SPACE || code === TAB || code === 0x0b || code === 0x0c || code === NBSP;
}

function isMethodCharacter(code: number): boolean {
  return isLetter(code) || code === DASH;
}

/** Token characters of RFC 9110, section 5.6.2. */
function isTokenCharacter(code: number): boolean {
  return code < 128 && tokenCharacters[code] === 1;
}

const tokenCharacters = Uint8Array.from({ length: 128 }, (_, code) =>
  /[\w!#$%&'*+.^`|~-]/.test(String.fromCharCode(code)) ? 1 : 0,
);

export const CR = 0x0d;
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
const CLOSING_PARENTHESIS = 0x29;
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
