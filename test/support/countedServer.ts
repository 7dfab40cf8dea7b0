import { createRateWindows, rateHeaders } from '../../src/simulator/rateWindows.ts';
import type { VirtualClock } from './virtualClock.ts';

/** The simulator's windows behind a delay, by a clock of their own. */
export interface CountedServer {
  /** What a request of this app gets, `latency` milliseconds after it left. */
  send(): Promise<{ readonly status: number; readonly headers: Readonly<Record<string, string>> }>;
  readonly counts: { readonly answered: number; readonly refused: number };
}

export function countedServer(
  clock: VirtualClock,
  options: {
    readonly hourlyLimit: number;
    readonly spikeLimit: number;
    /** Milliseconds there and back, for each request in turn. */
    readonly latency: (index: number) => number;
    /** What the server's clock is ahead, in milliseconds. */
    readonly skew?: number;
    readonly silent?: boolean;
  },
): CountedServer {
  const windows = createRateWindows({ ...options, now: clock.now });
  const counts = { answered: 0, refused: 0 };
  const signal = new AbortController().signal;
  let sent = 0;
  return {
    counts,
    async send() {
      const half = options.latency(sent) / 2;
      sent += 1;
      await clock.sleep(half, signal);
      const { tighter, refused } = windows.spend('app');
      counts[refused ? 'refused' : 'answered'] += 1;
      const skew = options.skew ?? 0;
      const date = new Date(Math.floor((clock.now() + skew) / 1000) * 1000).toUTCString();
      const limits = tighter === undefined || options.silent ? {} : rateHeaders(tighter, skew);
      await clock.sleep(half, signal);
      return { status: refused ? 429 : 200, headers: { date, ...limits } };
    },
  };
}
