import type { Socket } from 'node:net';
import type { buildConnector } from 'undici';
import { isConnectProblem, type Network, plainNetwork } from './network.ts';
import { createConnectors } from './trust.ts';
import { openTunnel } from './tunnel.ts';

/** Milliseconds that a new connection took; `null` where the step did not happen. */
export interface ConnectTimings {
  readonly dnsMs: number | null;
  /** Through a proxy: until its tunnel stood. */
  readonly connectMs: number | null;
  readonly tlsMs: number | null;
}

/** A connection that was not made for this request took none of the three. */
export const reusedConnection: ConnectTimings = { dnsMs: null, connectMs: null, tlsMs: null };

/** Connects for undici, and knows what each new connection took. */
export interface MeasuredConnector {
  readonly connect: buildConnector.connector;
  /**
   * What the newest connection to `origin` took, once; then it counts as reused. undici writes the waiting
   * request in the same turn in which its connection is ready, so the first to ask is the right one.
   */
  take(origin: string): ConnectTimings;
  /** Gives up the connections that do not stand yet; those who wait for them are told so. */
  giveUp(): void;
}

/** How connections are made. `now` is in milliseconds; only differences are taken of it. */
export interface ConnectOptions {
  /** Milliseconds for the connection alone. */
  readonly timeout: number;
  readonly network?: Network;
  /** Origins that get credentials: certificates are checked there, whatever the network says. */
  readonly tokenOrigins?: ReadonlySet<string> | 'everywhere';
  readonly now?: () => number;
}

/** undici's connector with a stopwatch, through proxies and with certificates as `network` says. */
export function createMeasuredConnector(options: ConnectOptions): MeasuredConnector {
  const { timeout, network = plainNetwork, tokenOrigins = new Set<string>() } = options;
  const now = options.now ?? (() => performance.now());
  const connectors = createConnectors(network.trust, tokenOrigins, timeout);
  const fresh = new Map<string, ConnectTimings>();
  const unfinished = new Set<Socket>();

  function connectThrough(
    proxy: URL | undefined,
    origin: URL,
    target: buildConnector.Options,
    callback: buildConnector.Callback,
  ): void {
    const store = connectors.store();
    const watch = createStopwatch(now, origin.protocol === 'https:');
    const started: Socket[] = [];
    const hold = (socket: unknown) => {
      if (!isSocket(socket)) return undefined;
      started.push(socket);
      unfinished.add(socket);
      return socket;
    };
    const done: buildConnector.Callback = (...[error, socket]) => {
      for (const one of started) unfinished.delete(one);
      if (error === null) {
        fresh.set(`${target.protocol}//${target.host ?? target.hostname}`, watch.read());
        callback(null, socket);
      } else if (store === 'known' && connectors.widen(error)) {
        connectThrough(proxy, origin, target, callback);
      } else {
        callback(connectors.explain(error, origin), null);
      }
    };
    let connect: buildConnector.connector;
    try {
      connect = connectors.of(origin, store);
    } catch (error) {
      callback(errorOf(error), null);
      return;
    }
    if (proxy === undefined) {
      watch.follow(hold(connect(target, done)));
      return;
    }
    const toProxy: buildConnector.connector = (options, ready) =>
      watch.follow(hold(connectors.ofProxy(proxy, store)(options, ready)));
    openTunnel({ proxy, target, connect: toProxy, timeout }).then(
      socket => {
        watch.connected();
        if (origin.protocol === 'https:') hold(connect({ ...target, httpSocket: socket }, done));
        else done(null, socket);
      },
      (error: Error) => {
        const other =
          origin.protocol === 'https:' && refusedByProxy(error)
            ? network.openOtherwise?.(origin, connectors.checks(origin))
            : undefined;
        if (other === undefined) return done(error, null);
        other.then(
          socket => (socket === undefined ? done(error, null) : done(null, socket)),
          (reason: Error) => done(reason, null),
        );
      },
    );
  }

  return {
    connect(target, callback) {
      const origin = new URL(`${target.protocol}//${target.host ?? target.hostname}`);
      try {
        const proxy = network.proxyFor(origin);
        // Not a turn later where nobody has to be asked: undici waits for nothing then.
        if (!(proxy instanceof Promise)) return connectThrough(proxy, origin, target, callback);
        proxy.then(
          found => connectThrough(found, origin, target, callback),
          (error: Error) => callback(error, null),
        );
      } catch (error) {
        callback(errorOf(error), null);
      }
    },
    take(origin) {
      const timings = fresh.get(origin) ?? reusedConnection;
      fresh.delete(origin);
      return timings;
    },
    giveUp() {
      // With an error, since who waits for a socket is told of errors alone.
      for (const socket of unfinished)
        socket.destroy(new Error('Nobody waits for this connection any more.'));
    },
  };
}

function refusedByProxy(error: Error): boolean {
  return isConnectProblem(error) && /^ERR_PROXY_(?:REFUSED|UNSUPPORTED)$/.test(error.code);
}

function errorOf(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}

/** Reads the steps of one connection off its socket. */
function createStopwatch(now: () => number, secure: boolean) {
  const started = now();
  let lookedUp: number | undefined;
  let connected: number | undefined;
  return {
    follow(socket: Socket | undefined) {
      socket?.once('lookup', () => {
        lookedUp = now();
      });
      socket?.once('connect', () => {
        connected = now();
      });
    },
    connected() {
      connected = now();
    },
    read(): ConnectTimings {
      const ready = now();
      return {
        dnsMs: lookedUp === undefined ? null : lookedUp - started,
        connectMs: ((secure ? connected : undefined) ?? ready) - (lookedUp ?? started),
        tlsMs: secure && connected !== undefined ? ready - connected : null,
      };
    },
  };
}

/** undici declares that its connector gives nothing; it gives the socket. */
function isSocket(value: unknown): value is Socket {
  return typeof value === 'object' && value !== null && 'once' in value && typeof value.once === 'function';
}
