import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { createServer, type Server } from 'node:https';
import { connect, type TLSSocket } from 'node:tls';
import { simulatorEnvironment } from '../../src/procore/environments.ts';
import { type Network, plainNetwork, type Trust } from '../../src/runner/network.ts';
import { untrusted } from '../editor/suite/untrusted.ts';
import { runText, tokenOf } from '../support/runText.ts';
import { startTunnelProxy, type TunnelProxy } from '../support/tunnelProxy.ts';

const host = 'login.procore.invalid';
const environment = simulatorEnvironment(`https://${host}`, 'sandbox');
const get = 'GET /rest/v1.0/me';

describe('requests through a proxy', () => {
  let server: Server;
  let proxy: TunnelProxy;
  let port = 0;
  let heard: { readonly authorization: string | undefined; readonly client: string | undefined }[];

  beforeEach(async () => {
    heard = [];
    server = createServer({ ...untrusted, requestCert: true, rejectUnauthorized: false });
    server.on('request', (request, response) => {
      const { subject } = (request.socket as TLSSocket).getPeerCertificate();
      const client = subject?.CN;
      heard.push({
        authorization: request.headers.authorization,
        client: Array.isArray(client) ? client[0] : client,
      });
      response.end('{}');
    });
    server.on('tlsClientError', () => {});
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    ok(typeof address === 'object' && address !== null);
    port = address.port;
    proxy = await startTunnelProxy({ port });
  });

  afterEach(async () => {
    await proxy.close();
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  });

  function through(url: string, trust: Partial<Trust> = {}): Network {
    return {
      version: () => url,
      proxyFor: () => new URL(url),
      trust: { ...plainNetwork.trust, ...trust },
    };
  }

  const trusting: Partial<Trust> = { certificates: () => [untrusted.cert] };

  it('share one tunnel, whose steps are timed', async () => {
    const network = through(proxy.url, trusting);
    const { exchanges } = await runText(`${get}\n\n###\n${get}`, { environment, network });
    deepEqual(
      exchanges.map(({ response }) => response?.status),
      [200, 200],
    );
    deepEqual(proxy.asked, [`${host}:443`]);
    equal(heard[0]?.authorization, 'Bearer sandbox-token');
    ok((exchanges[0]?.timings.connectMs ?? -1) >= 0);
    ok((exchanges[0]?.timings.tlsMs ?? -1) > 0);
    equal(exchanges[1]?.timings.tlsMs, null);
  });

  it('tell the proxy the user and password of its address, and nobody else', async () => {
    const url = proxy.url.replace('//', '//ann:p%40ss@');
    const { exchange } = await runText(get, { environment, network: through(url, trusting) });
    equal(exchange.response?.status, 200);
    deepEqual(proxy.credentials, [`Basic ${Buffer.from('ann:p@ss').toString('base64')}`]);
    equal(heard[0]?.authorization, 'Bearer sandbox-token');
    ok(!JSON.stringify(exchange).includes('p@ss'));
  });

  it('say what the proxy answered where it refuses, once', async () => {
    const refusing = await startTunnelProxy({ status: 407 });
    const url = refusing.url.replace('//', '//ann:secret@');
    const { exchange, waits } = await runText(get, { environment, network: through(url) });
    await refusing.close();
    equal(exchange.error?.code, 'ERR_PROXY_REFUSED');
    match(exchange.error?.message ?? '', /^The proxy 127\.0\.0\.1:\d+ opened no way to login\.procore/);
    match(exchange.error?.message ?? '', /did not take the user and password in its address \(407\)/);
    ok(!JSON.stringify(exchange).includes('secret'));
    equal(exchange.diagnoses[0]?.id, 'proxy-error');
    deepEqual(waits, []);
    equal(refusing.asked.length, 1);
  });

  it('name the proxy where nobody answers at its address, or where it is of another kind', async () => {
    await proxy.close();
    const gone = await runText(get, { environment, network: through(proxy.url) });
    match(gone.exchange.error?.message ?? '', /^The proxy 127\.0\.0\.1:\d+, which is the way to/);
    equal(gone.exchange.diagnoses[0]?.id, 'proxy-error');
    const other = await runText(get, { environment, network: through('socks5://127.0.0.1:1080') });
    match(other.exchange.error?.message ?? '', /only http and https proxies are/);
    equal(other.exchange.diagnoses[0]?.id, 'proxy-error');
  });

  it('say nothing to a server whose certificate nobody trusted has signed', async () => {
    const { exchange } = await runText(get, { environment, network: through(proxy.url) });
    equal(exchange.error?.code, 'DEPTH_ZERO_SELF_SIGNED_CERT');
    match(exchange.error?.message ?? '', /^The certificate of login\.procore\.invalid was not accepted/);
    equal(exchange.diagnoses[0]?.id, 'tls-error');
    deepEqual(heard, []);
  });

  it('ask the machine’s own store once for a certificate that nobody else has signed', async () => {
    let reads = 0;
    const systemCertificates = () => {
      reads += 1;
      return [untrusted.cert];
    };
    const network = through(proxy.url, { systemCertificates });
    const { exchange } = await runText(`${get}\n\n###\n${get}`, { environment, network });
    equal(exchange.response?.status, 200);
    equal(exchange.attempts, 1);
    equal(reads, 1);
  });

  it('keep checking certificates where a token goes, though checks are switched off', async () => {
    const network = through(proxy.url, { checked: () => false });
    const { exchange } = await runText(get, { environment, network });
    equal(exchange.error?.code, 'DEPTH_ZERO_SELF_SIGNED_CERT');
    match(
      exchange.error?.message ?? '',
      /tokens and other credentials never go to a server that was not checked/,
    );
    equal(heard.length, 0);
    const other = await runText('GET https://other.example/', { environment, network });
    equal(other.exchange.response?.status, 200);
    equal(heard[0]?.authorization, undefined);
  });

  it('keep checking them for credentials of one’s own, also where a connection is open already', async () => {
    const network = through(proxy.url, { checked: () => false });
    const plain = 'GET https://other.example/';
    const secret = [
      `${plain}\nAuthorization: Bearer written-token`,
      'GET https://ann:password@other.example/',
      `${plain}\nCookie: session=secret`,
      `${plain}\nX-Api-Key: secret`,
      `${plain}?access_token=secret`,
      'POST https://other.example/\nContent-Type: application/x-www-form-urlencoded\n\nclient_secret=secret',
    ];
    const { exchanges } = await runText([plain, ...secret, plain].join('\n\n###\n'), {
      environment,
      network,
    });
    deepEqual(
      exchanges.map(({ response, error }) => response?.status ?? error?.code),
      [200, ...secret.map(() => 'DEPTH_ZERO_SELF_SIGNED_CERT'), 200],
    );
    const said = exchanges[1]?.error?.message ?? '';
    match(said, /^The certificate of other\.example was not accepted/);
    match(
      said,
      /credentials never go to a server that was not checked\. Nothing was sent\..+NODE_EXTRA_CA_CERTS/,
    );
    deepEqual(
      heard.map(({ authorization }) => authorization),
      [undefined, undefined],
    );
  });

  it('carry credentials of one’s own to a server that was checked, though checks are switched off', async () => {
    const network = through(proxy.url, { ...trusting, checked: () => false });
    const { exchange } = await runText(`GET https://${host}:8443/\nAuthorization: Bearer written-token`, {
      environment,
      network,
    });
    equal(exchange.response?.status, 200);
    equal(heard[0]?.authorization, 'Bearer written-token');
  });

  it('show the client certificate that the user has for that host', async () => {
    const names: string[] = [];
    const clientCertificate = (hostname: string) => {
      names.push(hostname);
      return hostname === host ? untrusted : undefined;
    };
    const network = through(proxy.url, { ...trusting, clientCertificate });
    const { exchange } = await runText(get, { environment, network });
    equal(exchange.response?.status, 200);
    equal(heard[0]?.client, host);
    const broken = through(proxy.url, {
      clientCertificate: name => (name === host ? { cert: 'no', key: 'no' } : undefined),
    });
    const refused = await runText(get, { environment, network: broken });
    equal(refused.exchange.error?.code, 'ERR_TLS_CERTIFICATE_UNREADABLE');
    match(
      refused.exchange.error?.message ?? '',
      /^The client certificate for login\.procore\.invalid cannot be used/,
    );
  });

  it('never claim that nothing was sent where the server ends the connection over a missing one', async () => {
    const strict = createServer({ ...untrusted, requestCert: true, rejectUnauthorized: true });
    strict.on('tlsClientError', () => {});
    await new Promise<void>(resolve => strict.listen(0, '127.0.0.1', resolve));
    const at = strict.address();
    ok(typeof at === 'object' && at !== null);
    const toStrict = await startTunnelProxy({ port: at.port });
    const { exchange } = await runText('DELETE /rest/v1.0/x', {
      environment,
      network: through(toStrict.url, trusting),
    });
    await toStrict.close();
    await new Promise(resolve => strict.close(resolve));
    match(exchange.error?.message ?? '', /wants a client certificate|closed before the answer/);
    ok(!exchange.error?.message.includes('Nothing was sent'));
  });

  it('go the host’s own way where the proxy takes only that, and say why where there is none', async () => {
    const refusing = await startTunnelProxy({ status: 407 });
    const wanted: unknown[] = [];
    let way = true;
    const network: Network = {
      ...through(refusing.url, { checked: () => false }),
      openOtherwise: async (origin, checked) => {
        wanted.push(origin.origin, checked);
        if (!way) return undefined;
        const socket = connect({ host: '127.0.0.1', port, ca: untrusted.cert, servername: host });
        await new Promise((resolve, reject) => socket.once('secureConnect', resolve).once('error', reject));
        return socket;
      },
    };
    const { exchange } = await runText(get, { environment, network });
    equal(exchange.response?.status, 200);
    deepEqual(wanted, [`https://${host}`, true]);
    way = false;
    const without = await runText(get, { environment, network });
    equal(without.exchange.error?.code, 'ERR_PROXY_REFUSED');
    await refusing.close();
  });

  it('go another way as soon as the settings say so', async () => {
    const second = await startTunnelProxy({ status: 503 });
    const urls = [proxy.url, second.url];
    let at = 0;
    const network: Network = {
      ...through(proxy.url, trusting),
      version: () => String(at),
      proxyFor: () => new URL(urls[at] ?? ''),
    };
    const { exchanges } = await runText(`${get}\n\n###\n${get}`, {
      environment,
      network,
      getToken: async name => {
        at = heard.length;
        return tokenOf(name, 'sandbox-token');
      },
    });
    await second.close();
    equal(exchanges[0]?.response?.status, 200);
    match(exchanges[1]?.error?.message ?? '', /answered 503/);
  });
});
