import type { BudgetStore } from '../../src/runner/budgetStore.ts';
import type { Clock } from '../../src/runner/runner.ts';

/** Makes the stores of processes that share a folder; reading and writing take `delay` milliseconds each. */
export function memoryBudgetStores(clock: Clock, delay: number): () => BudgetStore {
  const texts = new Map<string, string>();
  const signal = new AbortController().signal;
  let processes = 0;
  return () => {
    processes += 1;
    const own = String(processes);
    return {
      async exchange(key, mine) {
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
