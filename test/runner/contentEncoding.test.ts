import { deepEqual, equal, match } from 'node:assert/strict';
import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import zlib from 'node:zlib';
import { acceptedEncodings, unknownEncoding, unpacked, unpackers } from '../../src/runner/contentEncoding.ts';
import { failureOf } from '../../src/runner/failure.ts';

const plain = Buffer.from('{"id":9007199254740993}');
const { zstdCompressSync }: Partial<typeof zlib> = zlib;

describe('A packed body', () => {
  for (const [encoding, body] of [
    ['gzip', zlib.gzipSync(plain)],
    ['X-GZIP', zlib.gzipSync(plain)],
    ['deflate', zlib.deflateSync(plain)],
    ['deflate', zlib.deflateRawSync(plain)],
    ['br', zlib.brotliCompressSync(plain)],
    ['gzip, br', zlib.brotliCompressSync(zlib.gzipSync(plain))],
    ['identity', plain],
    ...(zstdCompressSync === undefined ? [] : [['zstd', zstdCompressSync(plain)] as const]),
  ] as const) {
    it(`is read as ${encoding}, whole and in pieces`, async () => {
      deepEqual(await unpacked(body, encoding), plain);
      deepEqual(await inPieces(body, encoding), plain);
    });
  }

  it('is asked for in what this Node can unpack', () => {
    equal(acceptedEncodings, `gzip, deflate, br${zstdCompressSync === undefined ? '' : ', zstd'}`);
  });

  it('is named where nobody here can unpack it', () => {
    equal(unknownEncoding({ 'content-encoding': 'gzip, X-Squeezed' }), 'x-squeezed');
    for (const encoding of ['gzip', 'Identity', '', ['br', 'deflate']])
      equal(unknownEncoding({ 'content-encoding': encoding }), undefined);
    equal(unknownEncoding({}), undefined);
  });

  it('that is damaged is an error', async () => {
    const url = new URL('https://api.example');
    const spoilt = Buffer.from('nothing packed');
    for (const encoding of acceptedEncodings.split(', ')) {
      const error = await unpacked(spoilt, encoding).catch((thrown: unknown) => thrown);
      match(failureOf(error, url).message, /^api\.example answered, but the body could not be unpacked/);
      const later = await inPieces(spoilt, encoding).catch((thrown: unknown) => thrown);
      match(failureOf(later, url).message, /could not be unpacked/);
    }
  });
});

/** One byte at a time. */
async function inPieces(body: Buffer, encoding: string): Promise<Buffer> {
  const out = new PassThrough();
  const pieces = Array.from(body, byte => Buffer.of(byte));
  await pipeline([Readable.from(pieces), ...unpackers(encoding), out]);
  return out.read() ?? Buffer.alloc(0);
}
