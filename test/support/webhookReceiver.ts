import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** An event as it came. */
export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly event: Readonly<Record<string, unknown>>;
}

export interface WebhookReceiver {
  readonly url: string;
  readonly received: readonly Received[];
  /** Resolves when so many have come, at once where they have. */
  arrived(count: number): Promise<void>;
  /** Resolves when no connection is left. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

/** A real receiver on loopback; `answer` gets the number of the event, from 1. Not to answer is one way to answer. */
export async function webhookReceiver(
  answer: (number: number, response: ServerResponse) => void = (_, response) => response.writeHead(204).end(),
): Promise<WebhookReceiver> {
  const received: Received[] = [];
  const sockets = new Set<Socket>();
  const waiting = new Set<() => void>();
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    received.push({ headers: request.headers, event: JSON.parse(text) });
    answer(received.length, response);
    for (const check of waiting) check();
  });
  server.on('connection', socket => {
    sockets.add(socket);
    socket.once('close', () => {
      sockets.delete(socket);
      for (const check of waiting) check();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const when = (holds: () => boolean): Promise<void> =>
    new Promise(resolve => {
      const check = (): void => {
        if (!holds()) return;
        waiting.delete(check);
        resolve();
      };
      waiting.add(check);
      check();
    });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`,
    received,
    arrived: count => when(() => received.length >= count),
    idle: () => when(() => sockets.size === 0),
    async close() {
      server.closeAllConnections();
      server.close();
      await when(() => sockets.size === 0);
    },
  };
}
