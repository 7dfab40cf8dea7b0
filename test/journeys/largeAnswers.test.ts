import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { type BodyFolder, openBodyFolder } from '../support/bodyFolder.ts';
import { type RunOptions, runText } from '../support/runText.ts';
import { utf16 } from '../support/utf16.ts';

const rows = `[${Array.from({ length: 20_000 }, (_, index) => `{"id":${9007199254740993n + BigInt(index)},"subject":"Tür ${index}"}`).join(',')}]`;
const long = Buffer.from(rows);
const picture = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0xff, 7]);
const wideJson = utf16('{"city":"Zürich"}', 'utf-16le');

describe('A large answer', () => {
  let server: Server;
  let origin: string;
  let folder: BodyFolder;
  const seen: string[] = [];

  before(async () => {
    server = createServer(({ url = '' }, response) => {
      seen.push(url);
      const again = seen.filter(one => one === url).length > 1;
      switch (url) {
        case '/gzip':
          return response.setHeader('content-encoding', 'gzip').end(gzipSync(long));
        case '/flaky':
          return response.writeHead(again ? 200 : 502).end(long);
        case '/broken':
          response.writeHead(200, { 'content-length': long.length + 1 }).write(long);
          return setTimeout(() => response.destroy(), 20);
        case '/cut':
        case '/cutAgain':
          // Its length says that it ends here, so HTTP takes it for whole.
          if (again && url === '/cut')
            return response.setHeader('content-type', 'application/json').end(long);
          return response.setHeader('content-type', 'application/json').end(long.subarray(0, 200_001));
        case '/short':
          return response.setHeader('content-type', 'application/json').end('{"a":1}');
        case '/latin':
          return response.setHeader('content-type', 'text/plain; charset=latin1').end('na\xefve', 'latin1');
        case '/latinJson':
          return response
            .setHeader('content-type', 'application/json; charset=iso-8859-1')
            .end('{"name":"caf\xe9"}', 'latin1');
        case '/page?page=1':
          return response
            .writeHead(200, { 'content-type': 'application/json', total: '20000', 'per-page': '20000' })
            .end(long);
        case '/wideJson':
          return response.setHeader('content-type', 'application/json').end(wideJson);
        case '/wideLong':
          return response
            .setHeader('content-type', 'application/json; charset=utf-16')
            .end(utf16(`\ufeff${long}`, 'utf-16be'));
        case '/picture':
          return response.setHeader('content-type', 'image/png').end(picture);
        case '/refused':
          return response.writeHead(422, { 'content-type': 'application/json' }).end(long);
        default:
          return response.setHeader('content-type', 'application/json').end(long);
      }
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(async () => {
    seen.length = 0;
    folder = await openBodyFolder({ exact: true });
  });
  afterEach(() => folder.remove());
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  async function get(path: string, more = '', job: RunOptions['job'] = {}) {
    const { exchange } = await runText(`# @name it\nGET ${origin}${path}\n\n${more}`, {
      job: { bodyFiles: folder.files, ...job },
    });
    return exchange;
  }

  for (const path of ['/long', '/gzip', '/flaky', '/refused']) {
    it(`is in a file, every digit as it came, and nothing else is left there: ${path}`, async () => {
      const { response } = await get(path);
      equal(response?.body?.length, undefined);
      equal(response?.bodyBytes, long.length);
      ok(long.equals(await folder.read(response?.bodyFile ?? '')));
      deepEqual(await folder.paths(), [response?.bodyFile]);
    });
  }

  it('that breaks off leaves no file', async () => {
    const { response, error } = await get('/broken');
    equal(response, null);
    ok(error !== null);
    deepEqual(await folder.paths(), []);
  });

  it('that ends in the middle of its JSON is asked for again, and never passes for whole', async () => {
    const { response, error } = await get('/cut');
    equal(error, null);
    ok(long.equals(await folder.read(response?.bodyFile ?? '')));
    deepEqual(await folder.paths(), [response?.bodyFile]);
    const half = await get('/cutAgain');
    equal(half.error?.code, 'body-cut');
    match(half.error?.message ?? '', /after 200,001 bytes/);
    equal(half.attempts, 3);
  });

  it('is asserted on through its file', async () => {
    const hash = createHash('sha256').update(long).digest('base64');
    const { asserts } = await get(
      '/long',
      `?? status == 200\n?? body $[0].id == 9007199254740993\n?? body includes Tür 19999\n?? body sha256 ${hash}\n`,
    );
    deepEqual(
      asserts.map(({ passed }) => passed),
      [true, true, true, true],
    );
  });

  it('that is too long for assertions says so, and its status and hash are checked all the same', async () => {
    const hash = createHash('md5').update(long).digest('base64');
    const { asserts } = await get('/long', `?? status == 200\n?? body includes Tür\n?? body md5 ${hash}\n`, {
      bodyFiles: { ...folder.files, readBack: 1000 },
    });
    deepEqual(
      asserts.map(({ passed }) => passed),
      [true, false, true],
    );
    match(
      asserts[1]?.actual ?? '',
      /^not checked: the body has \d+\.\d kB and lies in a file, and assertions read at most 1\.0 kB\./,
    );
  });

  it('is referred to where it may be read back, and otherwise named as too large', async () => {
    const text = `# @name list\nGET ${origin}/long\n\n###\n# @name one\nGET ${origin}/one?id={{list.response.body.$[1].id}}\n`;
    await runText(text, { job: { bodyFiles: folder.files } }, ['one']);
    deepEqual(seen, ['/long', '/one?id=9007199254740994']);
    const small = { bodyFiles: { ...folder.files, readBack: 1000 } };
    const { exchange } = await runText(text, { job: small }, ['one']);
    match(exchange.error?.message ?? '', /was sent first .*its answer is too large to be kept/);
  });

  it('is given as a file to whoever keeps bodies, and a refused one is not', async () => {
    const kept: unknown[] = [];
    const keepBody = (body: unknown) => Promise.resolve(String(kept.push(body)));
    equal((await get('/long', '', { keepBody })).response?.bodyFile, '1');
    deepEqual(
      kept.map(body => Object.keys(body as object)),
      [['path', 'bytes', 'masked']],
    );
    const { response } = await get('/refused', '', { keepBody });
    ok(response?.body === rows);
    equal(kept.length, 1);
  });

  it('that is short stays in the exchange, without a file', async () => {
    const { response } = await get('/short');
    equal(response?.body, '{"a":1}');
    equal(response?.bodyFile, undefined);
  });

  it('whose text is not its bytes has both, where exact bytes are wanted', async () => {
    const { response } = await get('/latin');
    equal(response?.body, 'naïve');
    deepEqual(await folder.read(response?.bodyFile ?? ''), Buffer.from('na\xefve', 'latin1'));
  });

  it('that is JSON is read by the charset it names', async () => {
    const { response } = await get('/latinJson');
    equal(response?.body, '{"name":"café"}');
    deepEqual(await folder.read(response?.bodyFile ?? ''), Buffer.from('{"name":"caf\xe9"}', 'latin1'));
  });

  it('that is a page of a list says how many rows it has', async () => {
    const { response, pagination } = await get('/page?page=1');
    ok(response?.bodyFile);
    deepEqual([pagination?.rowsRead, pagination?.total, pagination?.hasNext], [20_000, 20_000, false]);
  });

  it('that is JSON in UTF-16 is read as such, with and without a mark', async () => {
    const { response, error, asserts } = await get('/wideJson', '?? body city == Zürich\n');
    equal(error, null);
    equal(response?.body, '{"city":"Zürich"}');
    deepEqual(
      asserts.map(({ passed }) => passed),
      [true],
    );
    deepEqual(await folder.read(response?.bodyFile ?? ''), wideJson);
    const whole = await get('/wideLong');
    equal(whole.error, null);
    deepEqual(await folder.read(whole.response?.bodyFile ?? ''), utf16(`\ufeff${long}`, 'utf-16be'));
  });

  it('that is a picture is in a file of its kind', async () => {
    const { response } = await get('/picture');
    equal(response?.body, undefined);
    match(response?.bodyFile ?? '', /\.png$/);
    deepEqual(await folder.read(response?.bodyFile ?? ''), picture);
  });
});
