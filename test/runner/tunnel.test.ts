import { deepEqual, rejects } from 'node:assert/strict';
import { buildConnector } from 'undici';
import { createMeasuredConnector } from '../../src/runner/connect.ts';
import { Connections } from '../../src/runner/connections.ts';
import { plainNetwork } from '../../src/runner/network.ts';
import { isAnswer, send } from '../../src/runner/send.ts';
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

  it('that the proxy hangs up on is asked for once for each sending', async () => {
    const proxy = await startTunnelProxy({ status: 'closes' });
    const connector = createMeasuredConnector({
      timeout: 5000,
      network: { ...plainNetwork, proxyFor: () => new URL(proxy.url) },
    });
    const dispatcher = new Connections(connector.connect);
    const attempt = { method: 'GET', url: new URL('https://api.example/'), headers: [], body: undefined };
    const outcome = await send(attempt, { dispatcher, connector }, new AbortController().signal);
    await dispatcher.close();
    await proxy.close();
    deepEqual(
      { asked: proxy.asked, outcome: isAnswer(outcome) ? outcome.status : outcome },
      {
        asked: ['api.example:443'],
        outcome: {
          code: 'ECONNRESET',
          message: `The proxy ${new URL(proxy.url).host} hung up before it opened a way to api.example:443. Nothing was sent.`,
          sent: false,
        },
      },
    );
  });
});
