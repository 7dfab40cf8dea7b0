import { cachedSearch } from '../../references.ts';
import type { Range } from '../../syntax.ts';

/** A JSON value with its place in the text. `template` is `{{...}}`, whatever it stands for. */
export type JsonNode =
  | {
      readonly kind: 'object';
      readonly range: Range;
      readonly members: readonly JsonMember[];
      /** Some members stand behind a template, so one that is not seen may still be there. */
      readonly open: boolean;
    }
  | {
      readonly kind: 'array';
      readonly range: Range;
      readonly items: readonly JsonNode[];
      readonly open: boolean;
    }
  | { readonly kind: 'scalar' | 'template'; readonly range: Range };

export interface JsonMember {
  /** `undefined` where the key is a template. */
  readonly key: string | undefined;
  readonly keyRange: Range;
  readonly value: JsonNode;
}

export type JsonMistakeCode =
  | 'comma-extra'
  | 'comma-missing'
  | 'colon-missing'
  | 'quotes-single'
  | 'key-bare'
  | 'value-bare'
  | 'value-missing'
  | 'comment'
  | 'string-open'
  | 'escape-wrong'
  | 'bracket-open'
  | 'bracket-wrong'
  | 'number-wrong';

export interface JsonMistake {
  readonly code: JsonMistakeCode;
  readonly range: Range;
}

export interface JsonReading {
  /** `undefined` where the text holds no value. */
  readonly root: JsonNode | undefined;
  /** In order. The first ones can be mended one by one; reading ends at one that leaves no way on. */
  readonly mistakes: readonly JsonMistake[];
  /** More follows behind the first value. */
  readonly rest: Range | undefined;
}

/**
 * Reads JSON in which `{{...}}` may stand for any value, key or part of a string. Goes on behind mistakes that
 * people make (commas, quotes, comments). Never throws; time grows with the length of the text.
 */
export function readJsonText(text: string): JsonReading {
  const reader = createReader(text);
  const root = reader.value();
  const at = reader.skip();
  const end = text.trimEnd().length;
  return {
    root,
    mistakes: reader.mistakes,
    rest: at < end && !reader.stopped() ? { start: at, end } : undefined,
  };
}

/** Enough to mend; text that is no JSON at all should not be scolded for each word. */
const mostMistakes = 10;
/** Deeper nesting than any API takes; a guard for the stack. */
const deepest = 200;

interface Reader {
  readonly mistakes: JsonMistake[];
  value(): JsonNode | undefined;
  /** Over blanks and comments; where it stands then. */
  skip(): number;
  stopped(): boolean;
}

function createReader(text: string): Reader {
  const mistakes: JsonMistake[] = [];
  let at = 0;
  let depth = 0;
  let stop = false;
  const nextClosing = cachedSearch(text, '}}');
  const nextLine = cachedSearch(text, '\n');

  function mistake(code: JsonMistakeCode, start: number, end = start + 1): void {
    if (mistakes.length < mostMistakes)
      mistakes.push({ code, range: { start, end: Math.min(Math.max(end, start + 1), text.length) } });
    else stop = true;
    if (stop) at = text.length;
  }

  function giveUp(code: JsonMistakeCode, start: number, end?: number): undefined {
    stop ||= mistakes.length >= mostMistakes;
    if (!stop) mistake(code, start, end);
    stop = true;
    at = text.length;
    return undefined;
  }

  function skip(): number {
    while (at < text.length) {
      const code = text.charCodeAt(at);
      if (code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d) at++;
      else if (code === SLASH && (text[at + 1] === '/' || text[at + 1] === '*')) skipComment();
      else break;
    }
    return at;
  }

  function skipComment(): void {
    const start = at;
    const close = text[at + 1] === '/' ? text.indexOf('\n', at) : text.indexOf('*/', at);
    at = close < 0 ? text.length : close + (text[start + 1] === '/' ? 0 : 2);
    mistake('comment', start, at);
  }

  /** Behind the `{{...}}` that begins here, or `undefined` where none does. */
  function behindTemplate(from: number): number | undefined {
    if (!text.startsWith('{{', from)) return undefined;
    const close = nextClosing(from + 2);
    return close < nextLine(from) ? close + 2 : undefined;
  }

  function value(): JsonNode | undefined {
    const start = skip();
    const behind = behindTemplate(start);
    if (behind !== undefined) return template(start, behind);
    switch (text[start]) {
      case '{':
        return nested(object);
      case '[':
        return nested(array);
      case '"':
        return string('"') ? scalar(start) : undefined;
      case "'":
        if (!string("'")) return undefined;
        mistake('quotes-single', start, at);
        return scalar(start);
      default:
        return word(start);
    }
  }

  function nested(read: () => JsonNode | undefined): JsonNode | undefined {
    if (++depth > deepest) return giveUp('bracket-open', at);
    const node = read();
    depth--;
    return node;
  }

  /** A template, with the letters and further templates that touch it. */
  function template(start: number, behind: number): JsonNode {
    at = behind;
    for (;;) {
      const next = behindTemplate(at);
      if (next !== undefined) at = next;
      else if (/[\w.+-]/.test(text[at] ?? '')) at++;
      else return { kind: 'template', range: { start, end: at } };
    }
  }

  function word(start: number): JsonNode | undefined {
    at = start;
    let holdsTemplate = false;
    while (at < text.length) {
      const next = behindTemplate(at);
      if (next === undefined && !/[^\s,:{}[\]"'/]/.test(text[at] ?? '')) break;
      holdsTemplate ||= next !== undefined;
      at = next ?? at + 1;
    }
    const said = text.slice(start, at);
    if (holdsTemplate) return { kind: 'template', range: { start, end: at } };
    if (said === '') return undefined;
    if (/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(said)) return scalar(start);
    if (said === 'true' || said === 'false' || said === 'null') return scalar(start);
    mistake(/^[-+.]?\d/.test(said) ? 'number-wrong' : 'value-bare', start, at);
    return scalar(start);
  }

  function scalar(start: number): JsonNode {
    return { kind: 'scalar', range: { start, end: at } };
  }

  /** Over a string that begins here; `false` where it does not end on its line. */
  function string(quote: '"' | "'"): boolean {
    const start = at++;
    while (at < text.length) {
      const behind = behindTemplate(at);
      const letter = text[at];
      if (behind !== undefined) at = behind;
      else if (letter === quote) {
        at++;
        return true;
      } else if (letter === '\\') skipEscape();
      else if (letter === '\n' || letter === '\r') break;
      else at++;
    }
    giveUp('string-open', start, at);
    return false;
  }

  function skipEscape(): void {
    const length = /^\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/.exec(text.slice(at, at + 6))?.[0].length;
    if (length === undefined && text[at + 1] !== "'") mistake('escape-wrong', at, at + 2);
    at += length ?? (text[at + 1] === '\n' ? 1 : 2);
  }

  function object(): JsonNode | undefined {
    const start = at++;
    const members: JsonMember[] = [];
    let open = false;
    const end = list(start, '}', () => {
      const keyStart = at;
      const behind = behindTemplate(at);
      const read = behind === undefined ? readKey() : { key: undefined };
      if (read === undefined) return false;
      at = behind ?? at;
      const keyRange = { start: keyStart, end: at };
      skip();
      if (text[at] !== ':') {
        if (behind !== undefined) {
          open = true;
          return true;
        }
        mistake('colon-missing', keyRange.start, keyRange.end);
        if (text[at] === '=') at++;
        else if (',}]'.includes(text[at] ?? ',')) return true;
      } else at++;
      const from = at;
      const node = value();
      if (node === undefined) {
        if (!stop) mistake('value-missing', keyRange.start, Math.max(from, keyRange.end));
        return !stop;
      }
      members.push({ key: read.key, keyRange, value: node });
      return true;
    });
    return end === undefined ? undefined : { kind: 'object', range: { start, end }, members, open };
  }

  /** Its `key` is `undefined` where it holds a template. */
  function readKey(): { readonly key: string | undefined } | undefined {
    const start = at;
    const quote = text[at];
    if (quote === '"' || quote === "'") {
      if (!string(quote)) return undefined;
      if (quote === "'") mistake('quotes-single', start, at);
      const said = text.slice(start + 1, at - 1);
      return { key: said.includes('{{') ? undefined : said };
    }
    const bare = /^[\p{L}_$][\p{L}\p{N}_$.-]*/u.exec(text.slice(at, at + 200))?.[0];
    if (bare === undefined) return giveUp('key-bare', start);
    at += bare.length;
    mistake('key-bare', start, at);
    return { key: bare };
  }

  function array(): JsonNode | undefined {
    const start = at++;
    const items: JsonNode[] = [];
    const end = list(start, ']', () => {
      const node = value();
      if (node === undefined) {
        if (!stop) giveUp('value-bare', at);
        return false;
      }
      items.push(node);
      return true;
    });
    const open = items.some(({ kind }) => kind === 'template');
    return end === undefined ? undefined : { kind: 'array', range: { start, end }, items, open };
  }

  /** What stands between brackets, parted by commas; where it ends, or `undefined` where it does not. */
  function list(start: number, close: '}' | ']', item: () => boolean): number | undefined {
    let comma = -1;
    for (let first = true; ; first = false) {
      let from = skip();
      while (text[at] === ',') {
        mistake('comma-extra', at++);
        from = skip();
      }
      if (at >= text.length) return stop ? undefined : giveUp('bracket-open', start);
      if (text[at] === close) {
        if (comma >= 0) mistake('comma-extra', comma);
        return ++at;
      }
      if (text[at] === '}' || text[at] === ']') return giveUp('bracket-wrong', at);
      if (!first && comma < 0) mistake('comma-missing', lastBefore(from), lastBefore(from) + 1);
      if (!item()) return undefined;
      skip();
      comma = text[at] === ',' ? at++ : -1;
      if (at === from) return giveUp('value-bare', at);
    }
  }

  /** The last character before `offset` that is no blank. */
  function lastBefore(offset: number): number {
    return Math.max(0, text.slice(0, offset).trimEnd().length - 1);
  }

  return { mistakes, value, skip, stopped: () => stop };
}

const SLASH = 0x2f;
