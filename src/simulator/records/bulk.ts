import { parseId } from './ids.ts';
import type { RecordsAnswer } from './records.ts';
import type { Shelf } from './store.ts';
import type { Parts, Task } from './task.ts';
import { isFields } from './write.ts';
import { createRow } from './writes.ts';

/** What became of the entries of a bulk call: what went through, and one refusal for each that did not. */
interface Outcomes {
  readonly done: readonly unknown[];
  readonly failed: readonly { readonly entry: unknown; readonly message: string }[];
}

type Bulk = (task: Task, parts: Parts) => RecordsAnswer;

/** Bulk calls that document 207 and name their records by id, by method and collection. */
const bulks: Readonly<Record<string, Bulk>> = {
  'DELETE work_breakdown_structure/segments/{}/segment_items/bulk_destroy': destroySegmentItems,
  'POST cost_codes/copy_subset_from_standard_list': copyCostCodes,
  'POST users/bulk_add': addUsers,
};

/**
 * A bulk call that goes through in part: 207, with what failed beside what did not. `undefined`: the call is
 * none of these. Source: the OpenAPI document declares 207 and, for some, names of the two lists [oas];
 * `data` with `success` and `failed` is that of the "Document Management technical guide" [doc], which the
 * others follow here [assumed].
 */
export function bulkAnswer(task: Task, parts: Parts): RecordsAnswer | undefined {
  const { operation, resource } = task;
  if (!operation.statuses.includes('207') || resource.second) return undefined;
  return bulks[`${operation.method} ${resource.collection}`]?.(task, parts);
}

function destroySegmentItems(task: Task, parts: Parts): RecordsAnswer {
  const shelf = besides(task, parts);
  const { done, failed } = eachOf(task, 'segment_item_ids', id => {
    const index = indexOf(id, shelf, parts);
    if (index !== undefined) parts.store.remove(shelf, index);
    return index === undefined ? undefined : id;
  });
  const refused = failed.map(({ entry, message }) => ({ id: entry, code: 'NOT_FOUND', message }));
  return answer(207, { data: { success: done, failed: refused } });
}

function copyCostCodes(task: Task, parts: Parts): RecordsAnswer {
  const { scope } = task.place.shelf;
  const company = parts.scopes.company(String(scope.company.id)) ?? scope;
  const standard = parts.store.shelf('standard_cost_codes', company, []);
  const shelf = besides(task, parts);
  const { done, failed } = eachOf(task, 'standard_cost_code_ids', id => {
    const index = indexOf(id, standard, parts);
    if (index === undefined) return undefined;
    const { code, name } = parts.shapes.record(standard, index, [], false);
    const written = { code, name, standard_cost_code_id: id };
    return parts.shapes.record(shelf, createRow(shelf, written, task.call, parts), [], false);
  });
  const failures = failed.map(({ entry, message }) => `${String(entry)}: ${message}`);
  return answer(failed.length > 0 ? 207 : 201, { successes: done, failures });
}

function addUsers(task: Task, parts: Parts): RecordsAnswer {
  const shelf = besides(task, parts);
  const { done, failed } = eachOf(task, 'users', entry => {
    const index = isFields(entry) ? indexOf(entry['user_id'], shelf, parts) : undefined;
    if (index === undefined) return undefined;
    return parts.shapes.record(shelf, index, [], false);
  });
  const errors = failed.map(({ entry, message }) => ({
    ...(isFields(entry) ? entry : {}),
    errors: { user_id: [message] },
  }));
  const body = { entities: done, ...(failed.length > 0 && { errors }) };
  return answer(failed.length > 0 ? 207 : 200, body);
}

/** The collection that a bulk path ends beside, e.g. `cost_codes` of `cost_codes/copy_...`. */
function besides({ place, resource }: Task, { store }: Parts): Shelf {
  const collection = resource.collection.slice(0, resource.collection.lastIndexOf('/'));
  return store.shelf(collection, place.shelf.scope, place.shelf.parents);
}

function eachOf({ call }: Task, listName: string, settle: (entry: unknown) => unknown): Outcomes {
  const entries: unknown = isFields(call.body) ? call.body[listName] : undefined;
  const settled = (Array.isArray(entries) ? entries : []).map(entry => ({ entry, result: settle(entry) }));
  return {
    done: settled.flatMap(({ result }) => (result === undefined ? [] : [result])),
    failed: settled
      .filter(({ result }) => result === undefined)
      .map(({ entry }) => ({ entry, message: 'Entity with this ID not found' })),
  };
}

function indexOf(id: unknown, shelf: Shelf, { store }: Parts): number | undefined {
  const known = parseId(String(id));
  return known === undefined ? undefined : store.indexOf(shelf, known);
}

function answer(status: number, body: unknown): RecordsAnswer {
  return { kind: 'answer', status, body, page: undefined };
}
