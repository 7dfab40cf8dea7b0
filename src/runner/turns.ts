import type { Exchange } from './exchange.ts';

/**
 * Requests one after another, each sent as soon as the one before is answered: its exchange is made while the next one
 * is under way. What is told of them is told in the order in which they were sent.
 */
export interface Turns {
  /**
   * Starts a request, which calls `onAnswered` once (see `RunJob`), or not at all. Resolves when the next one may
   * start; rejects where it failed by then, else `settled` does.
   */
  next(start: (onAnswered: () => void) => Promise<Exchange>): Promise<void>;
  /** Tells something of the latest request: at once, where nothing is left to be told before it. */
  say(tell: Tell): void;
  /** All was told that comes before what the latest request has to say. */
  earlier(): Promise<void>;
  /** All was told. Rejects where a request or a telling failed. */
  settled(): Promise<void>;
}

/** What it gives is waited for before anything else is told. */
export type Tell = () => Promise<void> | undefined;

/** `report` hears the exchange of each request, after all else that was told of it. */
export function createTurns(report: (exchange: Exchange) => Promise<void> | undefined): Turns {
  let latest: { before: Promise<void> | undefined } = { before: undefined };
  /** `undefined`: all was told of the latest request. */
  let telling: Promise<void> | undefined;
  return {
    next(start) {
      const own = { before: telling };
      latest = own;
      return new Promise((resolve, reject) => {
        const told = start(resolve).then(async exchange => {
          if (own.before !== undefined) await own.before;
          const more = report(exchange);
          if (more !== undefined) await more;
        });
        telling = told;
        told.then(() => {
          if (telling === told) telling = undefined;
          resolve();
        }, reject);
      });
    },
    say(tell) {
      latest.before = latest.before === undefined ? tell() : latest.before.then(tell);
    },
    earlier: () => latest.before ?? Promise.resolve(),
    settled: () => telling ?? Promise.resolve(),
  };
}
