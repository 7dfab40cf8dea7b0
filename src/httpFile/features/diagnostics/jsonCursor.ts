import { cachedSearch } from '../../references.ts';
import type { JsonMistake, JsonMistakeCode } from './jsonNode.ts';

/** Goes through a text of JSON from piece to piece, and collects the mistakes it meets. */
export interface JsonCursor {
  at: number;
  readonly mistakes: readonly JsonMistake[];
  mistake(code: JsonMistakeCode, start: number, end?: number): void;
  /** A mistake behind which nothing can be read. */
  giveUp(code: JsonMistakeCode, start: number, end?: number): undefined;
  stopped(): boolean;
  /** Over blanks and comments; where it stands then. */
  skip(): number;
  /** Behind the `{{...}}` that begins there, or `undefined` where none does. */
  behindTemplate(from: number): number | undefined;
  /** Over a string that begins here; `false` where it does not end on its line. */
  string(quote: '"' | "'"): boolean;
}

/** Enough to mend; text that is no JSON at all should not be scolded for each word. */
const mostMistakes = 10;

/** A cursor at the start of the text. Ranges of its mistakes are offsets in that text, at most ten of them. */
export function createCursor(text: string): JsonCursor {
  const mistakes: JsonMistake[] = [];
  let stop = false;
  const nextClosing = cachedSearch(text, '}}');
  const nextLine = cachedSearch(text, '\n');

  const cursor: JsonCursor = {
    at: 0,
    mistakes,
    mistake,
    giveUp(code, start, end) {
      stop ||= mistakes.length >= mostMistakes;
      if (!stop) mistake(code, start, end);
      stop = true;
      cursor.at = text.length;
      return undefined;
    },
    stopped: () => stop,
    skip,
    behindTemplate,
    string,
  };
  return cursor;

  function mistake(code: JsonMistakeCode, start: number, end = start + 1): void {
    if (mistakes.length < mostMistakes)
      mistakes.push({ code, range: { start, end: Math.min(Math.max(end, start + 1), text.length) } });
    else stop = true;
    if (stop) cursor.at = text.length;
  }

  function skip(): number {
    while (cursor.at < text.length) {
      const code = text.charCodeAt(cursor.at);
      if (code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d) cursor.at++;
      else if (code === SLASH && '/*'.includes(text[cursor.at + 1] ?? ' ')) skipComment();
      else break;
    }
    return cursor.at;
  }

  function skipComment(): void {
    const start = cursor.at;
    const toLineEnd = text[start + 1] === '/';
    const close = toLineEnd ? text.indexOf('\n', start) : text.indexOf('*/', start);
    cursor.at = close < 0 ? text.length : close + (toLineEnd ? 0 : 2);
    mistake('comment', start, cursor.at);
  }

  function behindTemplate(from: number): number | undefined {
    if (!text.startsWith('{{', from)) return undefined;
    const close = nextClosing(from + 2);
    return close < nextLine(from) ? close + 2 : undefined;
  }

  function string(quote: '"' | "'"): boolean {
    const start = cursor.at++;
    while (cursor.at < text.length) {
      const behind = behindTemplate(cursor.at);
      const letter = text[cursor.at];
      if (behind !== undefined) cursor.at = behind;
      else if (letter === quote) {
        cursor.at++;
        if (quote === '"') passQuotesInside();
        return true;
      } else if (letter === '\\') skipEscape();
      else if (letter === '\n' || letter === '\r') break;
      else cursor.at++;
    }
    cursor.giveUp('string-open', start, cursor.at);
    return false;
  }

  function skipEscape(): void {
    const { at } = cursor;
    const length = /^\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/.exec(text.slice(at, at + 6))?.[0].length;
    if (length === undefined && text[at + 1] !== "'") mistake('escape-wrong', at, at + 2);
    cursor.at += length ?? (text[at + 1] === '\n' ? 1 : 2);
  }

  /** Words that follow a closing quote belong to the text where another quote on the line ends it properly. */
  function passQuotesInside(): void {
    const start = cursor.at - 1;
    wordBehindQuote.lastIndex = cursor.at;
    if (!wordBehindQuote.test(text)) return;
    properEnd.lastIndex = cursor.at;
    const rest = properEnd.exec(text)?.[0];
    if (rest === undefined) return;
    const last = rest.lastIndexOf('"', rest.length - 2);
    mistake('quote-inside', start, last < 0 ? cursor.at : cursor.at + last + 1);
    if (!stop) cursor.at += rest.length;
  }
}

/** What cannot follow a string: something that touches it, or words on the same line. */
const wordBehindQuote = /[^\s,:}\]"'=/{[]|[ \t]+(?!(?:true|false|null)\b|[\w$-]+[ \t]*:)\p{L}/uy;
/** To the first quote on the line behind which JSON goes on. */
const properEnd = /[^\r\n]*?"(?=[ \t]*(?:[}\]:\r\n]|$|,[ \t]*(?:["[\]{}\d\r\n-]|true\b|false\b|null\b|$)))/y;
const SLASH = 0x2f;
