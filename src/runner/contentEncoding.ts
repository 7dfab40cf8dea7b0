import type { Transform } from 'node:stream';
import { promisify } from 'node:util';
import zlib from 'node:zlib';

type Decode = (body: Buffer, options: object) => Promise<Buffer>;

// Node has it from 22.15 on.
const { zstdDecompress, createZstdDecompress }: Partial<typeof zlib> = zlib;

const decoders: ReadonlyMap<string, Decode> = new Map<string, Decode>([
  ['gzip', promisify(zlib.gunzip)],
  ['x-gzip', promisify(zlib.gunzip)],
  ['deflate', promisify(zlib.inflate)],
  ['br', promisify(zlib.brotliDecompress)],
  ...(zstdDecompress === undefined ? [] : [['zstd', promisify(zstdDecompress)] as const]),
]);

const streams: ReadonlyMap<string, () => Transform> = new Map<string, () => Transform>([
  ['gzip', zlib.createGunzip],
  ['x-gzip', zlib.createGunzip],
  ['deflate', zlib.createInflate],
  ['br', zlib.createBrotliDecompress],
  ...(createZstdDecompress === undefined ? [] : [['zstd', createZstdDecompress] as const]),
]);

/** What requests ask for as `Accept-Encoding`: what this Node can unpack. */
export const acceptedEncodings = ['gzip', 'deflate', 'br', 'zstd']
  .filter(name => decoders.has(name))
  .join(', ');

/** A small body may unfold into this much, in bytes, and no more. */
const maxOutputLength = 1 << 30;

/**
 * Unpacks a body by its `Content-Encoding`, the last encoding first; a name that nobody knows is passed
 * over. Rejects with Node's error where the body is damaged or unfolds into more than `most` bytes (then its
 * code is `ERR_BUFFER_TOO_LARGE`); default: 1 GiB.
 */
export async function unpacked(
  body: Buffer,
  encoding: string | readonly string[],
  most = maxOutputLength,
): Promise<Buffer> {
  let text = body;
  for (const name of lastFirst(encoding)) {
    const decode = decoders.get(name);
    if (decode !== undefined) text = await decode(text, { maxOutputLength: Math.max(1, most) });
  }
  return text;
}

/** The same for a body that comes in pieces: streams to send it through, one after another. */
export function unpackers(encoding: string | readonly string[]): readonly Transform[] {
  return lastFirst(encoding).flatMap(name => streams.get(name)?.() ?? []);
}

function lastFirst(encoding: string | readonly string[]): readonly string[] {
  return [encoding]
    .flat()
    .join(',')
    .split(',')
    .map(name => name.trim().toLowerCase())
    .toReversed();
}
