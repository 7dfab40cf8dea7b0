import type { Clock } from '../../src/runner/clock.ts';

/** A clock whose time passes only when nobody has anything else to do, and then at once. */
export interface VirtualClock extends Clock {
  /** Lets time pass until the work is done, but not while something real is awaited; rejects as it does. */
  until<T>(work: Promise<T>, isBusy?: () => boolean): Promise<T>;
}

export function virtualClock(start = Date.UTC(2026, 10, 22, 5)): VirtualClock {
  let now = start;
  const sleepers = new Map<object, { readonly until: number; readonly wake: () => void }>();
  return {
    now: () => now,
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        const key = {};
        const leave = () => {
          sleepers.delete(key);
          reject(signal.reason);
        };
        signal.addEventListener('abort', leave, { once: true });
        const wake = () => {
          signal.removeEventListener('abort', leave);
          resolve();
        };
        sleepers.set(key, { until: now + milliseconds, wake });
      }),
    async until(work, isBusy = () => false) {
      let done = false;
      const ended = work.finally(() => {
        done = true;
      });
      ended.catch(() => {});
      while (!done) {
        await new Promise(resolve => setImmediate(resolve));
        if (done) break;
        if (isBusy()) continue;
        const [next] = [...sleepers].sort(([, a], [, b]) => a.until - b.until);
        if (next === undefined) throw new Error('Nobody sleeps, and the work is not done.');
        const [key, { until, wake }] = next;
        sleepers.delete(key);
        now = Math.max(now, until);
        wake();
      }
      return ended;
    },
  };
}
