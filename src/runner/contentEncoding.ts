import { promisify } from 'node:util';
import zlib from 'node:zlib';

type Decode = (body: Buffer, options: object) => Promise<Buffer>;

// Node has it from 22.15 on.
const { zstdDecompress }: Partial<typeof zlib> = zlib;

const decoders: ReadonlyMap<string, Decode> = new Map<string, Decode>([
  ['gzip', promisify(zlib.gunzip)],
  ['x-gzip', promisify(zlib.gunzip)],
  ['deflate', promisify(zlib.inflate)],
  ['br', promisify(zlib.brotliDecompress)],
  ...(zstdDecompress === undefined ? [] : [['zstd', promisify(zstdDecompress)] as const]),
]);

/** What requests ask for as `Accept-Encoding`: what this Node can unpack. */
export const acceptedEncodings = ['gzip', 'deflate', 'br', 'zstd']
  .filter(name => decoders.has(name))
  .join(', ');

/** A small body may unfold into this much, in bytes, and no more. */
const maxOutputLength = 1 << 30;

/**
 * Unpacks a body by its `Content-Encoding`, the last encoding first; a name that nobody knows is passed
 * over. Rejects with Node's error where the body is damaged or unfolds into more than 1 GiB.
 */
export async function unpacked(body: Buffer, encoding: string | readonly string[]): Promise<Buffer> {
  let text = body;
  for (const name of [encoding].flat().join(',').split(',').toReversed()) {
    const decode = decoders.get(name.trim().toLowerCase());
    if (decode !== undefined) text = await decode(text, { maxOutputLength });
  }
  return text;
}
