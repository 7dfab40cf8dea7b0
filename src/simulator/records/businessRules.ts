import type { RecordsAnswer } from './records.ts';
import type { Fields } from './shape.ts';
import type { Shelf } from './store.ts';
import type { Parts, Task } from './task.ts';

/**
 * The 422 for what a write would put into a record, whatever the document allows; `undefined`: no rule is
 * broken. Source: Procore documentation, "Using sync actions" (`origin_id` is unique in the company, across
 * its projects) and "Dates and times" (time zones) [doc]; wording [assumed].
 */
export function brokenRule(written: Fields, task: Task, parts: Parts): RecordsAnswer | undefined {
  const { origin_id: originId, time_zone: timeZone } = written;
  if (isText(originId) && isTaken(String(originId), task, parts)) {
    return refused('origin_id', 'has already been taken');
  }
  if (typeof timeZone === 'string' && !isTimeZone(timeZone)) {
    return refused('time_zone', 'is not included in the list');
  }
  return undefined;
}

function refused(field: string, message: string): RecordsAnswer {
  return { kind: 'refused', status: 422, errors: { [field]: [message] } };
}

function isText(value: unknown): value is string | number {
  return typeof value === 'number' || (typeof value === 'string' && value !== '');
}

function isTaken(originId: string, { place }: Task, { scopes, store }: Parts): boolean {
  const own = place.shelf;
  const inCompany = scopes.all.filter(({ company }) => company.id === own.scope.company.id);
  const shelves =
    own.parents.length > 0 ? [own] : inCompany.map(scope => store.shelf(own.collection, scope, []));
  return shelves.some(shelf =>
    originIds(shelf).some(
      ([index, value]) => String(value) === originId && !(shelf.key === own.key && index === place.index),
    ),
  );

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
