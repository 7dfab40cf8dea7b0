import type { Clock } from '../../src/runner/clock.ts';

/** The time of this machine and what was slept, each sleep being over at once; `slept` lists them, in milliseconds. */
export function hastyClock(): Clock & { readonly slept: readonly number[] } {
  const slept: number[] = [];
  let skipped = 0;
  return {
    slept,
    now: () => Date.now() + skipped,
    async sleep(milliseconds, signal) {
      signal.throwIfAborted();
      slept.push(milliseconds);
      skipped += milliseconds;
    },
  };
}
