import { deepEqual, equal, match, rejects } from 'node:assert/strict';
import { Writable } from 'node:stream';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { BodyProblem } from '../../src/runner/bodyFiles.ts';
import { type BodySink, receiveBody } from '../../src/runner/receiveBody.ts';
import { type BodyFolder, openBodyFolder } from '../support/bodyFolder.ts';
import { utf16 } from '../support/utf16.ts';

const url = new URL('https://sandbox.procore.com/rest/v1.0/rfis');
const rows = `[${Array.from({ length: 8000 }, (_, index) => `{"id":${9007199254740993n + BigInt(index)},"subject":"Tür ${index}"}`).join(',')}]`;
const long = Buffer.from(rows);
const json = { 'content-type': 'application/json' };

describe('A body that is received', () => {
  let folder: BodyFolder;
  before(async () => {
    folder = await openBodyFolder();
  });
  after(() => folder.remove());
  afterEach(async () => {
    for (const path of await folder.paths()) await folder.files.remove(path);
  });

  function receive(
    body: Buffer,
    headers: Readonly<Record<string, string>>,
    changes: Partial<BodySink['files']> = {},
  ) {
    const asked: string[] = [];
    const flow = {
      pause: () => asked.push('pause'),
      resume: () => asked.push('resume'),
      abort: (reason: Error) => asked.push(`abort: ${reason.message}`),
    };
    const sink = { files: { ...folder.files, ...changes }, secrets: ['the-token-of-the-account'] };
    const receiver = receiveBody({ headers, url, sink, flow });
    for (let at = 0; at < body.length; at += 16_384) receiver.take(body.subarray(at, at + 16_384));
    return { receiver, asked };
  }

  it('stays in memory up to the limit', async () => {
    const { receiver } = receive(Buffer.from('[1]'), json);
    deepEqual(await receiver.end(), { body: Buffer.from('[1]') });
  });

  for (const [encoding, packed] of [
    ['identity', long],
    ['gzip', gzipSync(long)],
    ['br', brotliCompressSync(long, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } })],
  ] as const) {
    it(`goes to a file above the limit, unpacked from ${encoding}, every byte as it came`, async () => {
      const { receiver } = receive(packed, { ...json, 'content-encoding': encoding });
      const { body, stored } = await receiver.end();
      equal(stored?.bytes, long.length);
      equal(stored?.masked, false);
      match(stored?.path ?? '', /\.json$/);
      deepEqual(await folder.read(stored?.path ?? ''), long);
      deepEqual(body, long.subarray(0, 65_536));
    });
  }

  it('that is long says how much of it has come', async () => {
    const heard: number[] = [];
    const sink = { files: folder.files, secrets: [], onBytes: (bytes: number) => heard.push(bytes) };
    const flow = { pause() {}, resume() {}, abort() {} };
    const receiver = receiveBody({ headers: json, url, sink, flow });
    receiver.take(long);
    receiver.take(long);
    await receiver.end();
    deepEqual(heard, [2 * long.length]);
  });

  it('is masked on its way to the file', async () => {
    const text = `[{"access_token":"abc"},"the-token-of-the-account",${rows.slice(1)}`;
    const { receiver } = receive(Buffer.from(text), json);
    const { stored } = await receiver.end();
    equal(stored?.masked, true);
    match(String(await folder.read(stored?.path ?? '')), /^\[\{"access_token":"\*\*\*"\},"\*\*\*",\{"id"/);
  });

  for (const charset of ['utf-16le', 'utf-16be'] as const) {
    it(`is masked in ${charset} too, and stays ${charset}`, async () => {
      const text = `["the-token-of-the-account",${rows.slice(1)}`;
      const { receiver } = receive(utf16(text, charset), json);
      const { stored } = await receiver.end();
      equal(stored?.masked, true);
      deepEqual(
        await folder.read(stored?.path ?? ''),
        utf16(text.replace('the-token-of-the-account', '***'), charset),
      );
    });
  }

  it('of a picture is left as it is, also where it looks like a secret', async () => {
    const picture = Buffer.concat([Buffer.from('\0access_token=abc '), Buffer.alloc(200_000, 7)]);
    const { receiver } = receive(picture, { 'content-type': 'image/png' });
    const { stored } = await receiver.end();
    match(stored?.path ?? '', /\.png$/);
    deepEqual(await folder.read(stored?.path ?? ''), picture);
  });

  it('makes the sender wait while the file is written', async () => {
    const release: (() => void)[] = [];
    const slow = new Writable({
      highWaterMark: 1,
      write: (_chunk, _encoding, done) => {
        release.push(done);
      },
    });
    const { receiver, asked } = receive(Buffer.alloc(4_000_000, 32), json, {
      create: async () => ({ path: 'slow', stream: slow }),
    });
    deepEqual(asked, ['pause']);
    const writeOn = async (isEnough: () => boolean) => {
      while (!isEnough()) {
        await new Promise(resolve => setImmediate(resolve));
        release.shift()?.();
      }
    };
    await writeOn(() => asked.length > 1);
    deepEqual(asked, ['pause', 'resume']);
    const ended = receiver.end();
    await writeOn(() => slow.writableFinished);
    equal((await ended).stored?.bytes, 4_000_000);
  });

  it('that is damaged leaves no file', async () => {
    const spoilt = gzipSync(Buffer.from(Array.from({ length: 400_000 }, () => Math.random() * 256)));
    spoilt.fill(0, 200_000, 200_100);
    const { receiver } = receive(spoilt, { ...json, 'content-encoding': 'gzip' });
    await rejects(async () => receiver.end(), { code: 'Z_DATA_ERROR' });
    deepEqual(await folder.paths(), []);
  });

  it('that nobody wants any more leaves no file', async () => {
    const { receiver } = receive(long, json);
    receiver.drop();
    await rejects(async () => receiver.end());
    deepEqual(await folder.paths(), []);
  });

  it('that may not go to a file stops the sender with a sentence', async () => {
    const { receiver, asked } = receive(long, json, {
      create: () => Promise.reject(new BodyProblem('body-too-large', 'The body is too long.')),
    });
    await rejects(async () => receiver.end(), { code: 'body-too-large' });
    deepEqual(asked, ['abort: The body is too long.']);
  });

  it('that finds no room on the disk says so', async () => {
    const full = new Writable({
      write: (_chunk, _encoding, done) =>
        done(
          Object.assign(new Error('ENOSPC: no space left on device, write'), {
            code: 'ENOSPC',
            syscall: 'write',
          }),
        ),
    });
    const { receiver } = receive(long, json, {
      name: 'rows.json',
      create: async () => ({ path: 'full', stream: full }),
    });
    await rejects(async () => receiver.end(), {
      code: 'body-not-kept',
      message:
        'The body could not be written to a file: ENOSPC: no space left on device, write, in rows.json. Make room on that disk, or name a file on another one.',
    });
  });
});
