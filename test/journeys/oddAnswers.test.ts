import { deepEqual, match, ok } from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { simulatorEnvironment } from '../../src/procore/environments.ts';
import { runText } from '../support/runText.ts';

describe('An answer that is odd', () => {
  let server: Server | undefined;

  afterEach(() => {
    server?.close();
  });

  /** What came of a GET that is answered with these very letters. */
  async function answeredWith(letters: string) {
    server = createServer(socket => {
      socket.on('error', () => {});
      socket.on('data', () => socket.write(letters, 'latin1'));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    ok(typeof address === 'object' && address !== null);
    const environment = simulatorEnvironment(`http://127.0.0.1:${address.port}`, 'sandbox');
    const { exchange } = await runText('GET /rest/v1.0/me', { environment });
    return exchange;
  }

  const told = async (letters: string) => {
    const { attempts, error, diagnoses } = await answeredWith(letters);
    return { attempts, error, title: diagnoses[0]?.title, cause: diagnoses[0]?.cause ?? '' };
  };

  for (const status of ['304 Not Modified', '204 No Content'])
    it(`is taken where a ${status} tells the length of a body that it cannot have`, async () => {
      const exchange = await answeredWith(`HTTP/1.1 ${status}\r\nETag: "a"\r\nContent-Length: 5\r\n\r\n`);
      deepEqual([exchange.error, exchange.attempts], [null, 1]);
      deepEqual(
        [exchange.response?.status, exchange.response?.body, exchange.response?.bodyBytes],
        [Number(status.slice(0, 3)), '', 0],
      );
    });

  it('is taken with more headers than Node takes', async () => {
    const exchange = await answeredWith(
      `HTTP/1.1 200 OK\r\nX-Long: ${'x'.repeat(100_000)}\r\nContent-Length: 2\r\n\r\n{}`,
    );
    deepEqual([exchange.error, exchange.response?.body], [null, '{}']);
  });

  it('is told as one with too many headers, and not asked for again', async () => {
    const { attempts, error, title, cause } = await told(`HTTP/1.1 200 OK\r\nX-Long: ${'x'.repeat(300_000)}`);
    deepEqual(
      [attempts, error?.code, title],
      [1, 'UND_ERR_HEADERS_OVERFLOW', 'The answer has too many headers'],
    );
    match(error?.message ?? '', /^127\.0\.0\.1:\d+ answered with more than 256 kB of headers\.$/);
    match(cause, /^127\.0\.0\.1:\d+ answered with more headers than a client takes\. Code: /);
  });

  it('is told as one whose length is wrong', async () => {
    const { error, title, cause } = await told(
      'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 2\r\n\r\n{}',
    );
    deepEqual([error?.code, title], ['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'The answer is not HTTP']);
    match(error?.message ?? '', /^127\.0\.0\.1:\d+ sent another number of bytes than/);
    match(cause, /^127\.0\.0\.1:\d+ answered, but not as an HTTP server does\. Code: /);
  });

  it('is told as no HTTP where its status is none', async () => {
    const { attempts, title, error } = await told('HTTP/1.1 099 Odd\r\nContent-Length: 2\r\n\r\n{}');
    deepEqual([attempts, title], [1, 'The answer is not HTTP']);
    match(error?.message ?? '', /^127\.0\.0\.1:\d+ sent what is no answer of HTTP\.$/);
  });
});
