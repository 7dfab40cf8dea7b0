import type { Post } from './webhooks/post.ts';
import type { Schedule } from './webhooks/queue.ts';

/** How a simulator behaves. All fields have defaults, so that `{}` is the seeded simulator. */
export interface SimulatorOptions {
  /** The environment it plays; a token of another one is refused. Default `simulator`. */
  readonly environment?: string;
  /** The same seed gives the same data. Default 1. */
  readonly seed?: number;
  /** Rows of the long lists; default 450 (RFIs of one project). */
  readonly rows?: number;
  /** Projects of the main company beside the seeded ones. Default 0. */
  readonly projects?: number;
  /** Requests per 60 minutes and per 10 seconds; 0 means no limit. Defaults 600 and 25. */
  readonly hourlyLimit?: number;
  readonly spikeLimit?: number;
  /** Seconds; default 5400. */
  readonly accessTokenTtl?: number;
  /** Added to every API answer, in milliseconds. Default 0. */
  readonly latency?: number;
  /** Names of faults to switch on from the start. */
  readonly faults?: readonly string[];
  /** Milliseconds since 1970. Default `Date.now`. */
  readonly now?: () => number;
  /** Waits for `latency` and the fault `slow`. Default: a timer. */
  readonly sleep?: (milliseconds: number) => Promise<void>;
  /** How many times faster than life webhooks wait for another try; default 1. */
  readonly webhookTimeScale?: number;
  /** Milliseconds that a receiver of webhooks has to answer. Default 5000. */
  readonly webhookTimeout?: number;
  /** Sends one event. Default: a real POST, to receivers on this machine only. */
  readonly post?: Post;
  /** Waits before another try of a webhook. Default: a timer that does not keep the process alive. */
  readonly schedule?: Schedule;
  /** Random bytes as hexadecimal text, for codes and tokens. Default: the operating system's. */
  readonly randomHex?: (bytes: number) => string;
}

/** A simulator that listens on loopback. */
export interface RunningSimulator {
  /** Origin without a trailing slash, e.g. `http://127.0.0.1:4780`. */
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly environment: string;
  close(): Promise<void>;
}
