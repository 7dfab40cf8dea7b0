import { rejects } from 'node:assert/strict';
import { buildConnector } from 'undici';
import { openTunnel } from '../../src/runner/tunnel.ts';
import { startTunnelProxy } from '../support/tunnelProxy.ts';

describe('a tunnel', () => {
  it('that does not come about in time is given up, and the proxy named', async () => {
    const proxy = await startTunnelProxy({ status: 'silent' });
    const target = { hostname: 'api.example', port: '', protocol: 'https:' };
    const opening = openTunnel({
      proxy: new URL(proxy.url),
      target,
      connect: buildConnector({}),
      timeout: 50,
    });
    await rejects(opening, {
      code: 'UND_ERR_CONNECT_TIMEOUT',
      message:
        /^The proxy 127\.0\.0\.1:\d+ opened no way to api\.example:443 within 0\.05 s\. Nothing was sent\.$/,
    });
    await proxy.close();
  });
});
