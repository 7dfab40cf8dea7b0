import assert from 'node:assert/strict';
import { builtInEnvironments } from '../../../src/procore/environments.ts';
import type { BudgetEvent, BudgetReport } from '../../../src/runner/budgets.ts';
import type { KnownWindow } from '../../../src/runner/rateWindows.ts';

const [found] = builtInEnvironments.filter(({ name }) => name === 'sandbox');
assert.ok(found);
export const sandbox = found;

/** A moment of one day. */
export const at = (time: string): number => Date.parse(`2026-10-05T${time}Z`);

export function spikeWindow(left: number, resets: string, limit = 25): KnownWindow {
  return { kind: 'spike', limit, left, turn: at(resets), resetsAt: at(resets) };
}

export function hourlyWindow(left: number, resets: string, limit = 600): KnownWindow {
  return { kind: 'hourly', limit, left, turn: at(resets), resetsAt: at(resets) };
}

export function report(windows: readonly KnownWindow[], changes: Partial<BudgetReport> = {}): BudgetReport {
  return { environment: sandbox, app: 'aaaaaaaaaaaaaaaa', company: '42', windows, ...changes };
}

/** An answer that told of the first of the windows. */
export function answered(
  time: string,
  windows: readonly KnownWindow[],
  changes: Partial<BudgetEvent> = {},
): BudgetEvent {
  const [told] = windows;
  return {
    ...report(windows),
    at: at(time),
    status: 200,
    told: told && {
      limit: told.limit,
      remaining: Math.max(0, told.left),
      resetAt: new Date(told.resetsAt).toISOString(),
      window: told.kind,
    },
    ...changes,
  };
}
