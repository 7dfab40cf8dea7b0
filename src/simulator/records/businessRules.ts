import type { Fields } from './shape.ts';
import type { Shelf } from './store.ts';
import type { Parts, Task } from './task.ts';

/** A write that is refused, field to texts. */
export interface BrokenRule {
  readonly kind: 'refused';
  readonly status: 422;
  readonly errors: Readonly<Record<string, readonly string[]>>;
}

/** Which record has an `origin_id`, by its text. */
export type OriginIds = Map<string, { readonly shelf: string; readonly index: number }>;

/**
 * The 422 for what a write would put into a record, whatever the document allows; `undefined`: no rule is
 * broken. Source: Procore documentation, "Using sync actions" (`origin_id` is unique in the company, across
 * its projects) and "Dates and times" (time zones) [doc]; wording [assumed].
 * `owners` spares the search where many records are written.
 */
export function brokenRule(
  written: Fields,
  task: Task,
  parts: Parts,
  owners?: OriginIds,
): BrokenRule | undefined {
  const { origin_id: originId, time_zone: timeZone } = written;
  if (isText(originId) && isTaken(String(originId), task, owners ?? originIdsOf(task.place.shelf, parts))) {
    return refused('origin_id', 'has already been taken');
  }
  if (typeof timeZone === 'string' && !isTimeZone(timeZone)) {
    return refused('time_zone', 'is not included in the list');
  }
  return undefined;
}

function refused(field: string, message: string): BrokenRule {
  return { kind: 'refused', status: 422, errors: { [field]: [message] } };
}

/** Whether a value can be an `origin_id`. */
export function isText(value: unknown): value is string | number {
  return typeof value === 'number' || (typeof value === 'string' && value !== '');
}

function isTaken(originId: string, { place }: Task, owners: OriginIds): boolean {
  const owner = owners.get(originId);
  return owner !== undefined && !(owner.shelf === place.shelf.key && owner.index === place.index);
}

/** All of the company where records of a shelf's kind have one; below another record, only of that shelf. */
export function originIdsOf(own: Shelf, { scopes, store }: Parts): OriginIds {
  const inCompany = scopes.all.filter(({ company }) => company.id === own.scope.company.id);
  const shelves =
    own.parents.length > 0 ? [own] : inCompany.map(scope => store.shelf(own.collection, scope, []));
  const owners: OriginIds = new Map();
  for (const shelf of shelves) {
    for (const [index, value] of originIds(shelf)) {
      if (isText(value)) owners.set(String(value), { shelf: shelf.key, index });
    }
  }
  return owners;

  function originIds(shelf: Shelf): readonly (readonly [index: number, value: unknown])[] {
    const changes = shelf.changes();
    const written = [...(changes?.values ?? [])].map(
      ([index, { origin_id: value }]) => [index, value] as const,
    );
    const rewritten = new Set(written.filter(([, value]) => value !== undefined).map(([index]) => index));
    const seeded = shelf.seed?.values['origin_id'];
    const unchanged = Array.from({ length: seeded === undefined ? 0 : shelf.count }, (_, index) => index)
      .filter(index => !rewritten.has(index) && !changes?.removed.has(index))
      .map(index => [index, seeded?.(store.row(shelf, index))] as const);
    return [...written, ...unchanged];
  }
}

/** Rails knows zones by names of its own, such as `London`, and by those of the IANA, which have a slash. */
function isTimeZone(name: string): boolean {
  if (!name.includes('/')) return name !== '';
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
