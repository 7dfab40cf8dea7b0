import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { simulatorEnvironment } from '../../src/procore/environments.ts';
import type { StreamedBody } from '../../src/runner/streamedBody.ts';
import { runText } from '../support/runText.ts';

const block = Buffer.alloc(1 << 16, 'The quick brown fox. ');

/** `blocks` of 64 KiB, of which the double tells how often it was opened and read. */
function largeFile(blocks: number, byteLength = blocks * block.length) {
  const seen = { opened: 0, read: 0 };
  const body: StreamedBody = {
    byteLength,
    async *open() {
      seen.opened += 1;
      for (let at = 0; at < blocks; at += 1) {
        seen.read += 1;
        yield block;
      }
    },
  };
  return { body, seen };
}

const photo =
  'POST /rest/v1.0/images\nContent-Type: multipart/form-data; boundary=x\n\n--x\nContent-Disposition: form-data; name="image[data]"; filename="a.jpg"\n\n< ./a.jpg\n--x--\n';
const head = '--x\r\nContent-Disposition: form-data; name="image[data]"; filename="a.jpg"\r\n\r\n';
const foot = '\r\n--x--';

interface Arrived {
  readonly length: string | undefined;
  readonly encoding: string | undefined;
  readonly bytes: number;
  readonly sha256: string;
}

type Handler = (arrived: Arrived, response: ServerResponse) => void;

describe('a large body file', () => {
  let server: Server;
  const arrived: Arrived[] = [];

  async function listen(handle: (request: IncomingMessage, response: ServerResponse) => void) {
    server = createServer(handle);
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    ok(typeof address === 'object' && address !== null);
    return { environment: simulatorEnvironment(`http://127.0.0.1:${address.port}`, 'sandbox') };
  }

  function receiving(...handlers: readonly Handler[]) {
    return (request: IncomingMessage, response: ServerResponse) => {
      const hash = createHash('sha256');
      let bytes = 0;
      request.on('data', (chunk: Buffer) => {
        hash.update(chunk);
        bytes += chunk.length;
      });
      request.on('end', () => {
        const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
        arrived.push({ length, encoding, bytes, sha256: hash.digest('hex') });
        const handler = handlers[Math.min(arrived.length, handlers.length) - 1];
        const last = arrived.at(-1);
        if (last !== undefined) handler?.(last, response);
      });
    };
  }

  beforeEach(() => {
    arrived.length = 0;
  });
  afterEach(() => {
    server.closeAllConnections();
    return new Promise(resolve => server.close(resolve));
  });

  it('arrives whole, between the lines of its part, with the length said before', async () => {
    const { body, seen } = largeFile(40);
    const { exchange } = await runText(photo, {
      ...(await listen(receiving((_, response) => response.end('{}')))),
      bodyFiles: { './a.jpg': body },
    });
    equal(exchange.response?.status, 200);
    const whole = Buffer.concat([
      Buffer.from(head),
      ...Array.from({ length: 40 }, () => block),
      Buffer.from(foot),
    ]);
    deepEqual(arrived, [
      {
        length: String(whole.length),
        encoding: undefined,
        bytes: whole.length,
        sha256: createHash('sha256').update(whole).digest('hex'),
      },
    ]);
    equal(exchange.request.bodyBytes, whole.length);
    // Once for a look at its beginning, which may hold variables, and once to be sent.
    equal(seen.opened, 2);
  });

  it('tells how much of it has gone out, to the last byte', async () => {
    const { body } = largeFile(320);
    const { exchange, progress } = await runText(photo, {
      ...(await listen(receiving((_, response) => response.end('{}')))),
      bodyFiles: { './a.jpg': body },
    });
    equal(exchange.response?.status, 200);
    const total = 320 * block.length + head.length + foot.length;
    const sent = progress.flatMap(each => (each.kind === 'sent' ? [each] : []));
    deepEqual(new Set(sent.map(each => each.total)), new Set([total]));
    // A hundredth each time, in whole blocks.
    deepEqual(
      sent.slice(0, 2).map(({ bytes }) => bytes),
      [4, 8].map(blocks => blocks * block.length + head.length),
    );
    equal(sent.at(-1)?.bytes, total);
  });

  it('of 300 MB is read no faster than it arrives', async () => {
    const { body, seen } = largeFile(4800);
    let received = 0;
    let mostAhead = 0;
    const receive = receiving((_, response) => response.end('{}'));
    const { exchange } = await runText(photo, {
      ...(await listen((request, response) => {
        request.on('data', (chunk: Buffer) => {
          received += chunk.length;
          mostAhead = Math.max(mostAhead, seen.read * block.length - received);
        });
        receive(request, response);
      })),
      bodyFiles: { './a.jpg': body },
    });
    equal(exchange.response?.status, 200);
    equal(arrived[0]?.bytes, 4800 * block.length + head.length + foot.length);
    // The system keeps some of it for a connection, at both its ends.
    ok(mostAhead < 100 << 20, `${mostAhead >> 20} MB were read ahead`);
  }).timeout(60_000);

  it('waits where the other side takes no more', async () => {
    const { body, seen } = largeFile(4800);
    const stop = new AbortController();
    const { exchange } = await runText(photo, {
      ...(await listen(request => {
        request.pause();
        setTimeout(() => stop.abort(), 300);
      })),
      bodyFiles: { './a.jpg': body },
      signal: stop.signal,
    });
    equal(exchange.error?.code, 'cancelled');
    ok(seen.read < 2400, `${seen.read} of 4800 blocks were read`);
  });

  it('is read anew where Procore asks to come back', async () => {
    const { body, seen } = largeFile(20);
    const { exchange } = await runText(photo, {
      ...(await listen(
        receiving(
          (_, response) => response.writeHead(429, { 'retry-after': '1' }).end(),
          (_, response) => response.end('{}'),
        ),
      )),
      bodyFiles: { './a.jpg': body },
    });
    equal(exchange.response?.status, 200);
    equal(exchange.attempts, 2);
    equal(arrived[0]?.sha256, arrived[1]?.sha256);
    equal(seen.opened, 3);
  });

  it('is never sent again once some of it was', async () => {
    const { body } = largeFile(200);
    let connections = 0;
    const { exchange } = await runText(photo, {
      ...(await listen(request => {
        connections += 1;
        request.once('data', () => request.socket.resetAndDestroy());
      })),
      bodyFiles: { './a.jpg': body },
    });
    equal(exchange.response, null);
    equal(exchange.attempts, 1);
    equal(connections, 1);
    match(exchange.error?.code ?? '', /^(?:ECONNRESET|EPIPE|UND_ERR_SOCKET)$/);
  });

  it('that is not as long as it said fails instead of arriving damaged', async () => {
    const { body } = largeFile(20, 30 * block.length);
    const { exchange } = await runText(photo, {
      ...(await listen(receiving((_, response) => response.end('{}')))),
      bodyFiles: { './a.jpg': body },
    });
    equal(exchange.response, null);
    equal(exchange.error?.code, 'UND_ERR_REQ_CONTENT_LENGTH_MISMATCH');
    deepEqual(arrived, []);
  });
});
