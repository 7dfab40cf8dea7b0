import type { Environment } from '../procore/environments.ts';
import { type RateLimit, readRateLimit } from '../procore/rateLimit.ts';
import { type Budget, createBudget } from './budget.ts';
import { type BudgetStore, booksIn } from './budgetStore.ts';
import type { Clock } from './clock.ts';
import type { KnownWindows } from './rateWindows.ts';

/** Whose requests are counted together. */
export interface BudgetOwner {
  readonly environment: Environment;
  /** Client id; `undefined` where it is not known, as of a pasted token. */
  readonly app: string | undefined;
  readonly company: string | undefined;
}

/** What is left of the windows of one owner. */
export interface BudgetReport extends BudgetOwner {
  readonly windows: KnownWindows;
}

/** An answer, and what is known of the windows after it. */
export interface BudgetEvent extends BudgetReport {
  /** When it came, in milliseconds since 1970. */
  readonly at: number;
  readonly status: number;
  /** What its `X-Rate-Limit-*` headers said; `undefined`: nothing. */
  readonly told: RateLimit | undefined;
}

/** The budgets of one runner; the same owner always gets the same one. */
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
  {
    clock,
    random,
    onBudget,
  }: {
    readonly clock: Clock;
    readonly random: () => number;
    /** Hears of every answer that counts against a rate window. */
    readonly onBudget?: (event: BudgetEvent) => void;
  },
  store?: BudgetStore,
): Budgets {
  const opened = new Map<string, BudgetOwner & { readonly budget: Budget }>();
  /** Most requests are of the same owner as the one before. */
  let latest: (BudgetOwner & { readonly budget: Budget }) | undefined;
  return {
    of(owner) {
      const { environment, app = '', company = '' } = owner;
      if (latest?.environment === environment && latest.app === owner.app && latest.company === owner.company)
        return latest.budget;
      const key = JSON.stringify([environment.name, environment.apiUrl, app, company]);
      const known = opened.get(key);
      if (known !== undefined) {
        latest = { ...owner, budget: known.budget };
        return known.budget;
      }
      const budget: Budget = createBudget(
        clock,
        store && { exchange: booksIn(store, key), random },
        onBudget &&
          ((status, headers, at) =>
            onBudget({ ...owner, windows: budget.windows(), at, status, told: readRateLimit(headers, at) })),
      );
      opened.set(key, { ...owner, budget });
      return budget;
    },
    reports: () =>
      [...opened.values()].flatMap(({ environment, app, company, budget }) => {
        const windows = budget.windows();
        return windows.length === 0 ? [] : { environment, app, company, windows };
      }),
  };
}
