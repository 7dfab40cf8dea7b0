import { isMethod, usualMethods } from './methods.ts';
import { isBlank, isLetter, skipBlanks, trimBlanks } from './scanner.ts';

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

/**
 * Whether the line can be nothing but a request line: upper-case method, then `http`, `{{`, `/`, `localhost` or a
 * host with its port.
 */
export function isPlainRequestLine(text: string, first: number, end: number): boolean {
  const code = text.charCodeAt(first);
  if (code < LETTER_A || code > LETTER_Z) return false;
  const wordEnd = scanMethodWord(text, first, end);
  const rest = skipBlanks(text, wordEnd, end);
  if (rest === wordEnd || rest >= end) return false;
  if (!looksLikeTarget(text, rest, end, false) && !namesPort(text, rest, end)) return false;
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

/** `localhost/x` or `host:3000/x`, and nothing behind it but a version: no sentence begins so after a method. */
function namesPort(text: string, at: number, end: number): boolean {
  const host = /^(?:localhost(?::\d+)?|[\w-]+(?:\.[\w-]+)*:\d+)(?:[/?]\S*)?(?:\s+HTTP\/\S+)?\s*$/i;
  return host.test(text.slice(at, Math.min(end, at + 2000)));
}

/** Most request lines say one of these: found without making a string. */
function usualMethodAt(text: string, start: number, end: number): string | undefined {
  for (const method of usualMethods)
    if (method.length === end - start && text.startsWith(method, start)) return method;
  return undefined;
}

function isMethodCharacter(code: number): boolean {
  return isLetter(code) || code === DASH;
}

const STAR = 0x2a;
const DASH = 0x2d;
const CLOSING_PARENTHESIS = 0x29;
const SLASH = 0x2f;
const DIGIT_0 = 0x30;
const DIGIT_9 = 0x39;
const LETTER_A = 0x41;
const LETTER_Z = 0x5a;
const OPEN = 0x7b;
