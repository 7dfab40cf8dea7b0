/** A JSON value as it is written: numbers keep all their digits. Offsets count UTF-16 units. */
export type WrittenJson =
  | { readonly kind: 'object'; readonly members: readonly WrittenMember[] }
  | { readonly kind: 'array'; readonly items: readonly WrittenJson[]; readonly start: number }
  | { readonly kind: 'string' | 'number' | 'boolean' | 'null'; readonly text: string };

/** A member of an object; `start` is where its key begins. */
export interface WrittenMember {
  readonly key: string;
  readonly start: number;
  readonly value: WrittenJson;
}

/**
 * Reads JSON that may hold comments and commas before a closing bracket, as people write configuration. Of
 * several members with one key all are given. `problem`: the first mistake, in a sentence. Never throws.
 */
export function readJsonWithComments(
  text: string,
): { readonly value: WrittenJson } | { readonly problem: string; readonly start: number } {
  try {
    const reader = createReader(text);
    const value = reader.value(0);
    reader.end();
    return { value };
  } catch (error) {
    if (error instanceof Mistake) return { problem: error.message, start: error.start };
    throw error;
  }
}

/** The value as compact JSON. */
export function printWrittenJson(value: WrittenJson): string {
  switch (value.kind) {
    case 'object':
      return `{${value.members.map(({ key, value: inner }) => `${JSON.stringify(key)}:${printWrittenJson(inner)}`).join()}}`;
    case 'array':
      return `[${value.items.map(printWrittenJson).join()}]`;
    case 'string':
      return JSON.stringify(value.text);
    default:
      return value.text;
  }
}

class Mistake extends Error {
  readonly start: number;

  constructor(message: string, start: number) {
    super(message);
    this.start = start;
  }
}

/** Guards the stack; no configuration is nested so deep. */
const deepest = 100;
const blankOrComment = /(?:[\s\ufeff]+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
const quoted = /"(?:[^"\\\n\r]|\\.)*"/y;
const word = /[^\s,:{}[\]"/]+/y;

function createReader(text: string) {
  let at = 0;

  function match(pattern: RegExp): string | undefined {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    at += found?.length ?? 0;
    return found;
  }

  function next(): string {
    match(blankOrComment);
    return text.charAt(at);
  }

  function expected(what: string): Mistake {
    const found = at >= text.length ? 'the file ends' : `"${text.slice(at, at + 1)}" stands`;
    return new Mistake(`${found} where ${what} is expected`, Math.min(at, text.length));
  }

  function string(): string {
    const start = at;
    const said = match(quoted);
    if (said === undefined) throw new Mistake('a text has no closing " on its line', start);
    try {
      const value: unknown = JSON.parse(said);
      return String(value);
    } catch {
      throw new Mistake('a text holds a character or a \\ that JSON does not allow', start);
    }
  }

  function value(depth: number): WrittenJson {
    if (depth > deepest) throw new Mistake(`brackets are nested more than ${deepest} deep`, at);
    switch (next()) {
      case '{':
        return { kind: 'object', members: object(depth) };
      case '[': {
        const start = at;
        return { kind: 'array', items: array(depth), start };
      }
      case '"':
        return { kind: 'string', text: string() };
      default:
        return literal();
    }
  }

  function literal(): WrittenJson {
    const start = at;
    const said = match(word) ?? '';
    if (said === 'true' || said === 'false') return { kind: 'boolean', text: said };
    if (said === 'null') return { kind: 'null', text: said };
    if (/^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(said)) return { kind: 'number', text: said };
    at = start;
    throw said === '' ? expected('a value') : new Mistake(`${said.slice(0, 40)} has no quotes`, start);
  }

  function object(depth: number): readonly WrittenMember[] {
    const members: WrittenMember[] = [];
    at++;
    while (next() !== '}') {
      const start = at;
      if (text.charAt(at) !== '"') throw expected('a name in double quotes or }');
      const key = string();
      if (next() !== ':') throw expected('a colon');
      at++;
      members.push({ key, start, value: value(depth + 1) });
      comma('}');
    }
    at++;
    return members;
  }

  function array(depth: number): readonly WrittenJson[] {
    const items: WrittenJson[] = [];
    at++;
    while (next() !== ']') {
      items.push(value(depth + 1));
      comma(']');
    }
    at++;
    return items;
  }

  function comma(close: string): void {
    const found = next();
    if (found === ',') at++;
    else if (found !== close) throw expected(`a comma or ${close}`);
  }

  return {
    value,
    end() {
      if (next() !== '') throw expected('the end');
    },
  };
}
