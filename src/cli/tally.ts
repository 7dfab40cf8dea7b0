import { assertsStatus, parseAssert } from '../httpFile/asserts.ts';
import type { Exchange } from '../runner/exchange.ts';
import { entriesRefused } from '../runner/refusedEntries.ts';
import { isRedirect } from '../runner/whyNotFollowed.ts';

/** What the end of a run needs to know of its requests: not their answers, of which a long run would hold too many. */
export interface Tally {
  readonly requests: number;
  /** Of them went well. */
  readonly good: number;
  /** Whether any of them went out. */
  readonly sent: boolean;
  /** Redirects that count as having gone well although they were not followed. */
  readonly unfollowed: number;
  /** Entries that answers of 200 refuse. */
  readonly refused: number;
  readonly asserts: number;
  /** Of them held. */
  readonly held: number;
  readonly errorCodes: ReadonlySet<string>;
}

export const emptyTally: Tally = {
  requests: 0,
  good: 0,
  sent: false,
  unfollowed: 0,
  refused: 0,
  asserts: 0,
  held: 0,
  errorCodes: new Set(),
};

/** The tally with one more request. */
export function counted(tally: Tally, exchange: Exchange): Tally {
  const { asserts, attempts, error } = exchange;
  const good = wentWell(exchange);
  // Who asserts the status of a redirect means it.
  const unfollowed = good && asserts.length === 0 && isRedirect(exchange);
  return {
    requests: tally.requests + 1,
    good: tally.good + (good ? 1 : 0),
    sent: tally.sent || attempts > 0,
    unfollowed: tally.unfollowed + (unfollowed ? 1 : 0),
    refused: tally.refused + entriesRefused([exchange]),
    asserts: tally.asserts + asserts.length,
    held: tally.held + asserts.filter(({ passed }) => passed).length,
    errorCodes: error === null ? tally.errorCodes : new Set([...tally.errorCodes, error.code]),
  };
}

/** Whether a request did what its file says: its asserts hold, and the status is one it names or 2xx or 3xx. */
function wentWell({ response, error, asserts }: Exchange): boolean {
  if (response === null || error !== null) return false;
  if (asserts.some(({ passed }) => !passed)) return false;
  if (assertsStatus(asserts.map(({ text }) => parseAssert(text)))) return true;
  return response.status >= 200 && response.status < 400;
}
