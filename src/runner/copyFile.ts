import { randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

/**
 * Copies a file piece by piece and tells the bytes that are there. The copy may be written to, and takes the
 * place of an earlier file only when it is whole. `false`: `signal` stopped it. Rejects with Node's error.
 */
export async function copyInPieces(
  path: string,
  target: string,
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
): Promise<boolean> {
  // Nobody's file is of that name, and no link that lies in wait there is followed.
  const part = `${target}.${randomBytes(6).toString('hex')}.part`;
  let bytes = 0;
  async function* counted(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const piece of pieces) {
      bytes += piece.length;
      onBytes(bytes);
      yield piece;
    }
  }
  try {
    const from = createReadStream(path, { highWaterMark: 1 << 20 });
    await pipeline(from, counted, createWriteStream(part, { flags: 'wx' }), { signal });
    await rename(part, target);
    return true;
  } catch (error) {
    await rm(part, { force: true });
    if (signal.aborted) return false;
    throw error;
  }
}
