import { refusedEntries } from '../procore/diagnosis/cases/partialFailure.ts';
import type { Exchange } from './exchange.ts';

/** How many entries were refused inside of answers that went well, such as those of sync actions. */
export function entriesRefused(exchanges: readonly Pick<Exchange, 'diagnoses'>[]): number {
  return exchanges
    .flatMap(({ diagnoses }) => diagnoses)
    .reduce((sum, diagnosis) => sum + refusedEntries(diagnosis), 0);
}

/** For the closing line of a run. */
export function refusedText(count: number): string {
  return count === 1
    ? '1 entry in them was refused'
    : `${count.toLocaleString('en-US')} entries in them were refused`;
}
