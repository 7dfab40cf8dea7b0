/** Reads the piece of a text between two offsets. */
export type Slice = (start: number, end: number) => string;

/**
 * Pieces of `text`, where short ones that come again and again (names of headers and variables, methods,
 * media types) are one string: a large file says few of them very often.
 */
export function createTextPool(text: string): Slice {
  const pool: string[] = [];
  return (start, end) => {
    const length = end - start;
    if (length > longest || length < 1) return text.slice(start, end);
    const middle = text.charCodeAt(start + (length >> 1));
    const slot = (length * 37 + text.charCodeAt(start) * 5 + middle * 3 + text.charCodeAt(end - 1)) & 255;
    const kept = pool[slot];
    if (kept !== undefined && kept.length === length && text.startsWith(kept, start)) return kept;
    const piece = text.slice(start, end);
    pool[slot] = piece;
    return piece;
  };
}

const longest = 32;
