import { setMaxListeners } from 'node:events';
import type { FaultName } from '../faults.ts';
import { payloadOf, type WebhookEvent } from './event.ts';
import { type Hook, isSameScope } from './hook.ts';
import type { Hooks } from './hooks.ts';
import type { Post } from './post.ts';
import { createQueue, type Delivery, type Queue, type QueueState, type Schedule } from './queue.ts';

/** Deliveries of all hooks: what becomes of an event. */
export interface Dispatch {
  /** Hands an event to every active hook of its scope with a trigger for it; gives those hooks. */
  send(event: WebhookEvent): readonly Hook[];
  /** Newest first. */
  deliveriesOf(hook: Hook): readonly Delivery[];
  stateOf(hook: Hook): QueueState;
  /** After a hook changed: goes on where it was paused by its status. */
  resume(hook: Hook): void;
  forget(hook: Hook): void;
  /** Ends every pause now. */
  retryNow(): void;
  /** Rounded to what makes sense: from 1, up to a million. */
  setTimeScale(scale: number): void;
  readonly timeScale: number;
  close(): void;
}

/** What deliveries are made with. Times in milliseconds; waits pass `timeScale` times as fast as in life. */
export interface DispatchParts {
  readonly hooks: Hooks;
  readonly now: () => number;
  readonly schedule: Schedule;
  readonly post: Post;
  readonly timeout: number;
  readonly timeScale: number;
  readonly nextId: () => number;
  readonly takeFault: (name: FaultName) => boolean;
}

/** Older deliveries of a hook are forgotten beyond this. */
const keptDeliveries = 500;

const idle: QueueState = { waiting: 0, failures: 0, retryAt: undefined };

/** Deliveries for the hooks there are and those to come; nothing is under way. */
export function createDispatch(parts: DispatchParts): Dispatch {
  const { hooks, nextId } = parts;
  const stop = new AbortController();
  // Every post that is open listens, and there may be as many as hooks.
  setMaxListeners(0, stop.signal);
  const queues = new Map<number, Queue>();
  const deliveries = new Map<number, Delivery[]>();
  let timeScale = parts.timeScale;

  const queueOf = (hook: Hook): Queue => {
    const known = queues.get(hook.id);
    if (known !== undefined) return known;
    const queue = createQueue(
      hook.id,
      { ...parts, timeScale: () => timeScale, hook: hooks.find },
      stop.signal,
    );
    queues.set(hook.id, queue);
    return queue;
  };

  const deliveriesOf = (hook: Hook): Delivery[] => {
    const known = deliveries.get(hook.id);
    if (known !== undefined) return known;
    const made = hooks.seededDeliveries(hook).map((id, index) => seededDelivery(hook, id, index));
    deliveries.set(hook.id, made);
    return made;
  };

  const deliver = (hook: Hook, event: WebhookEvent): void => {
    const payload = payloadOf(event, hook.payloadVersion);
    const delivery: Delivery = { id: nextId(), event, payload, status: 'enqueued', attempts: [] };
    const kept = deliveriesOf(hook);
    kept.unshift(delivery);
    if (kept.length > keptDeliveries) kept.length = keptDeliveries;
    queueOf(hook).add(delivery);
  };

  return {
    send(event) {
      const wanted = listeners(hooks, event);
      for (const hook of wanted) {
        deliver(hook, event);
        if (parts.takeFault('webhook-sent-twice')) deliver(hook, event);
      }
      return wanted;
    },
    deliveriesOf,
    stateOf: hook => queues.get(hook.id)?.state() ?? idle,
    resume: hook => queues.get(hook.id)?.resume(),
    forget(hook) {
      queues.get(hook.id)?.close();
      queues.delete(hook.id);
      deliveries.delete(hook.id);
    },
    retryNow() {
      for (const queue of queues.values()) queue.resume(true);
    },
    setTimeScale(scale) {
      timeScale = Math.min(1_000_000, Math.max(1, scale));
    },
    get timeScale() {
      return timeScale;
    },
    close() {
      for (const queue of queues.values()) queue.close();
      stop.abort();
    },
  };

  function seededDelivery(hook: Hook, id: number, index: number): Delivery {
    const at = hook.createdAt + (100 - index) * 3_600_000;
    const [trigger] = hooks.triggersOf(hook);
    const event: WebhookEvent = {
      number: id,
      ulid: `01KEA0SEED0000000${String(id).slice(-9).padStart(9, '0')}`,
      at,
      scope: hook.scope,
      resourceName: trigger?.resourceName ?? 'RFIs',
      resourceId: id,
      eventType: trigger?.eventType ?? 'create',
      userId: hook.ownerId,
      applicationId: undefined,
      related: [],
    };
    const posted = { status: 200, headers: { 'content-type': 'text/plain' }, body: '', error: undefined };
    const attempt = { id, success: true, posted, startedAt: at + 400, completedAt: at + 520 };
    return {
      id,
      event,
      payload: payloadOf(event, hook.payloadVersion),
      status: 'delivered',
      attempts: [attempt],
    };
  }

  function listeners(known: Hooks, { scope, resourceName, eventType }: WebhookEvent): readonly Hook[] {
    return known.in(scope).filter(
      hook =>
        hook.status === 'active' &&
        isSameScope(hook.scope, scope) &&
        // Several triggers for one event bring it once.
        known.triggersOf(hook).some(one => one.resourceName === resourceName && one.eventType === eventType),
    );
  }
}

/** A wait that does not keep the process alive. */
export function scheduleTimer(milliseconds: number, wake: () => void): () => void {
  const timer = setTimeout(wake, milliseconds);
  timer.unref();
  return () => clearTimeout(timer);
}
