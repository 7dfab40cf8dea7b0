import type { BudgetEvent } from '../../runner/budgets.ts';
import { type BudgetTrack, createBudgetHistory } from './budgetHistory.ts';

/** What the runner tells of the rate windows, for all who show it. */
export interface BudgetFeed {
  hear(event: BudgetEvent): void;
  tracks(now: number): readonly BudgetTrack[];
  onDidChange(listener: () => void): { dispose(): void };
}

export function createBudgetFeed(): BudgetFeed {
  const history = createBudgetHistory();
  const listeners = new Set<() => void>();
  return {
    hear(event) {
      history.hear(event);
      for (const listener of [...listeners]) listener();
    },
    tracks: history.tracks,
    onDidChange(listener) {
      listeners.add(listener);
      return { dispose: () => listeners.delete(listener) };
    },
  };
}
