import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { ConnectProblem } from './network.ts';

/** A body that is read while it is sent, so that it never stands in memory. */
export interface StreamedBody {
  /** Known before anything is sent; sending fails where the content turns out longer or shorter. */
  readonly byteLength: number;
  /** Its content from the start, anew for each attempt. */
  open(): AsyncIterable<Uint8Array>;
}

/** What a request carries. */
export type SentBody = string | Uint8Array | StreamedBody | undefined;

/** In bytes. Smaller files are read whole: that is quicker, and they can be shown. */
export const smallFile = 1 << 20;

/** Whether the body is read only while it is sent. */
export function isStreamed(body: SentBody): body is StreamedBody {
  return typeof body === 'object' && 'open' in body;
}

/** In bytes on the wire. */
export function lengthOfBody(body: SentBody): number {
  if (body === undefined) return 0;
  return typeof body === 'string' ? Buffer.byteLength(body) : body.byteLength;
}

/** A stretch of a file on disk, from `start` and `byteLength` long; a file that became shorter fails the sending. */
export function fileBody(path: string, byteLength: number, start = 0): StreamedBody {
  return {
    byteLength,
    async *open() {
      if (byteLength === 0) return;
      let read = 0;
      for await (const chunk of createReadStream(path, { start, end: start + byteLength - 1 })) {
        read += chunk.length;
        yield chunk;
      }
      if (read < byteLength) {
        throw new ConnectProblem(
          'body-file-changed',
          `The file ${path} became shorter while it was sent. Send it again when nothing writes to it.`,
        );
      }
    },
  };
}

/**
 * The same body, which tells how many bytes go out with each piece, and how many have since it was opened. One that
 * stands in memory tells nothing.
 */
export function watchedBody(body: SentBody, onPiece: (bytes: number, sent: number) => void): SentBody {
  if (!isStreamed(body)) return body;
  return {
    byteLength: body.byteLength,
    async *open() {
      let sent = 0;
      for await (const chunk of body.open()) {
        sent += chunk.length;
        onPiece(chunk.length, sent);
        yield chunk;
      }
    },
  };
}

/** Pieces one after another: streamed as soon as one of them is. */
export function joinedBody(pieces: readonly (string | Uint8Array | StreamedBody)[]): SentBody {
  const [only] = pieces;
  if (pieces.length <= 1) return only ?? '';
  if (!pieces.some(isStreamed)) {
    return Buffer.concat(pieces.flatMap(piece => (isStreamed(piece) ? [] : Buffer.from(piece))));
  }
  return {
    byteLength: pieces.reduce((sum, piece) => sum + lengthOfBody(piece), 0),
    async *open() {
      for (const piece of pieces) {
        if (isStreamed(piece)) yield* piece.open();
        else if (piece.length > 0) yield Buffer.from(piece);
      }
    },
  };
}

/** The beginning of a body, at most `most` bytes of it. */
export async function headOf(body: Uint8Array | StreamedBody, most: number): Promise<Uint8Array> {
  if (!isStreamed(body)) return body.subarray(0, most);
  const chunks: Uint8Array[] = [];
  let read = 0;
  for await (const chunk of body.open()) {
    chunks.push(chunk);
    read += chunk.length;
    if (read >= most) break;
  }
  return Buffer.concat(chunks).subarray(0, most);
}

/** What undici sends, with the headers that it needs beside it. Reading begins when the connection stands. */
export function bodyOnTheWire(body: SentBody): {
  readonly body: string | Uint8Array | Readable | null;
  readonly headers: readonly string[];
} {
  if (!isStreamed(body)) return { body: body ?? null, headers: [] };
  return {
    body: Readable.from(body.open(), { objectMode: false, highWaterMark: 64 * 1024 }),
    headers: ['content-length', String(body.byteLength)],
  };
}
