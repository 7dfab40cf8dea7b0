import type { Catalog } from '../../procore/catalog/catalog.ts';
import { endedEvent } from '../../procore/webhooks/resources.ts';
import type { Faults } from '../faults.ts';
import type { Records, RecordWrite } from '../records/records.ts';
import { refuseWithText } from '../refusal.ts';
import type { ApiCall, Scope } from '../rules/call.ts';
import { scopeOfCall, type WebhookAnswer, type WebhookTask } from './answer.ts';
import { answerDeliveryCall } from './deliveryCalls.ts';
import { createDispatch, scheduleTimer } from './dispatch.ts';
import type { WebhookEvent } from './event.ts';
import { eventNameOf, parentNameOf } from './eventNames.ts';
import type { EventType, Hook, HookScope } from './hook.ts';
import { answerHookCall } from './hookCalls.ts';
import { createHooks } from './hooks.ts';
import { type Post, postToReceiver } from './post.ts';
import type { Schedule } from './queue.ts';
import { answerResourceCall } from './resourceCalls.ts';
import { answerTriggerCall } from './triggerCalls.ts';

/** An event asked for by hand. */
export interface FiredEvent {
  readonly scope: HookScope;
  readonly resourceName: string;
  readonly eventType: EventType;
  readonly resourceId: number;
  readonly userId: number;
}

/** Hooks of one simulator and what becomes of the events in its records. */
export interface Webhooks {
  answer(call: ApiCall, scope: Scope): WebhookAnswer;
  /** Tells hooks of what a call has written; `project` is the one that the call names. */
  notice(writes: readonly RecordWrite[], userId: number, project: Scope['project']): void;
  /** The hooks that get it. */
  fire(event: FiredEvent): readonly Hook[];
  /** How things stand, for the control page: hooks that were used, their secrets masked. */
  state(): WebhooksState;
  retryNow(): void;
  setTimeScale(scale: number): void;
  /** Cancels every wait and request; nothing is sent afterwards. */
  close(): void;
}

/** What the control page shows of hooks; `retryAt` is in ISO 8601, `null` where no try is waited for. */
export interface WebhooksState {
  readonly timeScale: number;
  readonly hooks: readonly {
    readonly id: number;
    readonly company_id: number;
    readonly project_id: number | null;
    readonly namespace: string;
    readonly destination_url: string;
    readonly status: string;
    readonly triggers: readonly string[];
    readonly waiting: number;
    readonly failures: number;
    readonly retryAt: string | null;
  }[];
}

/**
 * What webhooks are made with. Where `post`, `schedule`, `timeout` and `timeScale` are absent, events are
 * posted over HTTP, with 5 seconds for an answer ("How Webhooks Work" [doc]) and waits in real time.
 */
export interface WebhooksParts {
  readonly records: Records;
  readonly catalog: Catalog;
  readonly faults: Faults;
  readonly clientId: string;
  readonly now: () => number;
  readonly newId: () => string;
  readonly post?: Post | undefined;
  readonly schedule?: Schedule | undefined;
  readonly timeout?: number | undefined;
  readonly timeScale?: number | undefined;
}

/** Ids of what is created; none of them is in a block of the records. */
const firstId = 90_000_001;

/** With the hooks of the seed, which hear of what calls write from now on. */
export function createWebhooks(parts: WebhooksParts): Webhooks {
  const { records, catalog, faults, now } = parts;
  let lastId = firstId - 1;
  let lastEvent = 910_000_000;
  const nextId = (): number => {
    lastId += 1;
    return lastId;
  };
  const hooks = createHooks({ records, catalog, now, nextId });
  const dispatch = createDispatch({
    hooks,
    now,
    nextId,
    schedule: parts.schedule ?? scheduleTimer,
    post: parts.post ?? postToReceiver,
    timeout: parts.timeout ?? 5000,
    timeScale: parts.timeScale ?? 1,
    takeFault: faults.take,
  });

  const send = (event: Omit<WebhookEvent, 'number' | 'ulid' | 'at'>): readonly Hook[] => {
    if (endedEvent(event.resourceName, event.eventType) !== undefined) return [];
    lastEvent += 1;
    return dispatch.send({ ...event, number: lastEvent, ulid: parts.newId(), at: now() });
  };

  return {
    answer(call, called) {
      const scope = scopeOfCall(called);
      if (scope === undefined) return { refusal: refuseWithText(404, 'Not Found', 'no company or project') };
      const { path } = call.match.operation;
      const task: WebhookTask = { call, scope, second: path.startsWith('/rest/v2.'), hooks, dispatch };
      if (path.includes('/webhooks/resources')) return answerResourceCall(task);
      if (path.includes('/triggers')) return answerTriggerCall(task);
      return path.endsWith('/deliveries') ? answerDeliveryCall(task) : answerHookCall(task);
    },
    notice(writes, userId, project) {
      for (const { collection, kind, companyId, projectId, parents, id, change } of writes) {
        const resourceName = eventNameOf(collection, kind);
        if (resourceName === undefined) continue;
        const parentName = parentNameOf(collection, kind);
        const parent = parents.at(-1);
        const related =
          parentName !== undefined && parent !== undefined ? [{ id: parent, name: parentName }] : [];
        const scope = { companyId, projectId };
        const about = { scope, resourceName, resourceId: id, eventType: change, userId, related };
        send({ ...about, applicationId: parts.clientId });
        // People and vendors of a project are records of its company.
        const inProject = project && kind === 'company' ? eventNameOf(collection, 'project') : undefined;
        if (project === undefined || !inProject?.startsWith('Project ')) continue;
        const ofProject = { scope: { companyId, projectId: project.id }, resourceName: inProject };
        send({ ...about, ...ofProject, applicationId: parts.clientId });
      }
    },
    fire: event => send({ ...event, related: [], applicationId: undefined }),
    state: () => ({
      timeScale: dispatch.timeScale,
      hooks: hooks.all().map(hook => {
        const { waiting, failures, retryAt } = dispatch.stateOf(hook);
        return {
          id: hook.id,
          company_id: hook.scope.companyId,
          project_id: hook.scope.projectId ?? null,
          namespace: hook.namespace,
          destination_url: hook.destinationUrl,
          status: hook.status,
          triggers: hooks.triggersOf(hook).map(one => `${one.resourceName} ${one.eventType}`),
          waiting,
          failures,
          retryAt: retryAt === undefined ? null : new Date(retryAt).toISOString(),
        };
      }),
    }),
    retryNow: dispatch.retryNow,
    setTimeScale: dispatch.setTimeScale,
    close: dispatch.close,
  };
}
