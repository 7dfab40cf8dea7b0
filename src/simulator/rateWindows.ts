import { header } from '../procore/headers.ts';

/** The state of one window after a request. */
export interface WindowState {
  readonly window: 'spike' | 'hourly';
  readonly limit: number;
  readonly remaining: number;
  /** Milliseconds since 1970. */
  readonly resetAt: number;
}

/** What came of counting one request. */
export interface Spent {
  /** The window nearer to running out; `undefined`: no limits at all. */
  readonly tighter: WindowState | undefined;
  /** Whether a window had been spent before this request. */
  readonly refused: boolean;
}

/** Two rate windows for each key. */
export interface RateWindows {
  /** Counts one request against both windows. A refused one costs nothing more. */
  spend(key: string): Spent;
  /** What a window spent at this time looks like, for the faults. */
  exhausted(window: 'spike' | 'hourly', at: number): WindowState;
  budgets(): readonly { readonly key: string; readonly windows: readonly WindowState[] }[];
  /** Takes all that is left of a window, of every key, also of those that come before it resets. */
  exhaust(window: 'spike' | 'hourly'): void;
  /** Takes what is left of a key's spike window, if a request has begun it. */
  overtake(key: string): void;
  reset(): void;
}

interface Window {
  readonly name: 'spike' | 'hourly';
  readonly limit: number;
  readonly length: number;
  used: number;
  resetAt: number;
}

/**
 * Hourly (60 minutes) and spike (10 seconds) windows at once; each starts with its first request. Failed
 * calls count too. Source: Procore documentation, "Rate limiting" [doc]; counted per app and company
 * [assumed]. A limit of 0 leaves that window out.
 */
export function createRateWindows(options: {
  readonly hourlyLimit: number;
  readonly spikeLimit: number;
  readonly now: () => number;
}): RateWindows {
  const { now } = options;
  const kinds = [
    { name: 'spike', limit: options.spikeLimit, length: 10_000 },
    { name: 'hourly', limit: options.hourlyLimit, length: 3_600_000 },
  ] as const;
  const limited = kinds.filter(kind => kind.limit > 0);
  const keys = new Map<string, readonly Window[]>();
  const exhaustedUntil = { spike: 0, hourly: 0 };

  function windowsOf(key: string): readonly Window[] {
    const known = keys.get(key);
    if (known !== undefined) return known;
    const windows = limited.map(kind => ({ ...kind, used: 0, resetAt: 0 }));
    keys.set(key, windows);
    return windows;
  }

  return {
    spend(key) {
      const at = now();
      const windows = windowsOf(key);
      let refused = false;
      for (const window of windows) {
        if (window.resetAt <= at) {
          const until = exhaustedUntil[window.name];
          window.used = until > at ? window.limit : 0;
          window.resetAt = until > at ? until : at + window.length;
        }
        if (window.used >= window.limit) refused = true;
      }
      let tighter: Window | undefined;
      for (const window of windows) {
        if (!refused) window.used += 1;
        if (tighter === undefined || isTighter(window, tighter)) tighter = window;
      }
      return { tighter: tighter && stateOf(tighter), refused };
    },
    exhausted(name, at) {
      const kind = name === 'spike' ? kinds[0] : kinds[1];
      return {
        window: name,
        limit: kind.limit > 0 ? kind.limit : name === 'spike' ? 25 : 600,
        remaining: 0,
        resetAt: at + kind.length,
      };
    },
    budgets: () =>
      [...keys].map(([key, windows]) => ({
        key,
        windows: windows.map(window =>
          window.resetAt <= now() ? { ...stateOf(window), remaining: window.limit } : stateOf(window),
        ),
      })),
    exhaust(name) {
      exhaustedUntil[name] = now() + (name === 'spike' ? kinds[0] : kinds[1]).length;
      for (const window of [...keys.values()].flat()) {
        if (window.name !== name) continue;
        if (window.resetAt <= now()) window.resetAt = exhaustedUntil[name];
        window.used = window.limit;
      }
    },
    overtake(key) {
      for (const window of keys.get(key) ?? []) {
        if (window.name === 'spike' && window.resetAt > now()) window.used = window.limit;
      }
    },
    reset() {
      keys.clear();
      exhaustedUntil.spike = 0;
      exhaustedUntil.hourly = 0;
    },
  };
}

/** Fewer requests left; of two that are equal, the one that stays so for longer. */
function isTighter(a: Window, b: Window): boolean {
  const left = a.limit - a.used - (b.limit - b.used);
  return left < 0 || (left === 0 && a.resetAt > b.resetAt);
}

function stateOf({ name, limit, used, resetAt }: Window): WindowState {
  return { window: name, limit, remaining: limit - used, resetAt };
}

/** The three headers; the reset is in whole Unix seconds, rounded up, so that waiting for it is enough. */
export function rateHeaders(state: WindowState, skew: number): Readonly<Record<string, string>> {
  return {
    [header.rateLimit]: String(state.limit),
    [header.rateRemaining]: String(state.remaining),
    [header.rateReset]: String(Math.ceil((state.resetAt + skew) / 1000)),
  };
}
