import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { OAuthError, outcomeIsUnknown } from '../../src/oauth/errors.ts';
import { send, type Transport } from '../../src/oauth/transport.ts';

const request = { method: 'POST', headers: {}, body: 'client_secret=s3cret' };

function failing(
  code: string,
  wrap = (error: Error): Error => new TypeError('fetch failed', { cause: error }),
) {
  const transport: Transport = async () => {
    throw wrap(Object.assign(new Error('failed'), { code }));
  };
  return send('https://login.example/oauth/token', request, { transport }).catch((error: unknown) => error);
}

describe('sending to the login host', () => {
  const unsent = [
    'ENOTFOUND',
    'ECONNREFUSED',
    'UND_ERR_CONNECT_TIMEOUT',
    'CERT_HAS_EXPIRED',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
  ];
  for (const code of unsent)
    it(`knows that nothing was sent on ${code}`, async () => {
      const error = await failing(code);
      assert.ok(error instanceof OAuthError);
      assert.equal(error.code, 'unreachable');
      assert.ok(error.message.includes('login.example') && error.message.includes(code));
      assert.ok(!outcomeIsUnknown(error));
    });

  it('looks for the code among the addresses that were tried', async () => {
    const error = await failing(
      'ECONNREFUSED',
      inner => new TypeError('fetch failed', { cause: new AggregateError([inner]) }),
    );
    assert.ok(error instanceof OAuthError && error.code === 'unreachable');
  });

  for (const code of ['ECONNRESET', 'UND_ERR_SOCKET'])
    it(`does not know the outcome on ${code}`, async () => {
      const error = await failing(code);
      assert.ok(error instanceof OAuthError && error.code === 'connection-lost' && outcomeIsUnknown(error));
    });

  it('gives up in time on a server that never answers', async () => {
    const transport: Transport = () => new Promise(() => undefined);
    await assert.rejects(
      send('https://login.example/oauth/token', request, { transport, timeoutMs: 5 }),
      (error: unknown) =>
        error instanceof OAuthError && error.code === 'timed-out' && outcomeIsUnknown(error),
    );
  });

  it('rejects with the reason of whoever cancels', async () => {
    const reason = new Error('cancelled');
    const controller = new AbortController();
    const transport: Transport = () => {
      controller.abort(reason);
      return new Promise(() => undefined);
    };
    const sending = send('https://login.example/oauth/token', request, {
      transport,
      signal: controller.signal,
    });
    await assert.rejects(sending, reason);
  });

  it('tells a refused connection from a broken one over real sockets', async () => {
    const server = createServer(socket => socket.once('data', () => socket.destroy()));
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    assert.ok(address !== null && typeof address === 'object');
    const ask = () =>
      send(`http://127.0.0.1:${address.port}/oauth/token`, request, {
        transport: (url, init) => fetch(url, init),
      });
    await assert.rejects(ask, { code: 'connection-lost' });
    await new Promise(resolve => server.close(resolve));
    await assert.rejects(ask, { code: 'unreachable' });
  });
});
