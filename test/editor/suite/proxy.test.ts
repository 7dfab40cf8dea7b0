import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { type AddressInfo, Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import * as vscode from 'vscode';
import { createEditorTransport } from '../../../src/vscode/auth/editorTransport.ts';
import { readSettings } from '../../../src/vscode/settings.ts';
import { deadlines } from '../../support/deadlines.ts';
import { eventually } from './openHttp.ts';
import { untrusted } from './untrusted.ts';

describe('Token calls in the editor', () => {
  const asked: string[] = [];
  const heard: string[] = [];
  // Opens a tunnel to itself, where a server with a certificate that nobody trusts answers.
  const proxy = createServer().on('connect', (request, socket) => {
    asked.push(request.url ?? '');
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    assert.ok(socket instanceof Socket);
    const secure = new TLSSocket(socket, { isServer: true, secureContext: createSecureContext(untrusted) });
    secure.on('error', () => socket.destroy());
    secure.on('data', data => {
      heard.push(data.toString());
      secure.end('HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 2\r\n\r\n{}');
    });
  });
  const settings = () => vscode.workspace.getConfiguration('http');
  const set = (name: string, value: unknown) =>
    settings().update(name, value, vscode.ConfigurationTarget.Global);

  before(async () => {
    await new Promise<void>(resolve => proxy.listen(0, '127.0.0.1', resolve));
    const { port } = proxy.address() as AddressInfo;
    await set('proxy', `http://127.0.0.1:${port}`);
  });

  after(async () => {
    await set('proxy', undefined);
    await set('proxyStrictSSL', undefined);
    proxy.close();
  });

  async function ask() {
    const signal = AbortSignal.timeout(deadlines.step);
    const init = { method: 'GET', headers: {}, redirect: 'manual', signal } as const;
    const transport = createEditorTransport(() => readSettings().strictSsl);
    return transport('https://login.procore.invalid/oauth/token/info', init);
  }

  it('go through the proxy of the settings, and say nothing to a certificate that is not trusted', async () => {
    // The editor takes a new setting a moment later.
    await eventually(async () => {
      await assert.rejects(ask);
      return asked.length > 0 ? true : undefined;
    });
    assert.deepEqual([...new Set(asked)], ['login.procore.invalid:443']);
    assert.deepEqual(heard, []);
  });

  it('say nothing to that certificate either where the user has switched strict SSL off', async () => {
    await set('proxyStrictSSL', false);
    const refusal = /secrets and tokens never go to a server that was not checked/;
    await eventually(async () => {
      const said = await ask().then(
        () => assert.fail('it was answered'),
        (error: unknown) => String(error),
      );
      return refusal.test(said) ? true : undefined;
    });
    assert.deepEqual([...new Set(asked)], ['login.procore.invalid:443']);
    assert.deepEqual(heard, []);
  });
});
