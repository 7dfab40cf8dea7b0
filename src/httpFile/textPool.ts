/**
 * Pieces of a text, where short ones that come again and again (names of headers and variables, methods,
 * media types) are one string: a large file says few of them very often.
 */
export interface TextPool {
  readonly text: string;
  /** By their length and some of their characters; `undefined`: each piece is a string of its own. */
  readonly kept: (string | undefined)[] | undefined;
}

/** The pieces of `text`, none of which is read yet. */
export function createTextPool(text: string): TextPool {
  return { text, kept: [] };
}

/** A text of which few pieces are wanted, and soon let go. */
export function withoutPool(text: string): TextPool {
  return { text, kept: undefined };
}

/** The piece between the offsets. */
export function slicePooled({ text, kept }: TextPool, start: number, end: number): string {
  const length = end - start;
  if (kept === undefined || length > longest || length < 1) return text.slice(start, end);
  const middle = text.charCodeAt(start + (length >> 1));
  const slot = (length * 37 + text.charCodeAt(start) * 5 + middle * 3 + text.charCodeAt(end - 1)) & 255;
  const known = kept[slot];
  if (known !== undefined && known.length === length && text.startsWith(known, start)) return known;
  const piece = text.slice(start, end);
  kept[slot] = piece;
  return piece;
}

const longest = 32;
