import { subscribe } from 'node:diagnostics_channel';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { loadBundledCatalog } from '../../src/procore/catalog/bundled.ts';
import type { FaultName } from '../../src/simulator/faults.ts';
import type { RunningSimulator } from '../../src/simulator/options.ts';
import { startSimulator } from '../../src/simulator/server.ts';
import { createLedger } from './ledger.ts';
import {
  type EnvironmentName,
  type FromServers,
  type Side,
  stepHeader,
  type ToServers,
  timeScale,
  tokenLife,
} from './messages.ts';

/** Two simulators and a host that is neither's, in a process of their own. The argument is when time began. */
async function start(epoch: number): Promise<void> {
  const ledger = createLedger();
  const sides = new Map<number, Side>();
  subscribe('http.server.request.start', message => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    const { headers, method = '', url = '', socket } = request;
    if (url.startsWith('/_simulator')) return;
    // Node then keeps all headers of the answer, so that they can be looked at later.
    response.setHeader(stepHeader, 'counted');
    const step = headers[stepHeader];
    ledger.arrived({
      side: sides.get(socket.localPort ?? 0) ?? 'storage',
      method,
      target: url,
      step: typeof step === 'string' ? step : undefined,
      contentLength: headers['content-length'],
      authorization: headers.authorization,
      answer: () =>
        response.headersSent
          ? { status: response.statusCode, retryAfter: response.hasHeader('retry-after') }
          : undefined,
    });
  });

  const running = new Map<EnvironmentName, RunningSimulator>();
  for (const [name, spikeLimit] of [
    ['first', 200],
    ['second', 0],
  ] as const) {
    const simulator = await startSimulator({
      catalog: await loadBundledCatalog(),
      spikeLimit,
      hourlyLimit: 0,
      accessTokenTtl: tokenLife,
      now: () => epoch + (Date.now() - epoch) * timeScale,
      sleep: milliseconds => delay(milliseconds / timeScale, undefined, { ref: false }),
    });
    running.set(name, simulator);
    sides.set(Number(new URL(simulator.url).port), name);
  }
  const urlOf = (name: EnvironmentName) => running.get(name)?.url ?? '';
  // Leads to the simulators too, which must not get a token from there.
  const foreign = createServer(({ url }, response) => {
    if (url === '/there') response.writeHead(307, { location: `${urlOf('first')}/rest/v1.0/me` }).end();
    else response.writeHead(200, { 'content-type': 'application/json' }).end('{"foreign":true}');
  });
  await new Promise<void>(resolve => foreign.listen(0, '127.0.0.1', resolve));
  const address = foreign.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  sides.set(port, 'foreign');

  const control = async (at: EnvironmentName, path: string, body: string) => {
    await (await fetch(`${urlOf(at)}/_simulator/${path}`, { method: 'POST', body })).text();
  };
  const turned = new Map<string, readonly [EnvironmentName, FaultName]>();
  process.on('message', async (message: ToServers) => {
    if (message.kind === 'fault') {
      turned.set(`${message.at} ${message.name}`, [message.at, message.name]);
      await control(message.at, `faults/${message.name}`, message.to);
    } else if (message.kind === 'expire') {
      await control(message.at, 'sessions/all/expire', '');
    } else if (message.kind === 'calm') {
      for (const [at, name] of turned.values()) await control(at, `faults/${name}`, 'off');
      turned.clear();
      tell({ kind: 'calmed', id: message.id });
    } else {
      tell({ kind: 'reported', id: message.id, report: ledger.report() });
    }
  });
  process.once('disconnect', () => process.exit());
  tell({
    kind: 'started',
    foreignUrl: `http://127.0.0.1:${port}`,
    servers: [...running].map(([name, { url, clientId, clientSecret }]) => ({
      name,
      url,
      clientId,
      clientSecret,
    })),
  });
}

function tell(message: FromServers): void {
  process.send?.(message);
}

void start(Number(process.argv[2]));
