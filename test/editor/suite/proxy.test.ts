import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as vscode from 'vscode';
import { editorTransport } from '../../../src/vscode/auth/editorTransport.ts';

describe('Token calls in the editor', () => {
  const asked: string[] = [];
  const proxy = createServer().on('connect', (request, socket) => {
    asked.push(request.url ?? '');
    socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
  });
  const settings = () => vscode.workspace.getConfiguration('http');

  before(async () => {
    await new Promise<void>(resolve => proxy.listen(0, '127.0.0.1', resolve));
    const { port } = proxy.address() as AddressInfo;
    await settings().update('proxy', `http://127.0.0.1:${port}`, vscode.ConfigurationTarget.Global);
  });

  after(async () => {
    await settings().update('proxy', undefined, vscode.ConfigurationTarget.Global);
    proxy.close();
  });

  it('go through the proxy of the settings', async () => {
    const signal = AbortSignal.timeout(10_000);
    const init = { method: 'GET', headers: {}, redirect: 'manual', signal } as const;
    await assert.rejects(async () => editorTransport('https://login.procore.invalid/oauth/token/info', init));
    assert.deepEqual(asked, ['login.procore.invalid:443']);
  });
});
