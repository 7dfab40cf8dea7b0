import { header } from '../../procore/headers.ts';
import type { Faults } from '../faults.ts';
import { retryAfterDate } from '../gateway.ts';
import { type RateWindows, rateHeaders, type WindowState } from '../rateWindows.ts';
import { type Refusal, refuse } from '../refusal.ts';

const text =
  'You have surpassed the max number of requests for an hour. Please wait until your limit resets.';

/** What counting a request comes to; `refusal` `undefined`: it may go on. */
export interface RateVerdict {
  /** To be sent whatever the answer is. */
  readonly headers: Readonly<Record<string, string>>;
  readonly refusal: Refusal | undefined;
}

/**
 * Spends one request; every answer, failures too, tells the tighter window. The 429 text is the same for
 * both windows; whether `Retry-After` comes along is switchable, since Procore's pages disagree. Source:
 * Procore documentation, "Rate limiting", "Error reference" [doc]; the body's shape [live].
 */
export function spendRequest(
  key: string,
  windows: RateWindows,
  faults: Faults,
  now: number,
  skew: number,
): RateVerdict {
  const forced = forcedWindow(windows, faults, now);
  if (faults.take('rate-limit-storm')) windows.overtake(key);
  const spent = windows.spend(key);
  const state = forced ?? spent.tighter;
  if (state === undefined) return { headers: {}, refusal: undefined };
  const headers = faults.take('rate-headers-off') ? {} : rateHeaders(state, skew);
  if (forced === undefined && !spent.refused) return { headers, refusal: undefined };
  const seconds = String(Math.max(1, Math.ceil((state.resetAt - now) / 1000)));
  const until = faults.take('retry-after-date')
    ? retryAfterDate(now + skew, (state.resetAt - now) / 1000)
    : seconds;
  const retryAfter = faults.take('retry-after-off') ? {} : { [header.retryAfter]: until };
  return {
    headers,
    refusal: {
      ...refuse(429, { error: text }, [{ message: text }], `${state.window} window spent, ${seconds} s left`),
      headers: retryAfter,
    },
  };
}

function forcedWindow(windows: RateWindows, faults: Faults, now: number): WindowState | undefined {
  if (faults.take('rate-limit-spike')) return windows.exhausted('spike', now);
  if (faults.take('rate-limit-hourly')) return windows.exhausted('hourly', now);
  return undefined;
}
