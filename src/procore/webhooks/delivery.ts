import { plainText } from '../plainText.ts';
import { readEvent, type WebhookEvent } from './event.ts';
import { integerIn, isRow, type Row, rowsIn, textIn } from './read.ts';

/** v2's words; v1's `ok` is `delivered` and its `retried` is `retrying`. `unknown`: another word, or none. */
export type DeliveryStatus = 'delivered' | 'retrying' | 'enqueued' | 'failed' | 'discarded' | 'unknown';

/** One POST to the receiver. */
export interface DeliveryAttempt {
  readonly id: string | undefined;
  readonly success: boolean;
  /** HTTP status of the receiver; `undefined`: it did not answer. */
  readonly responseStatus: number | undefined;
  readonly responseHeaders: Readonly<Record<string, string>>;
  /** The first 16 Ki units of it, as it came: foreign text. `undefined`: none. */
  readonly responseBody: string | undefined;
  /** v1 only: why there was no answer, in the server's words. */
  readonly responseError: string | undefined;
  /** ISO 8601 as they came. */
  readonly startedAt: string | undefined;
  readonly completedAt: string | undefined;
}

/** An event on its way to one hook. One shape for both versions of the API; ids are texts. */
export interface Delivery {
  /** v1 has none: there it is made of the event's id, and differs between deliveries of the same event. */
  readonly id: string;
  readonly status: DeliveryStatus;
  /** Oldest first; none while it waits in the queue. */
  readonly attempts: readonly DeliveryAttempt[];
  /** The event as it was sent, unread: foreign JSON. */
  readonly payload: unknown;
  readonly event: WebhookEvent | undefined;
  /** Equal for deliveries of the same event; see `WebhookEvent.id`. */
  readonly eventId: string | undefined;
  readonly resourceName: string | undefined;
  readonly eventType: string | undefined;
}

/**
 * The deliveries of an answer of either version, in its order. v1 has a row for each attempt: attempts of one event up
 * to the one that ended it make one delivery, at the place of its newest row. Never throws. Source: "Set Up Webhooks",
 * Monitor Deliveries [doc]; Procore's OpenAPI document, deliveries [oas].
 */
export function readDeliveries(body: unknown): readonly Delivery[] {
  const rows = rowsIn(body);
  return rows.some(row => 'outcome' in row) ? fromAttempts(rows) : rows.map(fromRow);
}

/**
 * What v1 goes on after: the id of the last row that was read, else of its event. `undefined`: it has neither. Source:
 * Procore's OpenAPI document, deliveries, `page_start` [oas].
 */
export function lastRowId(rows: readonly unknown[]): string | undefined {
  const last = rows.at(-1);
  return isRow(last) ? (textIn(last, 'id', 80) ?? textIn(last, 'event_id', 80)) : undefined;
}

/** What of an event is known twice: ids of events that more than one delivery has brought to the receiver. */
export function deliveredTwice(deliveries: readonly Delivery[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { eventId, attempts, status } of deliveries) {
    if (eventId === undefined) continue;
    const arrived = attempts.filter(({ success }) => success).length;
    counts.set(eventId, (counts.get(eventId) ?? 0) + (arrived || (status === 'delivered' ? 1 : 0)));
  }
  return [...counts].filter(([, count]) => count > 1).map(([id]) => id);
}

function fromRow(row: Row, index: number): Delivery {
  const attempts = row['delivery_attempts'];
  const status = textIn(row, 'status', 40);
  return {
    id: textIn(row, 'id', 80) ?? `row ${index + 1}`,
    status: statuses.get(status ?? '') ?? 'unknown',
    attempts: (Array.isArray(attempts) ? attempts : []).filter(isRow).map(attemptOf).toSorted(byStart),
    ...aboutEvent(row['payload'], row),
  };
}

const statuses: ReadonlyMap<string, DeliveryStatus> = new Map([
  ['ok', 'delivered'],
  ['delivered', 'delivered'],
  ['succeeded', 'delivered'],
  ['retried', 'retrying'],
  ['retrying', 'retrying'],
  ['enqueued', 'enqueued'],
  ['failed', 'failed'],
  ['discarded', 'discarded'],
]);

interface Attempted {
  readonly row: Row;
  readonly place: number;
  readonly attempt: DeliveryAttempt;
  readonly status: DeliveryStatus;
}

function fromAttempts(rows: readonly Row[]): readonly Delivery[] {
  const byEvent = new Map<string, Attempted[]>();
  for (const [place, row] of rows.entries()) {
    const { eventId } = aboutEvent(row['event'], row);
    const status = statuses.get(textIn(row, 'outcome', 40) ?? '') ?? 'unknown';
    const attempted = { row, place, status, attempt: { ...attemptOf(row), success: status === 'delivered' } };
    const key = eventId ?? `row ${place}`;
    const group = byEvent.get(key);
    if (group === undefined) byEvent.set(key, [attempted]);
    else group.push(attempted);
  }
  const found = [...byEvent].flatMap(([key, group]) =>
    endedRuns(group.toSorted((a, b) => byStart(a.attempt, b.attempt))).map((run, index) =>
      fromRun(index === 0 ? key : `${key} (${index + 1})`, run),
    ),
  );
  return found.toSorted((a, b) => a.place - b.place).map(({ delivery }) => delivery);
}

/** Attempts up to and with the one that ended a delivery. */
function endedRuns(attempts: readonly Attempted[]): readonly (readonly Attempted[])[] {
  const runs: Attempted[][] = [];
  let open: Attempted[] | undefined;
  for (const attempted of attempts) {
    if (open === undefined) {
      open = [];
      runs.push(open);
    }
    open.push(attempted);
    if (attempted.status !== 'retrying') open = undefined;
  }
  return runs;
}

function fromRun(id: string, run: readonly Attempted[]): { place: number; delivery: Delivery } {
  const last = run.at(-1);
  const delivery = {
    id,
    status: last?.status ?? 'unknown',
    // What was discarded without ever being sent has a row, but no attempt.
    attempts: run.map(({ attempt }) => attempt).filter(wasMade),
    ...aboutEvent(last?.row['event'], last?.row ?? {}),
  };
  return { place: Math.min(...run.map(({ place }) => place)), delivery };
}

function wasMade({ startedAt, responseStatus, responseError, success }: DeliveryAttempt): boolean {
  return success || startedAt !== undefined || responseStatus !== undefined || responseError !== undefined;
}

function aboutEvent(payload: unknown, row: Row) {
  const event = readEvent(payload);
  return {
    payload,
    event,
    eventId: event?.id ?? textIn(row, 'event_id', 80) ?? textIn(row, 'ulid', 80),
    resourceName: event?.resourceName,
    eventType: event?.eventType,
  };
}

const mostBody = 16 * 1024;

function attemptOf(row: Row): DeliveryAttempt {
  const responseStatus = integerIn(row, 'response_status');
  const body = row['response_body'];
  const ok = responseStatus !== undefined && responseStatus >= 200 && responseStatus < 300;
  return {
    id: textIn(row, 'id', 80),
    success: typeof row['success'] === 'boolean' ? row['success'] : ok,
    responseStatus,
    responseHeaders: headersOf(row['response_headers']),
    responseBody: typeof body === 'string' && body !== '' ? body.slice(0, mostBody) : undefined,
    responseError: textIn(row, 'response_error', 1000),
    startedAt: textIn(row, 'started_at', 60),
    completedAt: textIn(row, 'completed_at', 60),
  };
}

const mostHeaders = 100;

function headersOf(value: unknown): Readonly<Record<string, string>> {
  if (!isRow(value)) return {};
  const entries = Object.keys(value)
    .slice(0, mostHeaders)
    .map(name => {
      const one = value[name];
      return [
        name,
        textIn({ one: Array.isArray(one) ? one.map(plainText).join(', ') : one }, 'one', 2000),
      ] as const;
    });
  return Object.fromEntries(
    entries.filter((entry): entry is readonly [string, string] => entry[1] !== undefined),
  );
}

/** What has no readable time stays where it is. */
function byStart(a: DeliveryAttempt, b: DeliveryAttempt): number {
  const difference = Date.parse(a.startedAt ?? '') - Date.parse(b.startedAt ?? '');
  return Number.isNaN(difference) ? 0 : difference;
}
