import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { networkOf } from '../../src/cli/network.ts';
import { createTokenTransport } from '../../src/cli/tokenTransport.ts';
import { send } from '../../src/oauth/transport.ts';
import { simulatorEnvironment } from '../../src/procore/environments.ts';
import { untrusted } from '../editor/suite/untrusted.ts';
import { startTunnelProxy, type TunnelProxy } from '../support/tunnelProxy.ts';

const address = 'https://login.procore.invalid';

describe('Token calls of the command line', () => {
  let folder: string;
  let server: Server;
  let proxy: TunnelProxy;
  let heard: string[];

  beforeEach(async () => {
    heard = [];
    folder = await mkdtemp(join(tmpdir(), 'procore-http-'));
    await writeFile(join(folder, 'own.pem'), untrusted.cert);
    server = createServer(untrusted, (request, response) => {
      heard.push(`${request.method} ${request.url}`);
      response.end('{"a":1}');
    });
    server.on('tlsClientError', () => {});
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const at = server.address();
    ok(typeof at === 'object' && at !== null);
    proxy = await startTunnelProxy({ port: at.port });
  });

  afterEach(async () => {
    await proxy.close();
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
    await rm(folder, { recursive: true });
  });

  async function ask(env: Readonly<Record<string, string>>) {
    const { transport, close } = createTokenTransport(networkOf({ env }), simulatorEnvironment(address));
    try {
      const answer = await send(
        `${address}/oauth/token`,
        { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'secret' },
        { transport },
      );
      return `${answer.status} ${answer.text()}`;
    } catch (error) {
      return error instanceof Error ? error.message : '';
    } finally {
      await close();
    }
  }

  it('go through the proxy of the variables, to a server whose signer SSL_CERT_FILE names', async () => {
    const answer = await ask({ https_proxy: proxy.url, SSL_CERT_FILE: join(folder, 'own.pem') });
    equal(answer, '200 {"a":1}');
    deepEqual(proxy.asked, ['login.procore.invalid:443']);
    deepEqual(heard, ['POST /oauth/token']);
  });

  it('are never made without a look at the certificate, whatever NODE_TLS_REJECT_UNAUTHORIZED says', async () => {
    const answer = await ask({ HTTPS_PROXY: proxy.url, NODE_TLS_REJECT_UNAUTHORIZED: '0' });
    match(answer, /The certificate of login\.procore\.invalid was not accepted/);
    deepEqual(heard, []);
  });

  it('say that the proxy wants credentials', async () => {
    const refusing = await startTunnelProxy({ status: 407 });
    const answer = await ask({ HTTPS_PROXY: refusing.url });
    await refusing.close();
    match(answer, /^The proxy opened no way to login\.procore\.invalid \(407\)/);
  });

  it('are not made where a variable names no readable certificate or no proxy', async () => {
    const env = { HTTPS_PROXY: proxy.url, SSL_CERT_FILE: join(folder, 'none.pem') };
    match(await ask(env), /ERR_TLS_CERTIFICATE_UNREADABLE/);
    match(await ask({ HTTPS_PROXY: '::' }), /ERR_PROXY_INVALID/);
    deepEqual(heard, []);
  });
});
