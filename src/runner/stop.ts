import type { Clock } from './clock.ts';
import { cancelledCode, type Failure, timedOutCode } from './failure.ts';

/** One signal for a person's cancel and for the time a request was given. */
export interface Stop {
  readonly signal: AbortSignal;
  /** Milliseconds since 1970; `undefined`: no limit. */
  readonly deadline: number | undefined;
  /** To be called when the request is over, so that no timer stays. */
  end(): void;
}

/**
 * Stops by `signal`, or when the milliseconds are over, then with a reason of the code `ETIMEDOUT`;
 * `undefined`: no limit.
 */
export function stopAfter(timeoutMs: number | undefined, clock: Clock, signal: AbortSignal): Stop {
  if (timeoutMs === undefined) return { signal, deadline: undefined, end: () => {} };
  const own = new AbortController();
  const limit = timeoutMs < 1000 ? `${timeoutMs} ms` : `${Math.round(timeoutMs / 100) / 10} s`;
  const expired = Object.assign(new Error(`There was no complete answer within ${limit}.`), {
    code: timedOutCode,
  });
  clock.sleep(timeoutMs, own.signal).then(
    () => own.abort(expired),
    () => {},
  );
  return {
    signal: AbortSignal.any([signal, own.signal]),
    deadline: clock.now() + timeoutMs,
    end: () => own.abort(),
  };
}

/** What an aborted signal means to the reader of the exchange. */
export function failureOfStop(signal: AbortSignal): Failure {
  const reason: unknown = signal.reason;
  if (reason instanceof Error && 'code' in reason && reason.code === timedOutCode) {
    return { code: timedOutCode, message: reason.message };
  }
  return { code: cancelledCode, message: 'Cancelled.' };
}
