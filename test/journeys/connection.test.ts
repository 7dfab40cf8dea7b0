import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { createServer, type RequestListener, type Server } from 'node:http';
import { simulatorEnvironment } from '../../src/procore/environments.ts';
import { fakeClock } from '../support/fakeClock.ts';
import { runText } from '../support/runText.ts';

/** What each request in turn gets; the last one repeats. */
function answering(...listeners: readonly RequestListener[]): Server {
  let count = 0;
  return createServer((request, response) => {
    const listener = listeners[Math.min(count, listeners.length - 1)];
    count += 1;
    request.resume().on('end', () => listener?.(request, response));
  });
}

const ok200: RequestListener = (_request, response) => response.end('{}');
const reset: RequestListener = request => request.socket.resetAndDestroy();
const truncated: RequestListener = (_request, response) => {
  response.writeHead(200, { 'content-length': '100' });
  response.write('{"half":', () => response.socket?.destroySoon());
};
const silent: RequestListener = () => {};

describe('a real connection', () => {
  let server: Server;

  async function listen(...listeners: readonly RequestListener[]) {
    server = answering(...listeners);
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    ok(typeof address === 'object' && address !== null);
    return { environment: simulatorEnvironment(`http://127.0.0.1:${address.port}`, 'sandbox') };
  }

  afterEach(() => {
    server.closeAllConnections();
    return new Promise(resolve => server.close(resolve));
  });

  it('is timed once and then kept', async () => {
    const { exchanges } = await runText('GET /a\n\n###\nGET /b', await listen(ok200));
    ok(exchanges[0]?.timings.connectMs !== null);
    equal(exchanges[0]?.timings.tlsMs, null);
    equal(exchanges[1]?.timings.connectMs, null);
    ok((exchanges[1]?.timings.firstByteMs ?? -1) >= 0);
  });

  for (const [name, listener] of [
    ['reset', reset],
    ['truncated', truncated],
  ] as const) {
    it(`that is ${name} repeats a read`, async () => {
      const { exchange, waits } = await runText('GET /a', await listen(listener, ok200));
      equal(exchange.response?.status, 200);
      equal(exchange.attempts, 2);
      deepEqual(waits, [500]);
    });

    it(`that is ${name} never repeats a write`, async () => {
      const { exchange, waits } = await runText('POST /a\n\n{}', await listen(listener, ok200));
      equal(exchange.response, null);
      match(exchange.error?.code ?? '', /^(?:ECONNRESET|UND_ERR_SOCKET)$/);
      match(exchange.error?.message ?? '', /closed before the answer was complete/);
      equal(exchange.attempts, 1);
      deepEqual(waits, []);
    });
  }

  it('that answers nothing ends with the time the request was given', async () => {
    const options = await listen(silent);
    const clock = fakeClock();
    const running = runText('GET /a', { ...options, clock, job: { timeoutMs: 5000 } });
    await new Promise(resolve => server.once('request', resolve));
    clock.advance(5000);
    const { exchange } = await running;
    equal(exchange.error?.code, 'ETIMEDOUT');
    match(exchange.error?.message ?? '', /within 5 s/);
  });

  it('that is cancelled in the middle of a write leaves the doubt to the reader', async () => {
    const options = await listen(silent);
    const stop = new AbortController();
    server.once('request', () => stop.abort());
    const { exchange } = await runText('POST /a\n\n{}', { ...options, signal: stop.signal });
    equal(exchange.error?.code, 'cancelled');
    equal(exchange.error?.message, 'Cancelled. It had been sent, and Procore may have carried it out.');
  });

  it('that is refused is tried again, writes too, and named', async () => {
    const options = await listen(ok200);
    await new Promise(resolve => server.close(resolve));
    const { exchange, waits } = await runText('POST /a\n\n{}', options);
    equal(exchange.error?.code, 'ECONNREFUSED');
    deepEqual(waits, [500, 1000]);
  });

  it('that is refused for three requests of a run is tried once for each of the others', async () => {
    const options = await listen(ok200);
    await new Promise(resolve => server.close(resolve));
    const text = Array.from({ length: 5 }, (_, index) => `###\nGET /${index}\n`).join('');
    const { exchanges, waits } = await runText(text, { ...options, job: { attempted: new Map() } });
    deepEqual(
      exchanges.map(({ attempts }) => attempts),
      [3, 3, 3, 1, 1],
    );
    deepEqual(waits, [500, 1000, 500, 1000, 500, 1000]);
    match(exchanges[4]?.error?.message ?? '', /refused\. It was tried once only, because the 3 requests/);
  });

  it('that is refused is tried again for each request that is sent by itself', async () => {
    const options = await listen(ok200);
    await new Promise(resolve => server.close(resolve));
    const text = Array.from({ length: 5 }, (_, index) => `###\nGET /${index}\n`).join('');
    const { exchanges } = await runText(text, options);
    ok(exchanges.every(({ attempts }) => attempts === 3));
  });
});
