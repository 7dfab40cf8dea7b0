import { createCursor, type JsonCursor } from './jsonCursor.ts';
import type { JsonMember, JsonNode, JsonReading } from './jsonNode.ts';

/**
 * Reads JSON in which `{{...}}` may stand for any value, key or part of a string. Goes on behind mistakes that
 * people make (commas, quotes, comments). Never throws; time grows with the length of the text.
 */
export function readJsonText(text: string): JsonReading {
  const cursor = createCursor(text);
  const root = readValue(text, cursor);
  const at = cursor.skip();
  const end = text.trimEnd().length;
  return {
    root,
    mistakes: cursor.mistakes,
    rest: at < end && !cursor.stopped() ? { start: at, end } : undefined,
  };
}

/** Deeper nesting than any API takes; a guard for the stack. */
const deepest = 200;

/** The value that begins where the cursor stands; `undefined` where none does. */
function readValue(text: string, cursor: JsonCursor): JsonNode | undefined {
  const { mistake, giveUp, skip, behindTemplate, string } = cursor;
  let depth = 0;
  return value();

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
        mistake('quotes-single', start, cursor.at);
        return scalar(start);
      default:
        return word(start);
    }
  }

  function nested(read: () => JsonNode | undefined): JsonNode | undefined {
    if (++depth > deepest) return giveUp('bracket-open', cursor.at);
    const node = read();
    depth--;
    return node;
  }

  /** A template, with the letters and further templates that touch it. */
  function template(start: number, behind: number): JsonNode {
    cursor.at = behind;
    for (;;) {
      const next = behindTemplate(cursor.at);
      if (next !== undefined) cursor.at = next;
      else if (/[\w.+-]/.test(text[cursor.at] ?? '')) cursor.at++;
      else return { kind: 'template', range: { start, end: cursor.at } };
    }
  }

  function word(start: number): JsonNode | undefined {
    cursor.at = start;
    let holdsTemplate = false;
    while (cursor.at < text.length) {
      const next = behindTemplate(cursor.at);
      if (next === undefined && !/[^\s,:{}[\]"'/]/.test(text[cursor.at] ?? '')) break;
      holdsTemplate ||= next !== undefined;
      cursor.at = next ?? cursor.at + 1;
    }
    const said = text.slice(start, cursor.at);
    if (holdsTemplate) return { kind: 'template', range: { start, end: cursor.at } };
    if (said === '') return undefined;
    if (/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(said)) return scalar(start);
    if (said === 'true' || said === 'false' || said === 'null') return scalar(start);
    mistake(/^[-+.]?\d/.test(said) ? 'number-wrong' : 'value-bare', start, cursor.at);
    return scalar(start);
  }

  function scalar(start: number): JsonNode {
    return { kind: 'scalar', range: { start, end: cursor.at } };
  }

  function object(): JsonNode | undefined {
    const start = cursor.at++;
    const members: JsonMember[] = [];
    let open = false;
    const end = list(start, '}', () => {
      const keyStart = cursor.at;
      const behind = behindTemplate(cursor.at);
      const read = behind === undefined ? readKey() : { key: undefined };
      if (read === undefined) return false;
      cursor.at = behind ?? cursor.at;
      const keyRange = { start: keyStart, end: cursor.at };
      skip();
      if (text[cursor.at] !== ':') {
        if (behind !== undefined) {
          open = true;
          return true;
        }
        mistake('colon-missing', keyRange.start, keyRange.end);
        if (text[cursor.at] === '=') cursor.at++;
        else if (',}]'.includes(text[cursor.at] ?? ',')) return true;
      } else cursor.at++;
      const from = cursor.at;
      const node = value();
      if (node === undefined) {
        if (!cursor.stopped()) mistake('value-missing', keyRange.start, Math.max(from, keyRange.end));
        return !cursor.stopped();
      }
      members.push({ key: read.key, keyRange, value: node });
      return true;
    });
    return end === undefined ? undefined : { kind: 'object', range: { start, end }, members, open };
  }

  /** Its `key` is `undefined` where it holds a template. */
  function readKey(): { readonly key: string | undefined } | undefined {
    const start = cursor.at;
    const quote = text[cursor.at];
    if (quote === '"' || quote === "'") {
      if (!string(quote)) return undefined;
      if (quote === "'") mistake('quotes-single', start, cursor.at);
      const said = text.slice(start + 1, cursor.at - 1);
      return { key: said.includes('{{') ? undefined : said };
    }
    const bare = /^[\p{L}_$][\p{L}\p{N}_$.-]*/u.exec(text.slice(cursor.at, cursor.at + 200))?.[0];
    if (bare === undefined) return giveUp('key-bare', start);
    cursor.at += bare.length;
    mistake('key-bare', start, cursor.at);
    return { key: bare };
  }

  function array(): JsonNode | undefined {
    const start = cursor.at++;
    const items: JsonNode[] = [];
    const end = list(start, ']', () => {
      const node = value();
      if (node === undefined) {
        if (!cursor.stopped()) giveUp('value-bare', cursor.at);
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
      while (text[cursor.at] === ',') {
        mistake('comma-extra', cursor.at++);
        from = skip();
      }
      if (cursor.at >= text.length) return cursor.stopped() ? undefined : giveUp('bracket-open', start);
      if (text[cursor.at] === close) {
        if (comma >= 0) mistake('comma-extra', comma);
        return ++cursor.at;
      }
      if (text[cursor.at] === '}' || text[cursor.at] === ']') return giveUp('bracket-wrong', cursor.at);
      if (!first && comma < 0) mistake('comma-missing', lastBefore(from), lastBefore(from) + 1);
      if (!item()) return undefined;
      skip();
      comma = text[cursor.at] === ',' ? cursor.at++ : -1;
      if (cursor.at === from) return giveUp('value-bare', cursor.at);
    }
  }

  /** The last character before `offset` that is no blank. */
  function lastBefore(offset: number): number {
    return Math.max(0, text.slice(0, offset).trimEnd().length - 1);
  }
}
