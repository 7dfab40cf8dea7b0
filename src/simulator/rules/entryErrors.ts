import type { Faults } from '../faults.ts';
import type { RecordsAnswer } from '../records/records.ts';
import type { ApiCall } from './call.ts';

/** What the fault `sync-entry-errors` leaves of a sync action. */
export interface CutSync {
  /** The body without the entries that fail. */
  readonly body: unknown;
  /** Puts those that failed into the answer. */
  rejoin(answer: RecordsAnswer): RecordsAnswer;
}

/**
 * The first, third, ... entry of a sync action fails inside the 200, as business rules make single entries
 * fail. `undefined`: the fault is off or the call is no sync action. Source: Procore documentation, "Using
 * sync actions" [doc]; wording [assumed].
 */
export function cutSync({ body, match }: ApiCall, faults: Faults): CutSync | undefined {
  if (!faults.any() || !match.operation.path.endsWith('/sync')) return undefined;
  const updates: unknown =
    typeof body === 'object' && body !== null ? Reflect.get(body, 'updates') : undefined;
  if (!Array.isArray(updates) || !faults.take('sync-entry-errors')) return undefined;
  const failed = updates
    .filter((_, index) => index % 2 === 0)
    .map(entry => ({ ...entry, errors: { base: ['This record could not be saved.'] } }));
  return {
    body: { ...(body as object), updates: updates.filter((_, index) => index % 2 === 1) },
    rejoin(answer) {
      if (answer.kind !== 'answer') return answer;
      const { errors, ...rest } = answer.body as { readonly errors: readonly unknown[] };
      return { ...answer, body: { ...rest, errors: [...failed, ...errors] } };
    },
  };
}
