import type { Socket } from 'node:net';
import { buildConnector } from 'undici';

/** Milliseconds that a new connection took; `null` where the step did not happen. */
export interface ConnectTimings {
  readonly dnsMs: number | null;
  readonly connectMs: number | null;
  readonly tlsMs: number | null;
}

/** A connection that was not made for this request took none of the three. */
export const reusedConnection: ConnectTimings = { dnsMs: null, connectMs: null, tlsMs: null };

export interface MeasuredConnector {
  readonly connect: buildConnector.connector;
  /**
   * What the newest connection to `origin` took, once; then it counts as reused. undici writes the waiting
   * request in the same turn in which its connection is ready, so the first to ask is the right one.
   */
  take(origin: string): ConnectTimings;
}

/** undici's connector with a stopwatch. `timeout` is for the connection alone, in milliseconds. */
export function createMeasuredConnector(timeout: number, now = () => performance.now()): MeasuredConnector {
  const connector = buildConnector({ timeout });
  const fresh = new Map<string, ConnectTimings>();
  return {
    connect(options, callback) {
      const started = now();
      let lookedUp: number | undefined;
      let connected: number | undefined;
      const socket: unknown = connector(options, (...result) => {
        if (result[0] === null) {
          const ready = now();
          const secure = options.protocol === 'https:';
          fresh.set(`${options.protocol}//${options.host ?? options.hostname}`, {
            dnsMs: lookedUp === undefined ? null : lookedUp - started,
            connectMs: ((secure ? connected : undefined) ?? ready) - (lookedUp ?? started),
            tlsMs: secure && connected !== undefined ? ready - connected : null,
          });
        }
        callback(...result);
      });
      if (!isSocket(socket)) return;
      socket.once('lookup', () => {
        lookedUp = now();
      });
      socket.once('connect', () => {
        connected = now();
      });
    },
    take(origin) {
      const timings = fresh.get(origin) ?? reusedConnection;
      fresh.delete(origin);
      return timings;
    },
  };
}

/** undici declares that its connector gives nothing; it gives the socket. */
function isSocket(value: unknown): value is Socket {
  return typeof value === 'object' && value !== null && 'once' in value && typeof value.once === 'function';
}
