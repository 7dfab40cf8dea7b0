import { deepEqual, equal, ok } from 'node:assert/strict';
import { createSecureServer, type Http2SecureServer } from 'node:http2';
import { simulatorEnvironment } from '../../src/procore/environments.ts';
import { type Network, plainNetwork } from '../../src/runner/network.ts';
import { untrusted } from '../editor/suite/untrusted.ts';
import { runText } from '../support/runText.ts';
import { startTunnelProxy, type TunnelProxy } from '../support/tunnelProxy.ts';

const environment = simulatorEnvironment('https://login.procore.invalid', 'sandbox');
const rows = 60;

describe('A server that offers HTTP/2', () => {
  let server: Http2SecureServer;
  let proxy: TunnelProxy;
  let heard: string[];
  /** Connections are closed after so many requests, as load balancers do. */
  let perConnection = Number.POSITIVE_INFINITY;

  beforeEach(async () => {
    heard = [];
    perConnection = Number.POSITIVE_INFINITY;
    let answered = 0;
    server = createSecureServer({ ...untrusted, allowHTTP1: true });
    server.on('request', (request, response) => {
      const { method, url = '/', httpVersion } = request;
      heard.push(`${httpVersion} ${method} ${url}`);
      answered += 1;
      if (answered % perConnection === 0 && httpVersion === '1.1') response.setHeader('connection', 'close');
      const page = Number(new URL(url, 'https://x').searchParams.get('page') ?? 1);
      response.setHeader('content-type', 'application/json');
      response.setHeader('total', String(rows));
      response.setHeader('per-page', '2');
      response.end(JSON.stringify([{ id: page * 2 - 1 }, { id: page * 2 }]));
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    ok(typeof address === 'object' && address !== null);
    proxy = await startTunnelProxy({ port: address.port });
  });

  afterEach(async () => {
    await proxy.close();
    await new Promise(resolve => server.close(resolve));
  });

  const run = (text: string, allPages: boolean) => {
    const network: Network = {
      version: () => '',
      proxyFor: () => new URL(proxy.url),
      trust: { ...plainNetwork.trust, certificates: () => [untrusted.cert] },
    };
    return runText(text, { environment, network, job: { allPages } });
  };

  it('gets each page once over HTTP/1.1, also where it closes connections in between', async () => {
    perConnection = 7;
    const { exchange } = await run('# @company 1\nGET /rest/v1.0/things', true);
    equal(exchange.error, null);
    equal(exchange.attempts, 1);
    deepEqual(
      JSON.parse(exchange.response?.body ?? '[]').map(({ id }: { readonly id: number }) => id),
      Array.from({ length: rows }, (_, index) => index + 1),
    );
    equal(heard.length, rows / 2);
    ok(heard.every(line => line.startsWith('1.1 GET ')));
  });

  it('gets a write once, over HTTP/1.1', async () => {
    perConnection = 1;
    const { exchanges } = await run('POST /rest/v1.0/a\n\n###\nDELETE /rest/v1.0/a', false);
    deepEqual(
      exchanges.map(({ attempts }) => attempts),
      [1, 1],
    );
    deepEqual(heard, ['1.1 POST /rest/v1.0/a', '1.1 DELETE /rest/v1.0/a']);
  });
});
