import type { BudgetStore } from '../../src/runner/budgetStore.ts';
import type { Clock } from '../../src/runner/clock.ts';

/**
 * Makes the stores of processes that share a folder; reading and writing take `delay` milliseconds each, and
 * every `late`th exchange does not end in time.
 */
export function memoryBudgetStores(clock: Clock, delay: number, late = Number.NaN): () => BudgetStore {
  const texts = new Map<string, string>();
  const signal = new AbortController().signal;
  let processes = 0;
  let exchanges = 0;
  return () => {
    processes += 1;
    const own = String(processes);
    return {
      async exchange(key, mine) {
        exchanges += 1;
        if (exchanges % late === 0) return clock.sleep(50, signal).then(() => undefined);
        await clock.sleep(delay, signal);
        texts.set(`${key} ${own}`, mine);
        await clock.sleep(delay, signal);
        return [...texts].flatMap(([name, text]) =>
          name.startsWith(`${key} `) && name !== `${key} ${own}` ? text : [],
        );
      },
    };
  };
}
