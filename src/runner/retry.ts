import { header, headerValue } from '../procore/headers.ts';
import { waitingTime } from '../procore/rateLimit.ts';
import { isCut } from './cutBody.ts';
import { cancelledCode } from './failure.ts';
import { isWrite } from './prepare.ts';
import { type Answer, isAnswer, type SendFailure } from './send.ts';

/** How often to try, and how long to wait in between. Milliseconds. */
export interface RetryPolicy {
  /** 429, and 503 that says when to come back. */
  readonly maxWaits: number;
  /** A longer wait is not worth it: the answer is given back at once. */
  readonly longestWaitMs: number;
  /** Repeats of a read after a lost connection, an answer that was cut off, or a gateway's 502, 503 or 504. */
  readonly readRepeats: number;
  /** Repeats of a read after a 500. */
  readonly serverErrorRepeats: number;
  /** Doubled each time, plus up to as much again. */
  readonly backoffMs: number;
}

/** An hourly window may have all of its hour to go; "Rate limiting" [doc]. */
export const retryPolicy: RetryPolicy = {
  maxWaits: 5,
  longestWaitMs: 61 * 60_000,
  readRepeats: 2,
  serverErrorRepeats: 1,
  backoffMs: 500,
};

/** One of many requests is refused for what others send, so it gives up later. */
export const backgroundRetryPolicy: RetryPolicy = { ...retryPolicy, maxWaits: 30 };

/** What has been tried so far. */
export interface Tries {
  readonly waits: number;
  readonly repeats: number;
}

/** Of a request that is sent for the first time. */
export const noTries: Tries = { waits: 0, repeats: 0 };

/** What follows on an attempt: its outcome counts, or another one after so many milliseconds. */
export type NextStep =
  | { readonly kind: 'done' }
  | {
      readonly kind: 'wait';
      readonly milliseconds: number;
      readonly reason: 'rate-limit' | 'unavailable' | 'retry';
      readonly tries: Tries;
    };

const done: NextStep = { kind: 'done' };

/** Will fail the same way again at once. */
const lasting =
  /^(?:ENOTFOUND|UND_ERR_(?:INVALID_ARG|NOT_SUPPORTED|HEADERS_OVERFLOW)|ERR_|CERT_|UNABLE_|DEPTH_|SELF_SIGNED|HOSTNAME_|Z_|ZSTD_|ETIMEDOUT|body-)/;

/**
 * Whether and when to send again. A write is repeated only where it cannot have been carried out: after
 * 429, after 503 that names a time, and where none of it left this machine. Procore has no idempotency
 * key for most writes, so anything else could create twice. `deadline` (milliseconds since 1970): a wait
 * past it is not begun.
 */
export function nextStep(
  method: string,
  outcome: Answer | SendFailure,
  tries: Tries,
  at: { readonly now: number; readonly random: () => number; readonly deadline: number | undefined },
  policy: RetryPolicy = retryPolicy,
): NextStep {
  const step = stepAfter(method, outcome, tries, at, policy);
  if (step.kind === 'done' || step.milliseconds > policy.longestWaitMs) return done;
  return at.deadline !== undefined && at.now + step.milliseconds > at.deadline ? done : step;
}

function stepAfter(
  method: string,
  outcome: Answer | SendFailure,
  tries: Tries,
  at: { readonly now: number; readonly random: () => number },
  policy: RetryPolicy,
): NextStep {
  const repeat = (most: number): NextStep => {
    if (tries.repeats >= most) return done;
    const milliseconds = Math.round(policy.backoffMs * 2 ** tries.repeats * (1 + at.random()));
    return { kind: 'wait', milliseconds, reason: 'retry', tries: { ...tries, repeats: tries.repeats + 1 } };
  };
  if (!isAnswer(outcome)) {
    if (outcome.code === cancelledCode || lasting.test(outcome.code)) return done;
    return outcome.sent && isWrite(method) ? done : repeat(policy.readRepeats);
  }
  const { status, headers } = outcome;
  if (status === 429 || (status === 503 && headerValue(headers, header.retryAfter) !== undefined)) {
    if (tries.waits >= policy.maxWaits) return done;
    const milliseconds = waitingTime(headers, { now: at.now, attempt: tries.waits + 1, random: at.random });
    const reason = status === 429 ? 'rate-limit' : 'unavailable';
    return { kind: 'wait', milliseconds, reason, tries: { ...tries, waits: tries.waits + 1 } };
  }
  if (isWrite(method)) return done;
  if (isCut(outcome)) return repeat(policy.readRepeats);
  if (status === 502 || status === 503 || status === 504) return repeat(policy.readRepeats);
  return status === 500 ? repeat(policy.serverErrorRepeats) : done;
}
