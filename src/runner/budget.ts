import type { HeaderMap } from '../procore/headers.ts';
import { type RateWindow, readRateLimit, requestedWait } from '../procore/rateLimit.ts';

/**
 * What is left of Procore's two windows for one environment. Each answer tells only of the window nearest
 * to running out, so the other is remembered from when it was last told. Source: "Rate limiting" [doc].
 */
export interface Budget {
  /** Milliseconds until the next request may go; 0 where nothing is known to stand in its way. */
  waitingTime(now: number): number;
  /** A request goes out: one less in every window. */
  spend(): void;
  /** An answer came. */
  learn(headers: HeaderMap, now: number): void;
}

interface WindowState {
  readonly remaining: number;
  /** By the local clock, in milliseconds since 1970. */
  readonly resetsAt: number;
}

export function createBudget(): Budget {
  const windows = new Map<RateWindow, WindowState>();
  return {
    waitingTime(now) {
      let wait = 0;
      for (const { remaining, resetsAt } of windows.values()) {
        if (remaining <= 0) wait = Math.max(wait, resetsAt - now);
      }
      return wait;
    },
    spend() {
      for (const [window, state] of windows)
        windows.set(window, { ...state, remaining: state.remaining - 1 });
    },
    learn(headers, now) {
      const report = readRateLimit(headers, now);
      if (report === undefined) return;
      const resetsAt = now + (requestedWait(headers, now) ?? 0);
      windows.set(report.window, { remaining: report.remaining, resetsAt });
    },
  };
}
