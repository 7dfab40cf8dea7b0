import type { Environment } from '../procore/environments.ts';
import { type Budget, createBudget } from './budget.ts';
import { type BudgetStore, booksIn } from './budgetStore.ts';
import type { KnownWindows } from './rateWindows.ts';
import type { RunnerParts } from './runner.ts';

/** Whose requests are counted together. */
export interface BudgetOwner {
  readonly environment: Environment;
  /** Client id; `undefined` where it is not known, as of a pasted token. */
  readonly app: string | undefined;
  readonly company: string | undefined;
}

/** What is left of the windows of one owner. */
export interface BudgetReport {
  readonly environment: Environment;
  readonly company: string | undefined;
  readonly windows: KnownWindows;
}

export interface Budgets {
  of(owner: BudgetOwner): Budget;
  /** Of those whose windows are known. */
  reports(): readonly BudgetReport[];
}

/**
 * One budget for each environment, app and company; Procore counts per app, and its pages leave open whether
 * companies are counted apart ("Rate limiting" [doc]). With a `store` they are shared with other processes.
 */
export function createBudgets(
  { clock, random }: Pick<RunnerParts, 'clock' | 'random'>,
  store?: BudgetStore,
): Budgets {
  const opened = new Map<string, BudgetOwner & { readonly budget: Budget }>();
  return {
    of(owner) {
      const { environment, app = '', company = '' } = owner;
      const key = JSON.stringify([environment.name, environment.apiUrl, app, company]);
      const known = opened.get(key);
      if (known !== undefined) return known.budget;
      const budget = createBudget(clock, store && { exchange: booksIn(store, key), random });
      opened.set(key, { ...owner, budget });
      return budget;
    },
    reports: () =>
      [...opened.values()].flatMap(({ environment, company, budget }) => {
        const windows = budget.windows();
        return windows.length === 0 ? [] : { environment, company, windows };
      }),
  };
}
