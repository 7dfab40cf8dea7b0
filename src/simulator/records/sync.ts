import type { BodyProperty, Operation } from '../../procore/catalog/catalog.ts';
import { brokenRule, isText, type OriginIds, originIdsOf } from './businessRules.ts';
import { parseId } from './ids.ts';
import type { RecordsAnswer } from './records.ts';
import type { Fields } from './shape.ts';
import type { Shelf } from './store.ts';
import { answered, type Parts, type Task } from './task.ts';
import { cleanFields, isFields } from './write.ts';
import { createRow, updateRow } from './writes.ts';

/** "Using sync actions" [doc]. */
const mostEntries = 1000;

type Errors = Readonly<Record<string, readonly string[]>>;
type Outcome = { readonly index: number } | { readonly errors: Errors };

/**
 * A sync action: each entry of `updates` is created or updated by itself, and what could not be stands in
 * `errors` with its own attributes; the call is 200 all the same. `id` finds the record, else `origin_id`
 * does, and without either a new one is made. `undefined`: the call is none. Source: Procore documentation,
 * "Using sync actions": rules, limit, text of the unknown id [doc]; 413 where the document declares it [oas],
 * 400 elsewhere, and the other texts [assumed].
 */
export function syncAnswer(task: Task, parts: Parts): RecordsAnswer | undefined {
  const { call, operation, place, resource } = task;
  if (operation.method === 'GET' || !resource.collection.endsWith('/sync')) return undefined;
  const listName = operation.method === 'PATCH' ? 'updates' : plainName(resource.collection);
  const body: Fields = isFields(call.body) ? call.body : {};
  const entries: unknown = body[listName];
  if (!Array.isArray(entries)) return refused(400, { [listName]: ['must be a list'] });
  if (entries.length > mostEntries) {
    const status = operation.statuses.includes('413') ? 413 : 400;
    return refused(status, {
      [listName]: [`has ${entries.length} entries; the maximum is ${mostEntries}`],
    });
  }
  const shelf = parts.store.shelf(withoutSync(resource.collection), place.shelf.scope, place.shelf.parents);
  const entry = entryRules(operation, listName, shelf, parts);
  const owners = originIdsOf(shelf, parts);
  // The one POST among them is documented as a plain list and declares 422.
  const plain = operation.result?.type === 'array';
  const shown = plain ? parts.shapes.fieldsOf(resource) : [];
  const entities: Fields[] = [];
  const errors: unknown[] = [];
  for (const item of entries) {
    const fields: Fields = isFields(item) ? item : {};
    const outcome = settle(fields, { task, shelf, entry, owners }, parts);
    if ('errors' in outcome) errors.push({ ...fields, errors: outcome.errors });
    else entities.push(parts.shapes.record(shelf, outcome.index, shown, resource.second));
  }
  remove(body['deletes'], shelf, parts);
  if (!plain) return answered(task, { entities, errors });
  return errors.length > 0 ? refused(422, firstErrors(errors)) : answered(task, entities);
}

interface EntryRules {
  readonly properties: readonly BodyProperty[];
  /** What a new record cannot do without. */
  readonly required: readonly string[];
}

/** An entry has the attributes of Create and Update, so it needs what Create needs. */
function entryRules(operation: Operation, listName: string, shelf: Shelf, { resources }: Parts): EntryRules {
  const listed = operation.body?.properties.find(({ name }) => name === listName)?.properties ?? [];
  const creating = resources
    .on(shelf.collection)
    .find(({ role }) => role === 'create')
    ?.operation.body?.properties.find(
      ({ type, properties }) => type === 'object' && properties !== undefined,
    );
  const needed = new Set((creating?.properties ?? []).filter(isRequired).map(({ name }) => name));
  const required = listed.filter(property => isRequired(property) || needed.has(property.name));
  return { properties: listed, required: required.map(({ name }) => name) };
}

function isRequired({ required }: BodyProperty): boolean {
  return required;
}

interface Syncing {
  readonly task: Task;
  readonly shelf: Shelf;
  readonly entry: EntryRules;
  readonly owners: OriginIds;
}

function settle(fields: Fields, { task, shelf, entry, owners }: Syncing, parts: Parts): Outcome {
  const { id, origin_id: originId } = fields;
  const owner = isText(originId) ? owners.get(String(originId)) : undefined;
  const known = isText(id) ? parseId(String(id)) : undefined;
  const index = isText(id)
    ? known && parts.store.indexOf(shelf, known)
    : owner?.shelf === shelf.key
      ? owner.index
      : undefined;
  if (isText(id) && index === undefined) return { errors: { id: ['Entity with this ID not found'] } };
  const written = cleanFields(fields, entry.properties);
  const missing = index === undefined ? entry.required.filter(name => isBlank(fields[name])) : [];
  if (missing.length > 0) {
    return { errors: Object.fromEntries(missing.map(name => [name, ["can't be blank"]])) };
  }
  const here: Task = { ...task, place: { shelf, index, above: undefined } };
  const broken = brokenRule(written, here, parts, owners);
  if (broken !== undefined) return { errors: broken.errors };
  if (index !== undefined) updateRow(shelf, index, written, parts);
  const settled = index ?? createRow(shelf, written, task.call, parts);
  if (originId !== undefined && owner === undefined) forget(settled, shelf, owners);
  if (isText(originId)) owners.set(String(originId), { shelf: shelf.key, index: settled });
  return { index: settled };
}

/** A record that gets another `origin_id` is no longer found by the old one. */
function forget(index: number, { key }: Shelf, owners: OriginIds): void {
  for (const [originId, owner] of owners) {
    if (owner.index === index && owner.shelf === key) owners.delete(originId);
  }
}

/** Units of measure can be removed in the same call [oas]. */
function remove(ids: unknown, shelf: Shelf, { store }: Parts): void {
  for (const id of Array.isArray(ids) ? ids : []) {
    const known = parseId(String(id));
    const index = known === undefined ? undefined : store.indexOf(shelf, known);
    if (index !== undefined) store.remove(shelf, index);
  }
}

function firstErrors(errors: readonly unknown[]): Errors {
  const [first] = errors;
  return isFields(first) && isFields(first['errors']) ? (first['errors'] as Errors) : {};
}

function withoutSync(collection: string): string {
  return collection.slice(0, -'/sync'.length);
}

function plainName(collection: string): string {
  return withoutSync(collection).split('/').at(-1) ?? '';
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

function refused(status: 400 | 413 | 422, errors: Errors): RecordsAnswer {
  return { kind: 'refused', status, errors };
}
