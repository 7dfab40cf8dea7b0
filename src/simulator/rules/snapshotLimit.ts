import { type Refusal, refuse } from '../refusal.ts';
import type { ApiCall } from './call.ts';

/** Looks at a call that has passed the other rules; `undefined`: it may go on. */
export type SnapshotLimit = (call: ApiCall) => Refusal | undefined;

const hour = 3_600_000;
const snapshotsPath = '/rest/v1.0/budget_view_snapshots';

/**
 * Budget snapshots have a limit of their own: one an hour for each project and view. The shape of the
 * refusal is found nowhere else. Source: Procore's OpenAPI document [oas]; wording [assumed].
 */
export function createSnapshotLimit(now: () => number): SnapshotLimit {
  const taken = new Map<string, number>();
  return ({ match, body }) => {
    if (match.operation.path !== snapshotsPath || match.operation.method !== 'POST') return undefined;
    const key = snapshotKey(body);
    const last = taken.get(key);
    if (last === undefined || last + hour <= now()) {
      taken.set(key, now());
      return undefined;
    }
    const text = 'A snapshot of this budget view was created within the last hour.';
    return refuse(429, { error: { error: text } }, [{ message: text }], `snapshots of ${key}: one an hour`);
  };
}

function snapshotKey(body: unknown): string {
  if (typeof body !== 'object' || body === null) return '';
  const fields = ['project_id', 'budget_template_id', 'budget_view_id'] as const;
  return fields.map(field => `${field} ${field in body ? Reflect.get(body, field) : 'none'}`).join(', ');
}
