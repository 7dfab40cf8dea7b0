import { rowsOf } from '../listBody.ts';
import type { Evidence } from './evidence.ts';

/** A list without rows fits in this many UTF-16 units, envelope included. */
export const emptyListUnits = 512;

/** Whether the answer is a list without rows. Costs nothing for a large answer. */
export function isEmptyList(seen: Evidence): boolean {
  if (seen.status !== 200 || seen.body.length > emptyListUnits) return false;
  return rowsOf(seen.json)?.rows.length === 0;
}
