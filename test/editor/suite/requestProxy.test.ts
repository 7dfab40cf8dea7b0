import assert from 'node:assert/strict';
import { createServer } from 'node:https';
import { connect, createServer as createPlainServer, type Socket } from 'node:net';
import * as vscode from 'vscode';
import type { Exchange } from '../../../src/runner/exchange.ts';
import { createEditorProxy } from '../../../src/vscode/requests/editorProxy.ts';
import { startTunnelProxy, type TunnelProxy } from '../../support/tunnelProxy.ts';
import { closeEverything, eventually, openHttp } from './openHttp.ts';
import { untrusted } from './untrusted.ts';

const name = 'login.procore.invalid';

describe('Requests of the editor and its proxy', () => {
  const heard: (string | undefined)[] = [];
  const server = createServer(untrusted, (request, response) => {
    heard.push(request.url);
    response.end('{}');
  });
  server.on('tlsClientError', () => {});
  let proxy: TunnelProxy;
  let port = 0;
  const changed = new Set<string>();
  const set = async (key: string, value: unknown) => {
    changed.add(key);
    await vscode.workspace.getConfiguration('http').update(key, value, vscode.ConfigurationTarget.Global);
  };

  before(async () => {
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    assert.ok(typeof address === 'object' && address !== null);
    port = address.port;
    proxy = await startTunnelProxy({ port });
    await set('proxy', proxy.url.replace('//', '//ann:word@'));
  });

  afterEach(closeEverything);

  after(async () => {
    for (const key of [...changed]) await set(key, undefined);
    await proxy.close();
    server.closeAllConnections();
    server.close();
  });

  async function send() {
    const document = await openHttp(
      `### Here\nGET /rest/v1.0/me\n\n### Out\n# @name out\nGET https://${name}/x\n`,
    );
    return vscode.commands.executeCommand<Exchange>('procore.sendRequest', document.uri.toString(), 'out');
  }

  it('is the one that the editor takes itself, with its exceptions', async () => {
    const ask = () => createEditorProxy()(new URL(`https://${name}`));
    const chosen = await eventually(ask);
    assert.equal(chosen.host, new URL(proxy.url).host);
    assert.equal(chosen.password, 'word');
    await set('noProxy', ['.procore.invalid']);
    assert.equal(await eventually(async () => ((await ask()) === undefined ? 'none' : undefined)), 'none');
    await set('noProxy', undefined);
    assert.ok(await eventually(ask));
    await set('proxySupport', 'off');
    assert.equal(await eventually(async () => ((await ask()) === undefined ? 'none' : undefined)), 'none');
    await set('proxySupport', undefined);
    assert.ok(await eventually(ask));
    assert.deepEqual(heard, []);
  });

  it('is the way of a request, and a certificate that is not trusted ends there', async () => {
    const before = proxy.asked.length;
    const exchange = await send();
    assert.equal(exchange?.error?.code, 'DEPTH_ZERO_SELF_SIGNED_CERT');
    assert.equal(exchange.diagnoses[0]?.id, 'tls-error');
    assert.ok(proxy.asked.length > before);
    assert.deepEqual(new Set(proxy.asked), new Set([`${name}:443`]));
    assert.deepEqual(heard, []);
    const own = `Basic ${Buffer.from('ann:word').toString('base64')}`;
    assert.ok(proxy.credentials.includes(own));
  });

  it('carries what has no token without checks, where the user has switched them off', async () => {
    await set('proxyStrictSSL', false);
    const exchange = await eventually(async () => {
      const sent = await send();
      return sent?.response ? sent : undefined;
    });
    assert.equal(exchange.response?.status, 200);
    assert.deepEqual([...new Set(heard)], ['/x']);
  });

  it('may be of a kind that only the editor speaks', async () => {
    const socks = await startSocksProxy(port);
    try {
      await set('proxy', socks.url);
      const { sent, elsewhere } = await eventually(async () => {
        const before = proxy.asked.length;
        const sent = await send();
        return socks.count() > 0 ? { sent, elsewhere: proxy.asked.length - before } : undefined;
      });
      assert.equal(sent?.response?.status, 200);
      assert.equal(elsewhere, 0);
    } finally {
      await set('proxy', proxy.url);
      socks.close();
    }
  });

  it('is left out for this machine', async () => {
    const before = proxy.asked.length;
    const document = await openHttp(
      `### Here\n# @name here\nGET https://127.0.0.1:${new URL(proxy.url).port}/\n\n### P\nGET /rest/v1.0/me\n`,
    );
    await vscode.commands.executeCommand<Exchange>('procore.sendRequest', document.uri.toString(), 'here');
    assert.equal(proxy.asked.length, before);
  });
});

/** A SOCKS 5 proxy without credentials (RFC 1928) whose ways all end at one port of this machine. */
async function startSocksProxy(port: number) {
  let count = 0;
  const sockets = new Set<Socket>();
  const socks = createPlainServer(socket => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('data', () => {
      socket.write(Buffer.from([5, 0]));
      socket.once('data', () => {
        count += 1;
        const onward = connect(port, '127.0.0.1', () => {
          socket.write(Buffer.from([5, 0, 0, 1, 127, 0, 0, 1, 0, 1]));
          onward.pipe(socket).pipe(onward);
        });
        onward.on('error', () => socket.destroy());
      });
    });
  });
  await new Promise<void>(resolve => socks.listen(0, '127.0.0.1', resolve));
  const address = socks.address();
  assert.ok(typeof address === 'object' && address !== null);
  return {
    url: `socks5://127.0.0.1:${address.port}`,
    count: () => count,
    close() {
      for (const socket of sockets) socket.destroy();
      socks.close();
    },
  };
}
