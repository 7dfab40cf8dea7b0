import type { Faults } from '../faults.ts';

type Row = Readonly<Record<string, unknown>>;

/**
 * What lists of hooks and deliveries show when a receiver does not do its part: a hook that was disabled (v2 has a
 * status for it), deliveries that failed, an event that came twice. Source: Procore documentation, "Webhooks" [doc];
 * fields [oas].
 */
export function webhookTrouble(path: string, body: unknown, faults: Faults): unknown {
  if (!faults.any() || !/\/webhooks\/hooks(?:\/[^/]+(?:\/deliveries)?)?$/.test(path)) return body;
  if (!path.endsWith('/deliveries')) {
    if (!path.startsWith('/rest/v2.') || !faults.take('webhook-disabled')) return body;
    return changed(body, hook => ({ ...hook, status: 'disabled' }));
  }
  const v2 = path.startsWith('/rest/v2.');
  const failing = faults.take('webhook-not-delivered');
  const doubled = faults.take('webhook-duplicate-event');
  return changed(body, (delivery, index) => {
    if (failing && index < 2) return failed(delivery, v2);
    return doubled ? withEvent(delivery, index < 4 ? 0 : index, v2) : delivery;
  });
}

function failed(delivery: Row, v2: boolean): Row {
  const attempt = { response_status: 500, response_body: 'Internal Server Error' };
  return v2
    ? { ...delivery, status: 'failed', delivery_attempts: [{ id: '1', success: false, ...attempt }] }
    : { ...delivery, outcome: 'failed', ...attempt };
}

/** Events of the same number are the same event. */
function withEvent(delivery: Row, number: number, v2: boolean): Row {
  const ulid = `01K9SIMULATED0000000000${String(number).padStart(3, '0')}`;
  return v2
    ? { ...delivery, payload: { id: ulid } }
    : { ...delivery, event_id: 900_000 + number, event: { id: 900_000 + number, ulid } };
}

/** Each row of a list, bare or under `data`, or the one record. */
function changed(body: unknown, change: (row: Row, index: number) => Row): unknown {
  if (Array.isArray(body)) return body.map((row, index) => (isRow(row) ? change(row, index) : row));
  if (!isRow(body)) return body;
  return 'data' in body ? { ...body, data: changed(body['data'], change) } : change(body, 0);
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
