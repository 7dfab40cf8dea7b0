import {
  answered,
  type Fields,
  hookOfCall,
  listed,
  notFound,
  refused,
  type WebhookAnswer,
  type WebhookTask,
} from './answer.ts';
import type { Attempt, Delivery } from './queue.ts';

/**
 * Lists deliveries, newest first [assumed]. v1 has a row for each attempt and goes on after the last id that was read;
 * v2 has a row for each event. The filter is written `filter[...]` and `filters[...]`: the pages disagree. Source:
 * Procore documentation, "Set Up Webhooks", Monitor Deliveries [doc]; Procore's OpenAPI document [oas].
 */
export function answerDeliveryCall(task: WebhookTask): WebhookAnswer {
  const hook = hookOfCall(task);
  if (hook === undefined) return notFound;
  const deliveries = task.dispatch.deliveriesOf(hook);
  return task.second ? secondVersion(task, deliveries) : firstVersion(task, deliveries);
}

function filterOf({ call }: WebhookTask, name: string): string | undefined {
  const value = call.query.get(`filter[${name}]`) ?? call.query.get(`filters[${name}]`);
  return value === null || value === '' ? undefined : value;
}

/** Which outcomes each word of the filter stands for. */
const outcomes: Readonly<Record<string, readonly string[]>> = {
  any: ['ok', 'retried', 'failed', 'discarded'],
  successful: ['ok'],
  failing: ['retried', 'failed'],
  discarded: ['discarded'],
};

function firstVersion(task: WebhookTask, deliveries: readonly Delivery[]): WebhookAnswer {
  const wanted = outcomes[filterOf(task, 'status') ?? 'any'];
  if (wanted === undefined) {
    return refused({ 'filters[status]': ['must be any, successful, failing or discarded'] });
  }
  const rows = deliveries.flatMap(attemptRows).filter(({ outcome }) => wanted.includes(String(outcome)));
  const { query } = task.call;
  const size = Math.min(100, Math.max(1, Math.floor(Number(query.get('page_size')) || 100)));
  const last = query.get('page_start') ?? '';
  const first =
    last === '' ? 0 : rows.findIndex(({ id, event_id }) => [String(id), String(event_id)].includes(last)) + 1;
  return answered(task, 200, rows.slice(first, first + size));
}

/** Newest first. What was discarded without having been sent has a row, but no answer. */
function attemptRows(delivery: Delivery): readonly Fields[] {
  const { event, payload, status, attempts } = delivery;
  const about = { event: payload, event_id: event.number };
  const outcomeOf = (attempt: Attempt, isLast: boolean): string => {
    if (attempt.success) return 'ok';
    return isLast && (status === 'discarded' || status === 'failed') ? status : 'retried';
  };
  if (attempts.length === 0 && status === 'discarded') {
    const nothing = { response_headers: null, response_body: null, response_status: null };
    const never = { response_error: null, started_at: null, completed_at: null };
    return [{ id: delivery.id, ...about, outcome: 'discarded', ...nothing, ...never }];
  }
  return attempts
    .map((attempt, index) => ({
      id: attempt.id,
      ...about,
      outcome: outcomeOf(attempt, index === attempts.length - 1),
      ...answerOf(attempt),
    }))
    .toReversed();
}

/** `response_error` is v1's alone; here v2 has it too, since it says why nothing was sent [assumed]. */
function answerOf({ posted, startedAt, completedAt }: Attempt): Fields {
  return {
    response_status: posted.status ?? null,
    response_headers: posted.headers,
    response_body: posted.body ?? null,
    response_error: posted.error ?? null,
    started_at: new Date(startedAt).toISOString(),
    completed_at: new Date(completedAt).toISOString(),
  };
}

/** Data says `delivered` where the filter says `succeeded` [oas]. */
const statuses: Readonly<Record<string, Delivery['status']>> = {
  succeeded: 'delivered',
  failed: 'failed',
  discarded: 'discarded',
  enqueued: 'enqueued',
  retrying: 'retrying',
};

const day = 86_400_000;

function secondVersion(task: WebhookTask, deliveries: readonly Delivery[]): WebhookAnswer {
  const asked = filterOf(task, 'status');
  const status = asked === undefined ? undefined : statuses[asked];
  if (asked !== undefined && status === undefined) {
    return refused({ 'filter[status]': [`must be one of ${Object.keys(statuses).join(', ')}`] });
  }
  const name = filterOf(task, 'resource_name');
  const type = filterOf(task, 'event_type');
  const from = Date.parse(filterOf(task, 'start') ?? '');
  const until = Date.parse(filterOf(task, 'end') ?? '') + day;
  const found = deliveries.filter(
    delivery =>
      (status === undefined || delivery.status === status) &&
      (name === undefined || delivery.event.resourceName === name) &&
      (type === undefined || delivery.event.eventType === type.toLowerCase()) &&
      !(delivery.event.at < from) &&
      !(delivery.event.at >= until),
  );
  const rows = found.map(delivery => ({
    id: String(delivery.id),
    status: delivery.status,
    payload: delivery.payload,
    delivery_attempts: delivery.attempts.map(attempt => ({
      id: String(attempt.id),
      success: attempt.success,
      ...answerOf(attempt),
    })),
  }));
  return listed(task, rows);
}
