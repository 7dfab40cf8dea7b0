import { deepEqual, equal, match, ok, rejects } from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../src/cli/run.ts';
import type { Exchange } from '../../src/runner/exchange.ts';
import { recordedIo } from '../support/cliIo.ts';

const token = 'token-of-mine';

describe('procore-http run --output', () => {
  let server: Server;
  let folder: string;
  let answer: { status: number; type: string; body: Buffer; location?: string };

  before(async () => {
    server = createServer((request, response) => {
      request.resume();
      const { status, type, body, location } = answer;
      const more = location === undefined ? {} : { location };
      response.writeHead(status, { 'content-type': type, ...more }).end(body);
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'procore-http-'));
  });
  afterEach(() => rm(folder, { recursive: true }));
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  async function run(given: Partial<typeof answer>, more: readonly string[] = [], request = 'GET /x') {
    answer = { status: 200, type: 'application/json', body: Buffer.from('{}'), ...given };
    await writeFile(join(folder, 'a.http'), `# @company 1\n${request}\n`);
    const io = recordedIo({
      cwd: folder,
      env: {
        PROCORE_BASE_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        PROCORE_ACCESS_TOKEN: token,
      },
    });
    const status = await runCommand(['a.http', '--env', 'simulator', '--output', 'o.bin', ...more], io);
    return { status, out: io.out(), err: io.err() };
  }
  const saved = () => readFile(join(folder, 'o.bin'));

  for (const type of [
    'application/json',
    'text/csv',
    'application/json; charset=iso-8859-1',
    'text/plain; charset=utf-16le',
  ]) {
    it(`saves ${type} byte for byte, whatever its charset`, async () => {
      const body = Buffer.from('["caf\xe9"]', 'latin1');
      const { out } = await run({ type, body });
      deepEqual(await saved(), body);
      match(out, /saved 8 bytes to o\.bin/);
    });
  }

  it('saves a byte order mark too', async () => {
    const body = Buffer.from('\ufeff[1]');
    await run({ type: 'text/csv', body });
    deepEqual(await saved(), body);
  });

  it('masks a token among bytes that are no UTF-8, leaves the rest, and tells the size of the file', async () => {
    const body = Buffer.from(`caf\xe9 ${token} na\xefve`, 'latin1');
    const { out } = await run({ type: 'text/csv', body });
    deepEqual(await saved(), Buffer.from('caf\xe9 *** na\xefve', 'latin1'));
    match(out, /saved 14 bytes to o\.bin/);
    const json: Exchange = JSON.parse((await run({ type: 'text/csv', body }, ['--json'])).out);
    equal(json.response?.bodyBytes, 14);
  });

  it('masks credentials that stand in the file itself, where the server says them back', async () => {
    const request = 'GET /x\nX-Api-Key: KEY445566\nCookie: sid=COOKIE778899';
    const body = Buffer.from('{"said":"KEY445566 COOKIE778899","id":9007199254740993}');
    await run({ body }, [], request);
    equal((await saved()).toString(), '{"said":"*** ***","id":9007199254740993}');
    await run({ body }, [], `@key = KEY445566\n${request.replace('Key: KEY445566', 'Key: {{key}}')}`);
    equal((await saved()).toString(), '{"said":"*** ***","id":9007199254740993}');
  });

  it('writes no answer by >> that says such credentials back', async () => {
    const body = Buffer.from('{"said":"KEY445566"}');
    const { out } = await run({ body }, [], 'GET /x\nX-Api-Key: KEY445566\n\n>>! p.json');
    match(out, /not written to p\.json: the answer holds credentials/);
    await rejects(readFile(join(folder, 'p.json')));
  });

  it('masks a token in two bytes a letter', async () => {
    await run({ type: 'text/plain; charset=utf-16le', body: Buffer.from(`a ${token} b`, 'utf16le') });
    const bytes = await saved();
    ok(!bytes.toString('utf16le').includes(token) && !bytes.toString().includes(token));
  });

  for (const [request, redirect] of [
    ['POST /x', { status: 302 }],
    ['POST /x', { status: 307, location: 'http://127.0.0.1:9/y' }],
    ['# @no-redirect\nGET /x', { status: 302, location: '/y' }],
  ] as const) {
    it(`says that it saved nothing where ${redirect.status} was not followed: ${request}`, async () => {
      await writeFile(join(folder, 'o.bin'), 'yesterday');
      const { status, err } = await run(redirect, ['--yes'], request);
      equal(status, 1);
      match(err, /Nothing was saved: the answer is 30[27], and o\.bin takes the body of a 2xx only\./);
      equal((await saved()).toString(), 'yesterday');
    });
  }

  it('saves an empty body, and goes well', async () => {
    const { status, err } = await run({ status: 200, body: Buffer.alloc(0) });
    equal(status, 0);
    equal(err, '');
    equal((await saved()).length, 0);
  });
});
