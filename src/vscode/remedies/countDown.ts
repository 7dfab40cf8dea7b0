import type { Clock } from '../../runner/clock.ts';
import type { SentRequest } from '../requests/sentRequests.ts';

/** Waits until a time, and tells each second how many are left. Rejects with the signal's reason when it is stopped. */
export async function countDown(
  until: number,
  clock: Clock,
  tell: (secondsLeft: number) => void,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    const left = until - clock.now();
    if (left <= 0) return;
    tell(Math.ceil(left / 1000));
    // The last part of a second first, so that the rest are whole ones.
    await clock.sleep(left % 1000 || 1000, signal);
  }
}

/** When a failed request was answered, in milliseconds since 1970; `now` where that is not known. */
export function answerTime({ known }: Pick<SentRequest, 'known'>, now: number): number {
  const at = Date.parse(known?.context.now ?? '');
  return Number.isNaN(at) ? now : Math.min(at, now);
}

/** When a request may go out again, in milliseconds since 1970; `answeredAt` as the client's clock had it. */
export function resendTime(
  { until, seconds }: { readonly until?: string; readonly seconds: number },
  answeredAt: number,
): number {
  const named = until === undefined ? Number.NaN : Date.parse(until);
  return Number.isNaN(named) ? answeredAt + seconds * 1000 : named;
}
