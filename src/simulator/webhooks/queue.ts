import type { Payload, WebhookEvent } from './event.ts';
import type { Hook } from './hook.ts';
import { type Post, type Posted, whyNotSent } from './post.ts';

/** One try to deliver an event; `success`: the receiver took it. */
export interface Attempt {
  readonly id: number;
  readonly success: boolean;
  readonly posted: Posted;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly completedAt: number;
}

/** v2's words for it. Source: Procore's OpenAPI document, deliveries [oas]. */
export type DeliveryStatus = 'delivered' | 'failed' | 'discarded' | 'enqueued' | 'retrying';

/** An event on its way to one hook. */
export interface Delivery {
  readonly id: number;
  readonly event: WebhookEvent;
  /** As the hook wanted it when the event happened. */
  readonly payload: Payload;
  status: DeliveryStatus;
  readonly attempts: Attempt[];
}

/** Waits without holding the process; gives what cancels it. */
export type Schedule = (milliseconds: number, wake: () => void) => () => void;

/** What the queue of one hook takes of the world; `now` is in milliseconds since 1970. */
export interface QueueParts {
  readonly now: () => number;
  readonly schedule: Schedule;
  readonly post: Post;
  /** Milliseconds that a receiver has; 5000 unless a test wants otherwise. */
  readonly timeout: number;
  /** How many times faster than life the waits pass. */
  readonly timeScale: () => number;
  readonly nextId: () => number;
  /** The hook as it is now; `undefined`: it is gone. */
  readonly hook: (id: number) => Hook | undefined;
}

/** How a queue stands. */
export interface QueueState {
  readonly waiting: number;
  /** Failures in a row. */
  readonly failures: number;
  /** Milliseconds since 1970; `undefined`: it is not paused. */
  readonly retryAt: number | undefined;
}

/** The deliveries of one hook, one after the other. */
export interface Queue {
  add(delivery: Delivery): void;
  /** Starts what waits, after the hook was resumed; `early` also ends a pause. */
  resume(early?: boolean): void;
  state(): QueueState;
  close(): void;
}

const firstPause = 1000;
const longestPause = 3_600_000;
const discardAfter = 12 * 3_600_000;

/**
 * Sends what is added, in order, though Procore promises none. A failure pauses the queue: it is tried again after 1 s,
 * 2 s, 4 s and so on up to an hour; 12 hours after the first failure all that waits is discarded; a success begins anew.
 * What may not leave this machine fails at once, for good. Source: Procore documentation, "How Webhooks Work",
 * Retry/backoff [doc]; the doubling [assumed].
 */
export function createQueue(hookId: number, parts: QueueParts, signal: AbortSignal): Queue {
  const waiting: Delivery[] = [];
  let failures = 0;
  /** Milliseconds since the first failure in a row. */
  let failingFor: number | undefined;
  let retryAt: number | undefined;
  let cancelRetry: (() => void) | undefined;
  let sending = false;
  let closed = false;

  const start = (): void => {
    const hook = parts.hook(hookId);
    const head = waiting[0];
    if (closed || sending || cancelRetry !== undefined || head === undefined || hook?.status !== 'active')
      return;
    sending = true;
    void attempt(hook, head).finally(() => {
      sending = false;
      start();
    });
  };

  const attempt = async (hook: Hook, delivery: Delivery): Promise<void> => {
    const startedAt = parts.now();
    const { destinationUrl: url, headers } = hook;
    const reason = whyNotSent(url);
    const body = JSON.stringify(delivery.payload);
    const posted =
      reason === undefined
        ? await parts.post({ url, headers, body, timeout: parts.timeout, signal })
        : { status: undefined, headers: {}, body: undefined, error: reason };
    if (closed) return;
    const success = posted.status !== undefined && posted.status >= 200 && posted.status < 300;
    const completedAt = parts.now();
    delivery.attempts.push({ id: parts.nextId(), success, posted, startedAt, completedAt });
    if (success || reason !== undefined) {
      delivery.status = success ? 'delivered' : 'failed';
      waiting.shift();
      failures = 0;
      failingFor = undefined;
    } else {
      delivery.status = 'retrying';
      pause(completedAt - startedAt);
    }
  };

  /** Waits count in full however fast they pass, and what a receiver takes counts as it is. */
  const pause = (took: number): void => {
    failingFor = failingFor === undefined ? 0 : failingFor + took;
    const left = Math.max(0, discardAfter - failingFor);
    const wait = Math.min(longestPause, firstPause * 2 ** Math.min(failures, 30), left);
    failures += 1;
    const milliseconds = wait / parts.timeScale();
    retryAt = parts.now() + milliseconds;
    cancelRetry = parts.schedule(milliseconds, () => {
      endPause();
      failingFor = (failingFor ?? 0) + wait;
      if (wait === left) discard();
      start();
    });
  };

  const endPause = (): void => {
    cancelRetry?.();
    cancelRetry = undefined;
    retryAt = undefined;
  };

  const discard = (): void => {
    for (const delivery of waiting) delivery.status = 'discarded';
    waiting.length = 0;
    failures = 0;
    failingFor = undefined;
  };

  return {
    add(delivery) {
      if (closed) return;
      waiting.push(delivery);
      start();
    },
    resume(early = false) {
      if (early) endPause();
      start();
    },
    state: () => ({ waiting: waiting.length, failures, retryAt }),
    close() {
      closed = true;
      endPause();
      waiting.length = 0;
    },
  };
}
