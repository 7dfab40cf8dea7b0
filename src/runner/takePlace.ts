import { type Budget, isTooLate, type Place } from './budget.ts';
import type { Priority } from './budgetBook.ts';
import type { Clock } from './clock.ts';
import { timedOutCode } from './failure.ts';
import type { Progress } from './runner.ts';
import type { SendFailure } from './send.ts';
import { failureOfStop } from './stop.ts';

/** What of a trip it takes to wait for a place. */
interface Waiting {
  readonly budget: Budget | undefined;
  readonly priority: Priority;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Milliseconds since 1970. */
  readonly deadline: number | undefined;
  readonly onProgress: (progress: Progress) => void;
}

/**
 * A place in the rate windows for one attempt; `undefined` where none count. A failure says why there is
 * none in time; `attempts` went out before, so that it can tell whether anything was sent.
 */
export function takePlace(
  trip: Waiting,
  attempts: number,
): Place | SendFailure | undefined | Promise<Place | SendFailure | undefined> {
  const { budget, signal, deadline, priority, onProgress } = trip;
  if (budget === undefined) return inTime(undefined, trip, attempts);
  const free = signal.aborted ? undefined : budget.reserveNow(priority);
  if (free !== undefined) return inTime(free, trip, attempts);
  const onWait = (milliseconds: number) => onProgress({ kind: 'waiting', reason: windowSpent, milliseconds });
  return budget.reserve({ priority, signal, deadline, onWait }).then(
    place =>
      isTooLate(place)
        ? { ...outOfTime(place.waitMs, attempts), sent: attempts > 0 }
        : inTime(place, trip, attempts),
    () => ({ ...failureOfStop(signal), sent: attempts > 0 }),
  );
}

function inTime(
  place: Place | undefined,
  { clock, deadline }: Waiting,
  attempts: number,
): Place | SendFailure | undefined {
  if (deadline === undefined || clock.now() <= deadline) return place;
  place?.release(false);
  return { ...outOfTime(0, attempts), sent: attempts > 0 };
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
