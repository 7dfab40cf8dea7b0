import { isTooLate, type Place } from './budget.ts';
import { timedOutCode } from './failure.ts';
import type { Trip } from './roundTrip.ts';
import type { SendFailure } from './send.ts';
import { failureOfStop } from './stop.ts';

/**
 * A place in the rate windows for one attempt; `undefined` where none count. A failure says why there is
 * none in time; `attempts` went out before, so that it can tell whether anything was sent.
 */
export async function takePlace(
  { budget, clock, signal, deadline, priority, onProgress }: Trip,
  attempts: number,
): Promise<Place | SendFailure | undefined> {
  const tooLate = (waitMs: number) => ({ ...outOfTime(waitMs, attempts), sent: attempts > 0 });
  try {
    const place = await budget?.reserve({
      priority,
      signal,
      deadline,
      onWait: milliseconds => onProgress({ kind: 'waiting', reason: windowSpent, milliseconds }),
    });
    if (place !== undefined && isTooLate(place)) return tooLate(place.waitMs);
    if (deadline === undefined || clock.now() <= deadline) return place;
    place?.release(false);
    return tooLate(0);
  } catch {
    return { ...failureOfStop(signal), sent: attempts > 0 };
  }
}

/** What a person reads beside the countdown. */
export const windowSpent = "Procore's rate limit is used up";

function outOfTime(waitMs: number, attempts: number): { readonly code: string; readonly message: string } {
  const why =
    waitMs > 0
      ? `The rate limit is used up for another ${Math.ceil(waitMs / 1000)} s, longer than the request may take.`
      : 'The time that the request was given is over.';
  return { code: timedOutCode, message: attempts === 0 ? `${why} Nothing was sent.` : why };
}
