import { deepEqual, equal, match } from 'node:assert/strict';
import zlib from 'node:zlib';
import { acceptedEncodings, unpacked } from '../../src/runner/contentEncoding.ts';
import { failureOf } from '../../src/runner/failure.ts';

const plain = Buffer.from('{"id":9007199254740993}');
const { zstdCompressSync }: Partial<typeof zlib> = zlib;

describe('A packed body', () => {
  for (const [encoding, body] of [
    ['gzip', zlib.gzipSync(plain)],
    ['X-GZIP', zlib.gzipSync(plain)],
    ['deflate', zlib.deflateSync(plain)],
    ['br', zlib.brotliCompressSync(plain)],
    ['gzip, br', zlib.brotliCompressSync(zlib.gzipSync(plain))],
    ['identity', plain],
    ...(zstdCompressSync === undefined ? [] : [['zstd', zstdCompressSync(plain)] as const]),
  ] as const) {
    it(`is read as ${encoding}`, async () => {
      deepEqual(await unpacked(body, encoding), plain);
    });
  }

  it('is asked for in what this Node can unpack', () => {
    equal(acceptedEncodings, `gzip, deflate, br${zstdCompressSync === undefined ? '' : ', zstd'}`);
  });

  it('that is damaged is an error', async () => {
    const url = new URL('https://api.example');
    const spoilt = Buffer.from('nothing packed');
    for (const encoding of acceptedEncodings.split(', ')) {
      const error = await unpacked(spoilt, encoding).catch((thrown: unknown) => thrown);
      match(failureOf(error, url).message, /^api\.example answered, but the body could not be unpacked/);
    }
  });
});
