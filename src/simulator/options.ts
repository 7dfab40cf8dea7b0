/** How a simulator behaves. All fields have defaults, so that `{}` is the seeded simulator. */
export interface SimulatorOptions {
  /** The environment it plays; a token of another one is refused. Default `simulator`. */
  readonly environment?: string;
  /** The same seed gives the same data. Default 1. */
  readonly seed?: number;
  /** Rows of the long lists; default 450 (RFIs of one project). */
  readonly rows?: number;
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
