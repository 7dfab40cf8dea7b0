import { Transform, type TransformCallback } from 'node:stream';
import { promisify } from 'node:util';
import zlib from 'node:zlib';
import type { HeaderMap } from '../procore/headers.ts';

type Decode = (body: Buffer, options: object) => Promise<Buffer>;

// Node has it from 22.15 on.
const { zstdDecompress, createZstdDecompress }: Partial<typeof zlib> = zlib;

const inflate = promisify(zlib.inflate);
const inflateRaw = promisify(zlib.inflateRaw);

const decoders: ReadonlyMap<string, Decode> = new Map<string, Decode>([
  ['gzip', promisify(zlib.gunzip)],
  ['x-gzip', promisify(zlib.gunzip)],
  ['deflate', (body, options) => (isZlib(body) ? inflate : inflateRaw)(body, options)],
  ['br', promisify(zlib.brotliDecompress)],
  ...(zstdDecompress === undefined ? [] : [['zstd', promisify(zstdDecompress)] as const]),
]);

const streams: ReadonlyMap<string, () => Transform> = new Map<string, () => Transform>([
  ['gzip', zlib.createGunzip],
  ['x-gzip', zlib.createGunzip],
  ['deflate', () => new EitherInflate()],
  ['br', zlib.createBrotliDecompress],
  ...(createZstdDecompress === undefined ? [] : [['zstd', createZstdDecompress] as const]),
]);

/**
 * `deflate` means the zlib format (RFC 9110, 8.4.1.2), and some servers send it without that header. Where one
 * begins so, the four lowest bits are 8; a raw one has them only by bits that it does not use.
 */
function isZlib(start: Uint8Array): boolean {
  return ((start[0] ?? 8) & 15) === 8;
}

/** Unpacks both by the first byte that comes. */
class EitherInflate extends Transform {
  #inner: Transform | undefined;

  override _transform(piece: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#inner ??= this.#start(piece);
    this.#inner.write(piece, done);
  }

  override _flush(done: TransformCallback): void {
    const inner = this.#inner ?? this.#start(Buffer.alloc(0));
    inner.once('end', done).end();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#inner?.destroy();
    done(error);
  }

  #start(piece: Buffer): Transform {
    const inner = isZlib(piece) ? zlib.createInflate() : zlib.createInflateRaw();
    inner.on('data', (open: Buffer) => this.push(open)).on('error', error => this.destroy(error));
    return inner;
  }
}

/** The first encoding that an answer names and nobody here can unpack; `undefined`: there is none. */
export function unknownEncoding(headers: HeaderMap): string | undefined {
  const encoding = headers['content-encoding'];
  if (encoding === undefined) return undefined;
  return lastFirst(encoding).find(name => name !== '' && name !== 'identity' && !decoders.has(name));
}

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
