/** A piece of the text, valid until the next one is asked for. */
export type BytePiece = Uint8Array;

const pieceLength = 64 * 1024;

/**
 * The elements of a JSON array, given without its brackets, one on each line with nothing between but line
 * feeds: what JSON Lines wants. Works on UTF-8 as it came.
 */
export function* rowLines(elements: Uint8Array): Generator<BytePiece> {
  const piece = new Uint8Array(pieceLength);
  let length = 0;
  let depth = 0;
  let inString = false;
  for (let at = 0; at < elements.length; at += 1) {
    const byte = elements[at] ?? 0;
    let kept = byte;
    if (inString) {
      if (byte === 0x22) inString = false;
      else if (byte === 0x5c) {
        piece[length++] = byte;
        at += 1;
        kept = elements[at] ?? 0x22;
      }
    } else if (byte === 0x22) inString = true;
    else if (byte === 0x7b || byte === 0x5b) depth += 1;
    else if (byte === 0x7d || byte === 0x5d) depth -= 1;
    else if (byte === 0x2c && depth === 0) kept = 0x0a;
    else if (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) continue;
    piece[length++] = kept;
    if (length < pieceLength - 1) continue;
    yield piece.subarray(0, length);
    length = 0;
  }
  if (length > 0) yield piece.subarray(0, length);
}

/** The bytes in pieces, as they are. */
export function* pieces(bytes: Uint8Array): Generator<BytePiece> {
  for (let at = 0; at < bytes.length; at += pieceLength) yield bytes.subarray(at, at + pieceLength);
}
