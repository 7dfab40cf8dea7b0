import { ok } from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { simulatorEnvironment } from '../../src/procore/environments.ts';
import { createEndpoints } from '../../src/runner/endpoints.ts';
import { plainNetwork } from '../../src/runner/network.ts';
import { send } from '../../src/runner/send.ts';

describe('Endpoints that are closed wait for no connection that does not stand yet', () => {
  for (const [what, scheme, behindProxy] of [
    ['to a server that never answers its TLS', 'https', false],
    ['to a proxy that never opens the way', 'http', true],
  ] as const) {
    it(what, async () => {
      const silent = createServer();
      silent.listen(0, '127.0.0.1');
      await once(silent, 'listening');
      const address = silent.address();
      ok(typeof address === 'object' && address !== null);
      const here = `127.0.0.1:${address.port}`;
      const proxyFor = () => (behindProxy ? new URL(`http://${here}`) : undefined);
      const endpoints = createEndpoints({ network: { ...plainNetwork, proxyFor } });
      const url = new URL(behindProxy ? 'http://api.example/' : `${scheme}://${here}/`);
      const { connection } = endpoints.of(simulatorEnvironment(url.origin));
      const arrived: Promise<[Socket]> = once(silent, 'connection') as Promise<[Socket]>;
      const stop = new AbortController();
      const outcome = send({ method: 'GET', url, headers: [], body: undefined }, connection, stop.signal);
      const [socket] = await arrived;
      const hungUp = once(socket.on('error', () => {}).resume(), 'close');
      stop.abort();
      await outcome;
      await endpoints.close();
      await hungUp;
      silent.close();
    }).timeout(5000);
  }
});
