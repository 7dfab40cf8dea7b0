import { createServer, type IncomingMessage } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { loadBundledCatalog } from '../../src/procore/catalog/bundled.ts';
import { createSimulator } from '../../src/simulator/simulator.ts';
import { callback } from '../simulator/client.ts';
import { sessionHeader } from './messages.ts';
import { tokenLife } from './times.ts';

/** What the server does with a refresh: `lost` before it is spent or after, or an answer that comes late. */
export type Mishap = 'none' | 'lost-before' | 'lost-after' | 'late' | 'outage';

/** A simulator on loopback with short tokens, whose answers to refreshes go astray as told. */
export async function startRefreshServer(parts: {
  readonly mishap: () => Mishap;
  /** An answer was lost on purpose; the session pays for it. */
  readonly lost: (session: string) => void;
}) {
  const limits = { spikeLimit: 0, hourlyLimit: 0 };
  const simulator = createSimulator({ ...limits, accessTokenTtl: tokenLife }, await loadBundledCatalog());
  const user = simulator.records.users.find(({ login }) => login.startsWith('ana'));
  let refreshes = 0;

  const server = createServer(async (incoming, outgoing) => {
    const body = await bodyOf(incoming);
    const isRefresh = body.includes('grant_type=refresh_token');
    const mishap = isRefresh ? parts.mishap() : 'none';
    if (mishap.startsWith('lost') || mishap === 'outage')
      parts.lost(String(incoming.headers[sessionHeader] ?? ''));
    if (mishap === 'lost-before') return outgoing.destroy();
    if (mishap === 'outage') return outgoing.writeHead(503).end('<html>');
    const headers = new Headers(
      Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
    );
    const { method = 'GET' } = incoming;
    const request = new Request(`http://${incoming.headers.host}${incoming.url}`, {
      method,
      headers,
      ...(method === 'GET' ? {} : { body }),
    });
    const response = await simulator.fetch(request);
    if (isRefresh && response.status === 200) refreshes += 1;
    const text = await response.text();
    if (mishap === 'late') await delay(300 + Math.random() * 2500);
    if (mishap === 'lost-after') return outgoing.destroy();
    return outgoing.writeHead(response.status, { 'content-type': 'application/json' }).end(text);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;

  return {
    url: `http://127.0.0.1:${port}`,
    clientId: simulator.clientId,
    clientSecret: simulator.clientSecret,
    refreshes: () => refreshes,
    replays: () => simulator.grants.refreshReplays(),
    code: () =>
      simulator.grants.issueCode({
        userId: user?.id ?? 0,
        redirectUri: callback,
        challenge: undefined,
        challengeMethod: undefined,
      }),
    close: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function bodyOf(incoming: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part);
  return Buffer.concat(parts).toString();
}
