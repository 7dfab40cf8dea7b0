import { createReadStream } from 'node:fs';
import { charsetOfBytes, markLength } from './charset.ts';

/** Of files up to this length the rows are counted; nobody waits for those of longer ones. In bytes. */
const longestCounted = 256 << 20;

/**
 * How many rows the list in a JSON file has: the elements of the array that it is, or that it holds under
 * `data`. Reads it piece by piece. `undefined`: it is no such list, too long, or cannot be read.
 */
export async function countRowsIn(file: {
  readonly path: string;
  readonly bytes: number;
}): Promise<number | undefined> {
  if (file.bytes > longestCounted) return undefined;
  try {
    const counter = createRowCounter();
    let first = true;
    for await (const piece of createReadStream(file.path, { highWaterMark: 256 * 1024 })) {
      const bytes: Buffer = piece;
      if (first && charsetOfBytes(bytes, true)?.startsWith('utf-16')) return undefined;
      counter.push(first ? bytes.subarray(markLength(bytes)) : bytes);
      first = false;
    }
    return counter.count();
  } catch {
    return undefined;
  }
}

/** Counts the rows of a list in UTF-8 that comes in pieces. */
export function createRowCounter(): {
  push(piece: Uint8Array): void;
  /** `undefined`: what came is no whole list. */
  count(): number | undefined;
} {
  let depth = 0;
  /** Of the elements of the list; 0: its array has not opened. */
  let rowDepth = 0;
  let rows = 0;
  let hasElement = false;
  let closed = false;
  let inString = false;
  let escaped = false;
  /** The last string in the outermost object, as far as it may be `data`. */
  let key = '';
  let isKey = false;

  function open(byte: number): void {
    const isList = byte === 0x5b && rowDepth === 0 && !closed;
    if (depth === rowDepth && rowDepth > 0) hasElement = true;
    depth += 1;
    if (isList && (depth === 1 || (depth === 2 && isKey && key === 'data'))) rowDepth = depth;
    isKey = false;
  }

  function close(): void {
    if (depth === rowDepth && rowDepth > 0) {
      if (hasElement) rows += 1;
      rowDepth = 0;
      closed = true;
    }
    depth -= 1;
  }

  function inside(byte: number): void {
    if (escaped) escaped = false;
    else if (byte === 0x5c) escaped = true;
    else if (byte === 0x22) inString = false;
    else if (depth === 1 && rowDepth === 0 && key.length < 5) key += String.fromCharCode(byte);
  }

  return {
    push(piece) {
      for (let at = 0; at < piece.length; at += 1) {
        const byte = piece[at] ?? 0;
        if (inString) inside(byte);
        else if (byte === 0x22) {
          inString = true;
          key = '';
          isKey = false;
          if (depth === rowDepth) hasElement = true;
        } else if (byte === 0x5b || byte === 0x7b) open(byte);
        else if (byte === 0x5d || byte === 0x7d) close();
        else if (byte === 0x3a) isKey = depth === 1;
        else if (byte > 0x20) {
          if (depth === rowDepth) {
            if (byte === 0x2c) rows += 1;
            else hasElement = true;
          }
          isKey = false;
        }
      }
    },
    count: () => (closed && depth === 0 && !inString ? rows : undefined),
  };
}
