import { refusedEntries } from '../procore/diagnosis/cases/data.ts';
import type { Exchange } from '../runner/exchange.ts';
import { wentWell } from './verdict.ts';

/** The closing line of a run: an answer of 200 that refuses entries went well, and must not read as all done. */
export function summary(exchanges: readonly Exchange[]): string {
  const good = exchanges.filter(wentWell).length;
  const asserts = exchanges.flatMap(exchange => exchange.asserts);
  const held = asserts.filter(({ passed }) => passed).length;
  const refused = exchanges
    .flatMap(({ diagnoses }) => diagnoses)
    .reduce((sum, diagnosis) => sum + refusedEntries(diagnosis), 0);
  const parts = [
    `${good} of ${exchanges.length} requests went well`,
    ...(refused === 0 ? [] : [`but ${refusedText(refused)}`]),
    ...(asserts.length === 0 ? [] : [`${held} of ${asserts.length} assertions held`]),
  ];
  return `${parts.join(', ')}\n`;
}

function refusedText(count: number): string {
  return count === 1
    ? '1 entry in them was refused'
    : `${count.toLocaleString('en-US')} entries in them were refused`;
}

/**
 * Why `--output` saved nothing although nothing failed, such as a redirect that was not followed;
 * `undefined`: it did, or the failure says why not.
 */
export function unsaved(exchange: Exchange | undefined, output: string): string | undefined {
  if (exchange === undefined || exchange.error !== null) return undefined;
  const { response } = exchange;
  if (response === null || response.bodyFile !== undefined) return undefined;
  return `Nothing was saved: the answer is ${response.status}, and ${output} takes the body of a 2xx only. A file that was there is as it was.`;
}
