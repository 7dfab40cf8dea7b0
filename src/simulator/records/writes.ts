import type { Operation } from '../../procore/catalog/catalog.ts';
import { brokenRule } from './businessRules.ts';
import { parseId } from './ids.ts';
import type { RecordsAnswer, RecordsCall } from './records.ts';
import { timeOf } from './row.ts';
import type { Fields } from './shape.ts';
import type { Shelf } from './store.ts';
import { answered, isHidden, notFound, type Parts, type Task } from './task.ts';
import { fieldsOfBody } from './write.ts';

/** Creates a record and answers with it; 422 where a business rule stands against it. */
export function create(task: Task, parts: Parts): RecordsAnswer {
  const { call, operation, place, resource } = task;
  const written = fieldsOfBody(operation, call.body);
  const broken = brokenRule(written, task, parts);
  if (broken !== undefined) return broken;
  const index = createRow(place.shelf, written, call, parts);
  const fields = parts.shapes.fieldsOf(resource);
  return answered(
    task,
    asDocumented(operation, parts.shapes.record(place.shelf, index, fields, resource.second)),
  );
}

/** Puts a new record on a shelf, made by the caller now; gives its index. */
export function createRow(
  shelf: Shelf,
  written: Fields,
  { userId }: Pick<RecordsCall, 'userId'>,
  parts: Parts,
): number {
  const time = timeOf(parts.now());
  const { id, login, name } = parts.directory.user(userId) ?? parts.directory.serviceAccount;
  const index = parts.store.create(shelf, {
    created_at: time,
    updated_at: time,
    created_by: { id, login, name },
    ...(shelf.perDay > 0 && { date: time.slice(0, 10) }),
    ...written,
  });
  if (shelf.collection === 'projects') addProject(shelf, index, parts);
  return index;
}

function addProject(shelf: Shelf, index: number, { directory, scopes, store }: Parts): void {
  const row = store.row(shelf, index);
  const written = store.stored(row);
  const project = {
    id: row.id,
    companyId: shelf.scope.company.id,
    number: String(written?.['project_number'] ?? ''),
    name: String(written?.['name'] ?? 'New project'),
    isActive: written?.['active'] !== false,
  };
  directory.addProject(project);
  scopes.add(project);
}

/** Changes the fields that the body names and answers with the whole record; 404, and 422 as for `create`. */
export function update(task: Task, parts: Parts): RecordsAnswer {
  const { call, operation, place, resource } = task;
  if (place.index === undefined || isHidden(task, parts)) return notFound;
  const written = fieldsOfBody(operation, call.body);
  const broken = brokenRule(written, task, parts);
  if (broken !== undefined) return broken;
  updateRow(place.shelf, place.index, written, parts);
  const fields = parts.shapes.fieldsOf(resource);
  return answered(
    task,
    asDocumented(operation, parts.shapes.record(place.shelf, place.index, fields, resource.second)),
  );
}

/** Writes into a record, now. */
export function updateRow(shelf: Shelf, index: number, written: Fields, parts: Parts): void {
  parts.store.update(shelf, index, {
    updated_at: timeOf(parts.now()),
    ...shelf.seed?.follows?.(written),
    ...written,
  });
}

/** Removes a record, and answers with it where the document says so. 404 where the user does not see it. */
export function remove(task: Task, parts: Parts): RecordsAnswer {
  const { operation, place, resource } = task;
  if (place.index === undefined || isHidden(task, parts)) return notFound;
  const shows = operation.result !== undefined && operation.result.type !== 'none';
  const fields = parts.shapes.fieldsOf(resource);
  const record = shows
    ? asDocumented(operation, parts.shapes.record(place.shelf, place.index, fields, resource.second))
    : undefined;
  parts.store.remove(place.shelf, place.index);
  return answered(task, record);
}

/** Writes settings, or does something to a record; answers the documented shape with what was sent in it. */
export function act(task: Task, parts: Parts): RecordsAnswer {
  const { call, operation, place, resource } = task;
  if (resource.member !== undefined && (place.index === undefined || isHidden(task, parts))) return notFound;
  const written = fieldsOfBody(operation, call.body);
  const target = targetOf(task);
  if (operation.method !== 'DELETE') write(task, target, written, parts);
  const type = operation.result?.type;
  if (type === undefined || type === 'none') {
    return answered(task, operation.method === 'DELETE' || isEmpty(written) ? undefined : call.body);
  }
  if (type === 'string') return answered(task, 'Done');
  const fields = operation.result?.fields ?? [];
  if (fields.length === 0) return answered(task, type === 'array' ? [] : written);
  return answered(
    task,
    asDocumented(operation, parts.shapes.record(target.shelf, target.index, fields, resource.second)),
  );
}

/** Settings take what was sent; a bulk update of a collection goes to each record it names. */
function write(
  { operation, place, resource }: Task,
  target: { readonly shelf: Shelf; readonly index: number },
  written: Fields,
  { resources, store }: Parts,
): void {
  if (target.shelf !== place.shelf) return;
  if (resource.member !== undefined || !resources.isCollection(place.shelf.collection)) {
    store.update(target.shelf, target.index, written);
    return;
  }
  for (const item of Object.values(written).find(value => Array.isArray(value)) ?? []) {
    const id = typeof item === 'object' && item !== null ? parseId(String(item.id)) : undefined;
    const index = id === undefined ? undefined : store.indexOf(place.shelf, id);
    if (index !== undefined) store.update(place.shelf, index, fieldsOfBody(operation, item));
  }
}

/** The documented shape of a write's answer may be a list of what was written. */
function asDocumented(operation: Operation, record: Fields): Fields | readonly Fields[] {
  return operation.result?.type === 'array' ? [record] : record;
}

/** `links/7/restore` is about the link where its answer has an id; other actions are about themselves. */
function targetOf({ operation, place, resource }: Task): { shelf: Shelf; index: number } {
  if (resource.member !== undefined) return { shelf: place.shelf, index: place.index ?? 0 };
  const aboutRecord = operation.result?.fields.some(([name]) => name === 'id') === true;
  return aboutRecord && place.above !== undefined ? place.above : { shelf: place.shelf, index: 0 };
}

function isEmpty(fields: Fields): boolean {
  return Object.keys(fields).length === 0;
}
