import type { ExchangeBooks } from './budget.ts';
import type { SharedBook } from './budgetBook.ts';
import type { KnownWindow } from './rateWindows.ts';

/**
 * Where the processes of one person tell each other what they send. Each has a text of its own for each key,
 * so that none can overwrite another's. No text holds a secret.
 */
export interface BudgetStore {
  /**
   * Keeps `mine` in place of this process's text, then reads the others'; `undefined`: that takes longer than a
   * person would notice, and may still happen. Rejects where it cannot be done.
   */
  exchange(key: string, mine: string): Promise<readonly string[] | undefined>;
}

/** Grows when an older program would read a text wrongly. */
const version = 1;

/** Exchanges books through a store, under one key; what cannot be read of the others counts as not there. */
export function booksIn(store: BudgetStore, key: string): ExchangeBooks {
  return async mine => {
    const texts = await store.exchange(key, encodeBook(mine)).catch(() => []);
    return texts?.flatMap(text => decodeBook(text) ?? []);
  };
}

/** A book as a text for `decodeBook`. */
export function encodeBook(book: SharedBook): string {
  return JSON.stringify({ v: version, ...book });
}

/** `undefined`: damaged, or written by a newer program. Never throws. */
export function decodeBook(text: string): SharedBook | undefined {
  const stored = fields(parsed(text));
  const { v, at, underWay, windows } = stored;
  if (v !== version || !isCount(at) || !isCount(underWay) || !Array.isArray(windows)) return undefined;
  const known = windows.map(decodeWindow);
  return known.includes(undefined)
    ? undefined
    : { at, underWay, windows: known.filter(window => window !== undefined) };
}

function decodeWindow(stored: unknown): KnownWindow | undefined {
  const { kind, limit, left, turn, resetsAt } = fields(stored);
  if (kind !== 'spike' && kind !== 'hourly') return undefined;
  if (!isCount(limit) || limit < 1 || typeof left !== 'number' || !(Math.abs(left) <= limit))
    return undefined;
  return isCount(turn) && isCount(resetsAt) ? { kind, limit, left, turn, resetsAt } : undefined;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

type Field = 'v' | 'at' | 'underWay' | 'windows' | keyof KnownWindow;

function fields(value: unknown): { readonly [field in Field]?: unknown } {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
