/** A clock that stands still until told; `slept` lists every wait asked for, in milliseconds. */
export interface FakeClock {
  now(): number;
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
  /** Moves the time on and wakes who has waited long enough. */
  advance(milliseconds: number): void;
  readonly slept: readonly number[];
}

/** With `autoAdvance` every wait ends at once, and the time is what was waited. */
export function fakeClock({ start = Date.UTC(2026, 10, 22, 9), autoAdvance = false } = {}): FakeClock {
  let now = start;
  const slept: number[] = [];
  const sleepers = new Set<{ readonly until: number; readonly wake: () => void }>();
  return {
    slept,
    now: () => now,
    async sleep(milliseconds, signal) {
      signal.throwIfAborted();
      slept.push(milliseconds);
      if (autoAdvance) {
        now += milliseconds;
        return;
      }
      await new Promise<void>((resolve, reject) => {
        const sleeper = { until: now + milliseconds, wake: resolve };
        sleepers.add(sleeper);
        signal.addEventListener(
          'abort',
          () => {
            sleepers.delete(sleeper);
            reject(signal.reason);
          },
          { once: true },
        );
      });
    },
    advance(milliseconds) {
      now += milliseconds;
      for (const sleeper of [...sleepers].filter(({ until }) => until <= now)) {
        sleepers.delete(sleeper);
        sleeper.wake();
      }
    },
  };
}
