import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { secret } from '../../../src/oauth/secret.ts';
import { clientCredentialsGrantRequest } from '../../../src/oauth/tokens.ts';
import { createEditorTransport } from '../../../src/vscode/auth/editorTransport.ts';
import { untrusted } from '../../editor/suite/untrusted.ts';

/** A proxy on loopback that opens no tunnel. */
async function openProxy() {
  const asked: string[] = [];
  const server = createServer();
  server.on('connect', (request, socket) => {
    asked.push(`CONNECT ${request.url}`);
    socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { asked, url: `http://127.0.0.1:${port}`, close: () => server.close() };
}

describe('Token calls of the editor', () => {
  async function askThrough(loginUrl: string) {
    const proxy = await openProxy();
    try {
      const { stdout } = await promisify(execFile)(
        process.execPath,
        [join(import.meta.dirname, 'askForToken.ts'), loginUrl],
        { env: { NODE_USE_ENV_PROXY: '1', HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url } },
      );
      return { said: stdout.trim(), asked: proxy.asked };
    } finally {
      proxy.close();
    }
  }

  it('go through the proxy of the process, and no other way', async function () {
    this.timeout(60_000);
    const { said, asked } = await askThrough('https://login.procore.invalid');
    assert.deepEqual(asked, ['CONNECT login.procore.invalid:443']);
    assert.match(
      said,
      /The proxy opened no way to login\.procore\.invalid \(407\)\. Check the proxy settings/,
    );
    assert.ok(!said.includes('s3cret'));
  });

  describe('where http.proxyStrictSSL is off', () => {
    const original = globalThis.fetch;
    afterEach(() => {
      globalThis.fetch = original;
    });
    const ask = (loginUrl: string) =>
      clientCredentialsGrantRequest(
        { loginUrl },
        { clientId: 'app', clientSecret: secret('s3cret') },
        { transport: createEditorTransport(() => false) },
      );

    it('refuse a server whose certificate is not accepted, with a sentence', async () => {
      globalThis.fetch = () =>
        Promise.reject(
          Object.assign(new TypeError('fetch failed'), {
            cause: Object.assign(new Error('self-signed'), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }),
          }),
        );
      await assert.rejects(ask('https://login.procore.com'), {
        code: 'unreachable',
        message:
          'The certificate of login.procore.com was not accepted (DEPTH_ZERO_SELF_SIGNED_CERT). http.proxyStrictSSL is off, but secrets and tokens never go to a server that was not checked. Nothing was sent. Let this machine trust the certificate of your proxy, and try again.',
      });
    });

    it('go on where the certificate is good', async () => {
      globalThis.fetch = async () => new Response('{"access_token":"t","token_type":"Bearer"}');
      assert.equal((await ask('https://login.procore.com')).status, 200);
    });

    it('say of another failure what it is', async () => {
      globalThis.fetch = () => Promise.reject(Object.assign(new Error('gone'), { code: 'ECONNRESET' }));
      await assert.rejects(ask('https://login.procore.com'), { code: 'connection-lost' });
    });

    it('check nothing on this machine itself', async () => {
      const pair = { key: untrusted.key, cert: untrusted.cert };
      const server = createTlsServer(pair, (_request, response) => response.end('{}'));
      await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
      try {
        const { port } = server.address() as AddressInfo;
        assert.equal((await ask(`https://127.0.0.1:${port}`)).status, 200);
      } finally {
        server.close();
      }
    });
  });

  it('use whatever fetch the editor has put in place by then', async () => {
    const original = globalThis.fetch;
    const seen: unknown[] = [];
    globalThis.fetch = async (...given) => {
      seen.push(given);
      return new Response('ok');
    };
    try {
      const init = {
        method: 'GET',
        headers: {},
        redirect: 'manual',
        signal: AbortSignal.timeout(1000),
      } as const;
      await createEditorTransport(() => true)('https://login.procore.com/oauth/token/info', init);
      assert.deepEqual(seen, [['https://login.procore.com/oauth/token/info', init]]);
    } finally {
      globalThis.fetch = original;
    }
  });
});
