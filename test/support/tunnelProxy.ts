import { ok } from 'node:assert/strict';
import { createServer, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';

export interface TunnelProxy {
  readonly url: string;
  /** What it was asked to open a tunnel to. */
  readonly asked: readonly string[];
  /** The credentials that came with each. */
  readonly credentials: readonly (string | undefined)[];
  close(): Promise<void>;
}

/**
 * A proxy on loopback whose tunnels all end at one port of this machine, or that refuses with `status`;
 * `silent` takes the request and says nothing, `closes` hangs up on it.
 */
export async function startTunnelProxy(end: {
  readonly port?: number;
  readonly status?: number | 'silent' | 'closes';
}): Promise<TunnelProxy> {
  const asked: string[] = [];
  const credentials: (string | undefined)[] = [];
  const open = new Set<Duplex>();
  const server = createServer();
  server.on('connection', socket => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
  });
  server.on('connect', (request: IncomingMessage, socket: Duplex) => {
    asked.push(request.url ?? '');
    credentials.push(request.headers['proxy-authorization']);
    socket.on('error', () => {});
    if (end.status === 'silent') return;
    if (end.status === 'closes') {
      socket.end();
      return;
    }
    if (end.status !== undefined || end.port === undefined) {
      socket.end(`HTTP/1.1 ${end.status ?? 502} No\r\nconnection: close\r\n\r\n`);
      return;
    }
    const onward = connect(end.port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    onward.on('error', () => socket.destroy());
    socket.on('close', () => onward.destroy());
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  ok(typeof address === 'object' && address !== null);
  return {
    url: `http://127.0.0.1:${address.port}`,
    asked,
    credentials,
    close() {
      for (const socket of open) socket.destroy();
      return new Promise(resolve => server.close(() => resolve()));
    },
  };
}
