import type { Exchange } from '../runner/exchange.ts';
import { refusedText } from '../runner/refusedEntries.ts';
import type { Tally } from './tally.ts';

/**
 * The closing line of a run: an answer of 200 that refuses entries, and a redirect that was not followed, went well,
 * and must not read as all done.
 * `left`: requests whose turn had not come when it was interrupted.
 */
export function summary({ requests, good, unfollowed, refused, asserts, held }: Tally, left = 0): string {
  if (requests === 0 && left > 0) return nothingSent;
  const but = [
    ...(unfollowed === 0
      ? []
      : [`${unfollowed} ${unfollowed === 1 ? 'redirect was' : 'redirects were'} not followed`]),
    ...(refused === 0 ? [] : [refusedText(refused)]),
  ];
  const parts = [
    `${good} of ${requests} requests went well`,
    ...(but.length === 0 ? [] : [`but ${but.join(' and ')}`]),
    ...(left === 0 ? [] : [`interrupted: ${left} ${left === 1 ? 'was' : 'were'} not sent`]),
    ...(asserts === 0 ? [] : [`${held} of ${asserts} assertions held`]),
  ];
  return `${parts.join(', ')}\n`;
}

/** What of an interrupted run was not sent, where its closing line is not printed; `undefined`: nothing was left. */
export function interruption({ requests }: Tally, left: number): string | undefined {
  if (left === 0) return undefined;
  return requests === 0 ? nothingSent : `Interrupted: ${left} ${left === 1 ? 'was' : 'were'} not sent\n`;
}

const nothingSent = 'Interrupted: nothing was sent\n';

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
