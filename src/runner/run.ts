import type { Exchange } from './exchange.ts';
import type { RunJob, RunnerParts } from './runner.ts';

/** Sends requests of `.http` files, and remembers named answers for the requests that refer to them. */
export interface Runner {
  /**
   * One request with everything it takes: the requests it refers to, values, token, waiting, repeats and
   * pages. Never rejects for what the request meets: a request that could not be sent, or that `signal`
   * stopped (`error.code` is `cancelled`), gives an exchange with an `error` too.
   */
  run(job: RunJob, signal: AbortSignal): Promise<Exchange>;
  /** Closes kept connections. */
  close(): Promise<void>;
}

/** Builds a runner; connections and rate windows are kept for each environment until `close`. */
export function createRunner(parts: RunnerParts): Runner {
  return {
    run: () => Promise.reject(new Error(`the runner is being built; ${parts.clock.now()}`)),
    close: async () => {},
  };
}
