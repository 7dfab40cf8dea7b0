import type { Exchange } from '../runner/exchange.ts';
import { entriesRefused, refusedText } from '../runner/refusedEntries.ts';
import { isRedirect } from '../runner/whyNotFollowed.ts';
import { wentWell } from './verdict.ts';

/**
 * The closing line of a run: an answer of 200 that refuses entries, and a redirect that was not followed, went well,
 * and must not read as all done.
 * `left`: requests whose turn had not come when it was interrupted.
 */
export function summary(exchanges: readonly Exchange[], left = 0): string {
  if (exchanges.length === 0 && left > 0) return nothingSent;
  const good = exchanges.filter(wentWell).length;
  const asserts = exchanges.flatMap(exchange => exchange.asserts);
  const held = asserts.filter(({ passed }) => passed).length;
  const refused = entriesRefused(exchanges);
  const unfollowed = exchanges.filter(isUnfollowed).length;
  const but = [
    ...(unfollowed === 0
      ? []
      : [`${unfollowed} ${unfollowed === 1 ? 'redirect was' : 'redirects were'} not followed`]),
    ...(refused === 0 ? [] : [refusedText(refused)]),
  ];
  const parts = [
    `${good} of ${exchanges.length} requests went well`,
    ...(but.length === 0 ? [] : [`but ${but.join(' and ')}`]),
    ...(left === 0 ? [] : [`interrupted: ${left} ${left === 1 ? 'was' : 'were'} not sent`]),
    ...(asserts.length === 0 ? [] : [`${held} of ${asserts.length} assertions held`]),
  ];
  return `${parts.join(', ')}\n`;
}

/** A redirect counts as having gone well; who asserts its status means it. */
function isUnfollowed(exchange: Exchange): boolean {
  return exchange.asserts.length === 0 && wentWell(exchange) && isRedirect(exchange);
}

/** What of an interrupted run was not sent, where its closing line is not printed; `undefined`: nothing was left. */
export function interruption(exchanges: readonly Exchange[], left: number): string | undefined {
  if (left === 0) return undefined;
  return exchanges.length === 0
    ? nothingSent
    : `Interrupted: ${left} ${left === 1 ? 'was' : 'were'} not sent\n`;
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
