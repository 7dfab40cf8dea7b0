import type { RunJob } from './runner.ts';
import { type Answer, isAnswer, type SendFailure } from './send.ts';

/** Hosts that nothing of a run reached, so that each of its requests need not find that out at length. */
export interface UnreachedOrigins {
  /** Whether a request to this origin is to be tried once only. */
  isGivenUp(job: Pick<RunJob, 'attempted'>, origin: string): boolean;
  /** What became of a request. */
  note(
    job: Pick<RunJob, 'attempted'>,
    origin: string,
    last: { readonly outcome: Answer | SendFailure },
  ): void;
}

/** So many requests in a row, each of them repeated, are enough to tell. */
export const enoughToGiveUp = 3;

/** What a connection that never stood fails with, where trying again may help. */
const unreached = /^(?:ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT)$/;

/**
 * Counts by run, which is known by its `attempted`; a request of its own is always tried at length. One attempt is
 * still made each time: the first answer ends it.
 */
export function createUnreachedOrigins(): UnreachedOrigins {
  const runs = new WeakMap<object, Map<string, number>>();
  return {
    isGivenUp({ attempted }, origin) {
      const counts = attempted && runs.get(attempted);
      return (counts?.get(origin) ?? 0) >= enoughToGiveUp;
    },
    note({ attempted }, origin, { outcome }) {
      if (attempted === undefined) return;
      const counts = runs.get(attempted);
      if (isAnswer(outcome) || outcome.sent || !unreached.test(outcome.code)) {
        counts?.delete(origin);
        return;
      }
      if (counts === undefined) runs.set(attempted, new Map([[origin, 1]]));
      else counts.set(origin, (counts.get(origin) ?? 0) + 1);
    },
  };
}

/** Why a request was not repeated. */
export const triedOnce = `It was tried once only, because the ${enoughToGiveUp} requests before it did not get through either, however often they were repeated.`;
