import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../support/paths.ts';
import { startTunnelProxy } from '../support/tunnelProxy.ts';

const cli = join(root, 'dist/cli.js');

/** Of undici only a part is bundled, while all other tests have it whole. */
describe('The built command line', () => {
  let folder: string;
  let server: Server;
  let port: number;

  beforeEach(async () => {
    ok(existsSync(cli), 'Run npm run build first.');
    folder = await mkdtemp(join(tmpdir(), 'procore-http-'));
    server = createServer((request, response) => {
      request.resume();
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ method: request.method, path: request.url }));
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    ok(typeof address === 'object' && address !== null);
    port = address.port;
  });

  afterEach(async () => {
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
    await rm(folder, { recursive: true });
  });

  async function run(text: string, env: Readonly<Record<string, string>> = {}, argv: readonly string[] = []) {
    await writeFile(join(folder, 'a.http'), text);
    return new Promise<{ readonly status: unknown; readonly said: string }>(resolve => {
      const { PATH = '' } = process.env;
      const options = { cwd: folder, env: { PATH, ...env } };
      execFile(process.execPath, [cli, 'run', 'a.http', ...argv], options, (error, stdout, stderr) =>
        resolve({ status: error === null ? 0 : error.code, said: stdout + stderr }),
      );
    });
  }

  it('sends bodies of all forms', async () => {
    await writeFile(join(folder, 'photo.jpg'), Buffer.alloc(300_000, 7));
    const url = `http://127.0.0.1:${port}/rest/v1.0/me`;
    const multipart = [
      `POST ${url}\nContent-Type: multipart/form-data; boundary=x\n`,
      '--x\nContent-Disposition: form-data; name="file"; filename="photo.jpg"\n',
      '< ./photo.jpg\n--x--\n',
    ].join('\n');
    const text = [`GET ${url}\n`, `PATCH ${url}\n\n{"a": 1}\n`, `PUT ${url}\n\n< ./photo.jpg\n`, multipart];
    const { status, said } = await run(text.join('\n###\n'));
    match(said, /4 of 4 requests went well/);
    deepEqual(
      said.match(/"method": "\w+"/g),
      ['GET', 'PATCH', 'PUT', 'POST'].map(one => `"method": "${one}"`),
    );
    equal(status, 0);
  });

  it('goes through a proxy', async () => {
    const proxy = await startTunnelProxy({ port });
    const env = { HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url };
    const { status, said } = await run('GET http://procore.invalid/rest/v1.0/me\n', env);
    await proxy.close();
    match(said, /200 OK/);
    deepEqual(proxy.asked, ['procore.invalid:80']);
    equal(status, 0);
  });

  it('says of a sign-in, too, that it is the proxy that cannot be reached', async () => {
    const proxy = await startTunnelProxy({ status: 'closes' });
    const env = { HTTPS_PROXY: proxy.url, PROCORE_CLIENT_ID: 'id', PROCORE_CLIENT_SECRET: 'secret' };
    const { status, said } = await run('GET /rest/v1.0/me\n', env, ['--env', 'sandbox']);
    await proxy.close();
    match(said, /proxy-error/);
    equal(status, 3);
  });
});
