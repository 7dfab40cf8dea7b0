/** The beginning of a JSON text as people read it. */
export interface JsonStart {
  /** Indented by two blanks, every number and string as it was written. */
  readonly text: string;
  /** How many UTF-16 units of the JSON it shows: its length where it is all of it. */
  readonly end: number;
}

/**
 * At most so many lines, from 1, and about so many UTF-16 units, since a string may be as long as all of it; `undefined`
 * where that much of it is not JSON. What follows is not looked at, so the beginning of a long answer takes no longer
 * than that of a short one.
 */
export function jsonStart(json: string, lines: number, units: number): JsonStart | undefined {
  let text = '';
  let at = 0;
  let left = lines;
  let before: 'start' | 'bracket' | 'key' | 'colon' | 'value' | 'comma' = 'start';
  /** Brackets whose partner is to come, the innermost last. */
  let open = '';

  /** Whether there may be one more. */
  const newLine = () => {
    left -= 1;
    if (left > 0) text += `\n${'  '.repeat(open.length)}`;
    return left > 0;
  };
  const begins = () => before === 'bracket' || before === 'comma';
  const takesValue = () => before === 'start' || before === 'colon' || (begins() && open.endsWith('['));

  for (;;) {
    at = nextVisible(json, at);
    const character = json[at];
    switch (character) {
      case undefined:
        return before === 'value' && open === '' ? { text, end: at } : undefined;
      case '{':
      case '[': {
        if (!takesValue()) return undefined;
        const next = nextVisible(json, at + 1);
        text += character;
        if (json[next] === partner[character]) {
          text += partner[character];
          before = 'value';
          at = next + 1;
          break;
        }
        open += character;
        before = 'bracket';
        at += 1;
        if (!newLine()) return { text, end: at };
        break;
      }
      case '}':
      case ']':
        if (before !== 'value' || open.at(-1) !== partner[character]) return undefined;
        open = open.slice(0, -1);
        if (!newLine()) return { text, end: at };
        text += character;
        at += 1;
        break;
      case ',':
        if (before !== 'value' || open === '') return undefined;
        before = 'comma';
        text += character;
        at += 1;
        if (!newLine()) return { text, end: at };
        break;
      case ':':
        if (before !== 'key') return undefined;
        before = 'colon';
        text += ': ';
        at += 1;
        break;
      default: {
        const isKey = character === '"' && begins() && open.endsWith('{');
        if (!isKey && !takesValue()) return undefined;
        const end = character === '"' ? stringEnd(json, at) : plainEnd(json, at);
        if (end === undefined) return undefined;
        const token = json.slice(at, end);
        // JSON has no line break in a string.
        if (character === '"' && token.includes('\n')) return undefined;
        if (text.length + token.length > units) {
          const cut = wholeCharacters(json, at + Math.max(units - text.length, 0));
          return { text: text + json.slice(at, cut), end: cut };
        }
        text += token;
        before = isKey ? 'key' : 'value';
        at = end;
      }
    }
  }
}

/** The same place in a text, or the one before it where it lies in the middle of a character. */
export function wholeCharacters(text: string, place: number): number {
  return /[\ud800-\udbff]/.test(text.charAt(place - 1)) ? place - 1 : place;
}

const partner = { '{': '}', '[': ']', '}': '{', ']': '[' } as const;

function nextVisible(json: string, from: number): number {
  let at = from;
  while (isBlank(json.charCodeAt(at))) at += 1;
  return at;
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

/** Offset after the closing quote. */
function stringEnd(json: string, start: number): number | undefined {
  let quote = json.indexOf('"', start + 1);
  while (quote > 0 && isEscaped(json, quote)) quote = json.indexOf('"', quote + 1);
  return quote < 0 ? undefined : quote + 1;
}

function isEscaped(json: string, quote: number): boolean {
  let first = quote;
  while (json[first - 1] === '\\') first -= 1;
  return (quote - first) % 2 === 1;
}

/** Offset after a number or a word. */
function plainEnd(json: string, start: number): number | undefined {
  plain.lastIndex = start;
  return plain.test(json) ? plain.lastIndex : undefined;
}

const plain = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?=[\s,}\]]|$)/y;
