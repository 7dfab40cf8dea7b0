import { header } from '../procore/headers.ts';
import { sleepUnlessAborted } from './aborted.ts';
import type { AccessToken } from './accessToken.ts';
import type { Budget, Place } from './budget.ts';
import type { Priority } from './budgetBook.ts';
import type { Clock } from './clock.ts';
import { cancelledCode } from './failure.ts';
import { isWrite } from './prepare.ts';
import type { BodySink } from './receiveBody.ts';
import { maxHops, nextHop } from './redirect.ts';
import { backgroundRetryPolicy, nextStep, noTries, retryPolicy } from './retry.ts';
import type { Progress } from './runner.ts';
import { type Answer, type Attempt, type Connection, isAnswer, type SendFailure, send } from './send.ts';
import { failureOfStop } from './stop.ts';
import { isStreamed, lengthOfBody, watchedBody } from './streamedBody.ts';
import { takePlace, windowSpent } from './takePlace.ts';
import { triedOnce } from './unreachedOrigins.ts';

/** What all round trips of one request share. */
export interface Trip {
  readonly connection: Connection;
  /** `undefined`: the address is not Procore's, so its windows do not count. */
  readonly budget: Budget | undefined;
  /** Who waits for it; of many requests at once all but the first are `background`. */
  readonly priority: Priority;
  readonly clock: Clock;
  readonly random: () => number;
  readonly signal: AbortSignal;
  /** Milliseconds since 1970. */
  readonly deadline: number | undefined;
  readonly followRedirects: boolean;
  /** A connection that does not come about is not tried again: it did not for the requests before. */
  readonly connectOnce?: boolean;
  /** Where long bodies go; `undefined`: they stay in memory. */
  readonly bodies: BodySink | undefined;
  /** Done once while an attempt is under way. */
  readonly whileWaiting?: () => void;
  /** A newer token than the one refused; `undefined`: there is none. */
  readonly renewToken: (rejected: AccessToken) => Promise<AccessToken | undefined>;
  readonly onProgress: (progress: Progress) => void;
}

export interface RoundTrip {
  readonly outcome: Answer | SendFailure;
  /** The answer that was waited out when `outcome` ended the waiting. */
  readonly before?: Answer;
  /** The request line, method and headers as last sent to the user's address. */
  readonly attempt: Attempt;
  readonly attempts: number;
  /** Spent waiting for a window, before or between attempts. */
  readonly queuedMs: number;
  readonly token: AccessToken | undefined;
}

/** Sends until there is an answer worth showing: waits for windows, renews a token once, repeats, follows. */
export async function roundTrip(
  request: Attempt,
  initialToken: AccessToken | undefined,
  trip: Trip,
): Promise<RoundTrip> {
  const { clock, signal } = trip;
  let token = initialToken;
  let renewed = false;
  let attempts = 0;
  let queuedMs = 0;
  let tries = noTries;
  /** The status of the last attempt where it says that nothing was done. */
  let refusal: number | undefined;

  const wait = async (milliseconds: number, reason: WaitingReason): Promise<SendFailure | undefined> => {
    trip.onProgress({ kind: 'waiting', reason: waitingReasons[reason], milliseconds });
    const began = clock.now();
    try {
      await sleepUnlessAborted(clock, milliseconds, signal);
      return undefined;
    } catch {
      return afterRefusal(request, { ...failureOfStop(signal), sent: attempts > 0 }, refusal);
    } finally {
      if (reason !== 'retry') queuedMs += clock.now() - began;
    }
  };

  for (;;) {
    const attempt = withToken(request, token);
    const result = (outcome: Answer | SendFailure): RoundTrip => ({
      outcome,
      attempt,
      attempts,
      queuedMs,
      token,
    });

    const asked = clock.now();
    const place = await takePlace(trip, attempts);
    queuedMs += clock.now() - asked;
    if (place !== undefined && 'code' in place) return result(afterRefusal(request, place, refusal));
    attempts += 1;
    trip.onProgress({ kind: 'sending', attempt: attempts });
    const sent = await sendAndFollow(watched(attempt, trip), trip, place);
    const outcome =
      isAnswer(sent) || sent.code !== cancelledCode ? sent : stoppedWhileSending(request, sent, signal);

    if (isAnswer(outcome) && outcome.status === 401 && token !== undefined && !renewed) {
      renewed = true;
      const newer = await trip.renewToken(token);
      if (newer !== undefined && newer.reveal() !== token.reveal()) {
        token = newer;
        continue;
      }
      if (signal.aborted) {
        const stopped = { ...failureOfStop(signal), sent: true };
        return result(afterRefusal(request, stopped, outcome.status));
      }
    }
    const at = { now: clock.now(), random: trip.random, deadline: trip.deadline };
    if (trip.connectOnce === true && !isAnswer(outcome) && !outcome.sent && !signal.aborted) {
      return result({ ...outcome, message: `${outcome.message} ${triedOnce}` });
    }
    const policy = trip.priority === 'person' ? retryPolicy : backgroundRetryPolicy;
    const step = nextStep(request.method, outcome, tries, at, policy);
    if (step.kind === 'done') return result(outcome);
    tries = step.tries;
    refusal = isAnswer(outcome) && step.reason !== 'retry' ? outcome.status : undefined;
    const stop = await wait(step.milliseconds, step.reason);
    if (stop !== undefined) return { ...result(stop), ...(isAnswer(outcome) && { before: outcome }) };
  }
}

type WaitingReason = keyof typeof waitingReasons;

/** What a person reads beside the countdown. */
const waitingReasons = {
  'rate-limit': windowSpent,
  unavailable: 'Procore is unavailable and asks to wait',
  retry: 'no usable answer; trying again',
} as const;

function stoppedWhileSending({ method }: Attempt, { sent }: SendFailure, signal: AbortSignal): SendFailure {
  const { code, message } = failureOfStop(signal);
  const doubt = sent && isWrite(method) ? ' It had been sent, and Procore may have carried it out.' : '';
  return { code, message: message + doubt, sent };
}

/** Who stops a write while it waits to be sent again must know that nothing was done yet. */
function afterRefusal({ method }: Attempt, failure: SendFailure, status: number | undefined): SendFailure {
  if (status === undefined || !isWrite(method)) return failure;
  const words = `Procore had refused it with ${status} and nothing was done, so it is safe to send it again.`;
  return { code: failure.code, message: `${failure.message} ${words}`, sent: false };
}

/** The attempt as it is sent. */
export function withToken(request: Attempt, token: AccessToken | undefined): Attempt {
  if (token === undefined) return request;
  return { ...request, headers: [...request.headers, [header.authorization, `Bearer ${token.reveal()}`]] };
}

/** In bytes: how much more of a long body goes out before it is told of again; a hundredth of a shorter one. */
const tellEvery = 4_000_000;

/** The same attempt, which tells how much has gone out of a body that is read while it is sent. */
function watched(attempt: Attempt, { onProgress }: Trip): Attempt {
  if (!isStreamed(attempt.body)) return attempt;
  const total = lengthOfBody(attempt.body);
  const step = Math.min(total / 100, tellEvery);
  let told = 0;
  const body = watchedBody(attempt.body, (_, bytes) => {
    // Less than before: it is read anew, because the request is sent elsewhere.
    if (bytes >= told && bytes < told + step && bytes < total) return;
    told = bytes;
    onProgress({ kind: 'sent', bytes, total });
  });
  return { ...attempt, body };
}

/** Each hop that stays on the host of the first takes a place of its own. */
async function sendAndFollow(
  attempt: Attempt,
  trip: Trip,
  place: Place | undefined,
): Promise<Answer | SendFailure> {
  let current = attempt;
  let taken = place;
  for (let hop = 0; ; hop += 1) {
    const outcome = await send(current, trip.connection, trip.signal, trip.bodies, trip.whileWaiting);
    if (isAnswer(outcome)) taken?.learn(outcome.status, outcome.headers);
    else taken?.release(outcome.sent);
    const next =
      trip.followRedirects && hop < maxHops && isAnswer(outcome) ? nextHop(current, outcome) : undefined;
    if (next === undefined) return hop === 0 || !isAnswer(outcome) ? outcome : { ...outcome, redirects: hop };
    current = next;
    const more = current.url.origin === attempt.url.origin ? await takePlace(trip, 1) : undefined;
    if (more !== undefined && 'code' in more) return more;
    taken = more;
  }
}
