import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { postToReceiver } from '../../../src/simulator/webhooks/post.ts';

const never = new AbortController().signal;

describe('a post to a receiver', () => {
  const servers: Server[] = [];
  const sockets = new Set<Socket>();

  /** Every connection to a receiver is gone. */
  async function noConnections(): Promise<void> {
    // A reset is an end like any other, so that `once` from events, which rejects for it, will not do.
    for (const socket of sockets) {
      if (!socket.closed) await new Promise(resolve => socket.once('close', resolve));
    }
  }

  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
    sockets.clear();
  });

  async function receiver(listener: RequestListener): Promise<string> {
    const server = createServer(listener);
    servers.push(server);
    server.on('connection', socket => sockets.add(socket));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/events?x=1`;
  }

  const posting = (url: string, signal = never, timeout = 5000) => ({
    url,
    headers: { Authorization: 'Bearer x' },
    body: '{"é":1}',
    timeout,
    signal,
  });

  it('carries JSON and the headers of the hook, and gives the answer', async () => {
    let seen: IncomingMessage['headers'] = {};
    let text = '';
    const url = await receiver(async (request, response) => {
      seen = request.headers;
      for await (const chunk of request) text += chunk;
      response.writeHead(202, { 'x-receiver': 'yes' }).end(`${request.method} ${request.url}`);
    });
    const posted = await postToReceiver(posting(url));
    assert.deepEqual([posted.status, posted.body, posted.error], [202, 'POST /events?x=1', undefined]);
    assert.equal(posted.headers['x-receiver'], 'yes');
    assert.deepEqual([seen['content-type'], seen.authorization], ['application/json', 'Bearer x']);
    assert.equal(text, '{"é":1}');
    await noConnections();
  });

  it('gives up on a receiver that takes longer than it may', async () => {
    const url = await receiver(() => {});
    const posted = await postToReceiver(posting(url, never, 30));
    assert.deepEqual(
      [posted.status, posted.error],
      [undefined, 'Timed out: no answer within 0.03 s of connecting.'],
    );
    await noConnections();
  });

  it('gives up on an answer that begins in time but does not end', async () => {
    const url = await receiver((_, response) => response.writeHead(200).write('half'));
    assert.match((await postToReceiver(posting(url, never, 30))).error ?? '', /^Timed out/);
    await noConnections();
  });

  it('says that nobody listens, or that the receiver hung up', async () => {
    const url = await receiver(request => request.socket.destroy());
    assert.match((await postToReceiver(posting(url))).error ?? '', /^Connection reset|socket hang up/);
    const gone = servers.splice(0)[0];
    gone?.close();
    await once(gone ?? createServer(), 'close');
    assert.match((await postToReceiver(posting(url))).error ?? '', /^Connection refused/);
  });

  it('does not follow a redirect', async () => {
    let asked = 0;
    const url = await receiver((_, response) => {
      asked += 1;
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    assert.equal((await postToReceiver(posting(url))).status, 302);
    assert.equal(asked, 1);
  });

  it('keeps the beginning of an answer without end', async () => {
    const url = await receiver((_, response) => {
      response.writeHead(200);
      for (let piece = 0; piece < 100; piece += 1) response.write('x'.repeat(10_000));
      response.end();
    });
    assert.equal((await postToReceiver(posting(url))).body?.length, 16 * 1024);
  });

  it('ends at once when the simulator closes', async () => {
    const stop = new AbortController();
    const url = await receiver(() => stop.abort());
    assert.match((await postToReceiver(posting(url, stop.signal))).error ?? '', /closed/);
    assert.match((await postToReceiver(posting(url, stop.signal))).error ?? '', /closed/);
    await noConnections();
  });
});
