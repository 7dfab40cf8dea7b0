import { eventTypeIn, rowsIn, textIn } from './read.ts';

/** What a hook listens for. One shape for both versions of the API; ids are texts. */
export interface Trigger {
  readonly id: string;
  readonly hookId: string | undefined;
  /** As it is displayed, e.g. `RFIs`. */
  readonly resourceName: string | undefined;
  /** `create`, `update`, `delete`, in v4 also others; lower case, whatever case the API uses. */
  readonly eventType: string | undefined;
  readonly companyId: string | undefined;
  readonly projectId: string | undefined;
}

/**
 * The triggers of an answer of either version: a list, bare or under `data`, one trigger, or the successes of a bulk
 * call. Rows without an id are left out. Never throws. Source: Procore's OpenAPI document, triggers [oas].
 */
export function readTriggers(body: unknown): readonly Trigger[] {
  return rowsIn(body).flatMap(row => {
    if (Array.isArray(row['success'])) return readTriggers(row['success']);
    const id = textIn(row, 'id', 80);
    if (id === undefined) return [];
    return [
      {
        id,
        hookId: textIn(row, 'webhook_hook_id', 80),
        resourceName: textIn(row, 'resource_name'),
        eventType: eventTypeIn(row, 'event_type'),
        companyId: textIn(row, 'company_id', 80),
        projectId: textIn(row, 'project_id', 80),
      },
    ];
  });
}

/** What a bulk call could not do, in the server's words; empty where all went through. Never throws. */
export function readTriggerFailures(body: unknown): readonly string[] {
  return rowsIn(body).flatMap(row => {
    const failed = row['failed'];
    if (Array.isArray(failed)) return failed.map(failureText);
    return row['id'] === undefined && (row['errors'] ?? row['message'] ?? row['code']) !== undefined
      ? [failureText(row)]
      : [];
  });
}

function failureText(failure: unknown): string {
  if (typeof failure !== 'object' || failure === null) return textIn({ failure }, 'failure') ?? 'unknown';
  const row = new Map<string, unknown>(Object.entries(failure));
  const trigger = row.get('trigger');
  const about =
    typeof trigger === 'object' && trigger !== null ? Reflect.get(trigger, 'resource_name') : trigger;
  const parts = [about, row.get('code'), row.get('message')].map(value => textIn({ value }, 'value'));
  return parts.filter(part => part !== undefined).join(' ') || 'unknown';
}
