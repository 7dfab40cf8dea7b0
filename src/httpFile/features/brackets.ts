import type { Range } from '../syntax.ts';

/**
 * Pairs of `{}` and `[]` outside of strings, from the opening to behind the closing one, by where they open.
 * Text that is no JSON gives the pairs that close as they opened; `{{name}}` is no pair.
 */
export function brackets(text: string): readonly Range[] {
  const found: Range[] = [];
  const open: { readonly at: number; readonly closing: string }[] = [];
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '"') at = behindString(text, at) - 1;
    else if (character === '{' && text.charAt(at + 1) === '{' && reference.test(text.slice(at, at + 256)))
      at = text.indexOf('}}', at) + 1;
    else if (character === '{' || character === '[')
      open.push({ at, closing: character === '{' ? '}' : ']' });
    else if (character === '}' || character === ']') {
      const last = open.at(-1);
      if (last?.closing !== character) continue;
      open.pop();
      found.push({ start: last.at, end: at + 1 });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/** A string ends at its quote, or at the end of its line where it has none. */
export function behindString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '\\') at++;
    else if (character === '"') return at + 1;
    else if (character === '\n') return at;
  }
  return text.length;
}

const reference = /^\{\{[^{}\r\n]*\}\}/;
