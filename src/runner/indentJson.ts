/** Indents JSON that comes in pieces. */
export interface JsonIndenter {
  push(piece: string): string;
  /** Whether every bracket found its partner so far. */
  readonly balanced: boolean;
  /** Whether all of it is closed: nothing is missing at the end. */
  readonly closed: boolean;
}

/**
 * Indents by two blanks, every number and string as it was written. It looks at brackets, commas, quotes and
 * blanks only, so pieces may be cut anywhere, and may be bytes read as Latin-1. Nothing is parsed: what is no
 * JSON loses its blanks.
 */
export function indentJson(): JsonIndenter {
  const open: string[] = [];
  let balanced = true;
  let inString = false;
  /** The piece ended after an odd number of backslashes. */
  let escaped = false;
  /** A bracket was opened, and nothing has come in it yet. */
  let empty = false;

  const newLine = () => `\n${'  '.repeat(open.length)}`;

  function push(piece: string): string {
    let out = '';
    let at = 0;
    while (at < piece.length) {
      if (inString) {
        const end = stringEnd(piece, at);
        out += piece.slice(at, end);
        at = end;
        continue;
      }
      const character = piece[at] ?? '';
      if (isBlank(character)) {
        at += 1;
        continue;
      }
      if (character === '}' || character === ']') {
        if (open.pop() !== partner[character]) balanced = false;
        out += empty ? character : newLine() + character;
        empty = false;
        at += 1;
        continue;
      }
      if (empty) out += newLine();
      empty = false;
      if (character === '{' || character === '[') {
        out += character;
        open.push(character);
        empty = true;
      } else if (character === ',') out += `,${newLine()}`;
      else if (character === ':') out += ': ';
      else if (character === '"') {
        out += '"';
        inString = true;
      } else {
        const end = plainEnd(piece, at);
        out += piece.slice(at, end);
        at = end;
        continue;
      }
      at += 1;
    }
    return out;
  }

  /** Offset after the closing quote, or the end of the piece. */
  function stringEnd(piece: string, start: number): number {
    let from = start;
    for (;;) {
      const quote = piece.indexOf('"', from);
      const stop = quote < 0 ? piece.length : quote;
      let first = stop;
      while (first > start && piece[first - 1] === '\\') first -= 1;
      const odd = (stop - first) % 2 === 1;
      const isEscaped = first === start && escaped ? !odd : odd;
      if (quote < 0) {
        escaped = isEscaped;
        return piece.length;
      }
      if (!isEscaped) {
        inString = false;
        escaped = false;
        return quote + 1;
      }
      from = quote + 1;
    }
  }

  return {
    push,
    get balanced() {
      return balanced;
    },
    get closed() {
      return balanced && open.length === 0 && !inString;
    },
  };
}

const partner: Readonly<Record<string, string>> = { '}': '{', ']': '[' };

/** Where a number or a word ends. */
function plainEnd(piece: string, start: number): number {
  let at = start + 1;
  while (at < piece.length && !structural.has(piece[at] ?? '')) at += 1;
  return at;
}

const structural: ReadonlySet<string> = new Set('{}[],:" \n\r\t');

function isBlank(character: string): boolean {
  return character === ' ' || character === '\n' || character === '\r' || character === '\t';
}
