import type { Operation } from '../../procore/catalog/catalog.ts';
import { parseId } from './ids.ts';
import { pageOf } from './page.ts';
import type { RecordsAnswer } from './records.ts';
import { type Selection, selectRows, type WrongFilter } from './select.ts';
import type { Field, Fields } from './shape.ts';
import type { Shelf } from './store.ts';
import { answered, hiddenFrom, isHidden, notFound, type Parts, successOf, type Task, wrap } from './task.ts';

/** One page of a list: what the filters leave of the rows that the user sees. 400 for a filter of the wrong form. */
export function list(task: Task, parts: Parts): RecordsAnswer {
  const { call, operation, resource, place } = task;
  const shelf =
    resource.member === undefined
      ? place.shelf
      : parts.store.shelf(place.shelf.collection, place.shelf.scope, []);
  const { directory, store, shapes } = parts;
  const extra = visibleTo(task, parts, shelf);
  const selection = remembered(task, parts, shelf, () =>
    selectRows(store, shapes, shelf, operation, call.query, {
      now: parts.now(),
      hidden: hiddenFrom(call.userId, shelf, operation, directory),
      ...(extra && { extra }),
    }),
  );
  if ('errors' in selection) return { kind: 'refused', status: 400, errors: selection.errors };
  if (operation.queryParameters.some(({ name }) => name === 'cursor'))
    return byCursor(task, parts, selection);
  if (operation.queryParameters.some(({ name }) => name === 'page_start')) {
    return afterRow(task, parts, shelf, selection);
  }
  const { page, first, end } = pageOf(operation, call.query, selection);
  const fields = fieldsInView(fieldsOfRows(task, parts), call.query);
  const rows = recordsAt(task, parts, shelf, selection, first, end, fields);
  return {
    kind: 'answer',
    status: successOf(operation),
    body: wrap(operation, grouped(rows, task, shelf)),
    page,
  };
}

/** A user's own projects, and of a project the users that are in it. */
function visibleTo(
  { call, resource }: Task,
  { directory, store }: Parts,
  shelf: Shelf,
): ((index: number) => boolean) | undefined {
  if (shelf.collection === 'projects') {
    return index => directory.userSeesProject(call.userId, store.row(shelf, index).id);
  }
  const project = resource.project && directory.project(call.match.parameters[resource.project] ?? '');
  if (shelf.collection !== 'users' || !project) return undefined;
  return index => {
    const { id } = store.row(shelf, index);
    return directory.user(id) === undefined || directory.userSeesProject(id, project.id);
  };
}

/** A group of meetings has the fields of meetings in it. */
function fieldsOfRows({ resource }: Task, { shapes, resources }: Parts): readonly Field[] {
  if (resource.collection !== 'meetings') return shapes.fieldsOf(resource);
  const meeting = resources.on('meetings').find(({ role }) => role === 'show');
  return [['group_title', 'string'], ...(meeting ? shapes.fieldsOf(meeting) : [])];
}

const selectionsKept = 8;

/** The pages of one list ask the same again and again; a write makes the selection anew. */
function remembered(
  { call, operation }: Task,
  { selections, store, now }: Parts,
  shelf: Shelf,
  select: () => Selection | WrongFilter,
): Selection | WrongFilter {
  const query = [...call.query].filter(([name]) => name !== 'page' && name !== 'per_page');
  const day = shelf.perDay > 0 ? Math.floor(now() / 86_400_000) : 0;
  const { parameters } = call.match;
  const key = JSON.stringify([operation.id, parameters, shelf.key, call.userId, day, query]);
  const known = selections.get(key);
  if (known?.version === store.version) return known.selection;
  const selection = select();
  if ('errors' in selection) return selection;
  if (selections.size >= selectionsKept) selections.clear();
  selections.set(key, { version: store.version, selection });
  return selection;
}

function recordsAt(
  task: Task,
  parts: Parts,
  shelf: Shelf,
  selection: Selection,
  first: number,
  end: number,
  fields: readonly Field[],
): readonly Fields[] {
  const rows: Fields[] = [];
  for (let position = first; position < end; position++) {
    rows.push(parts.shapes.record(shelf, selection.at(position), fields, task.resource.second));
  }
  return rows;
}

/** Meetings come in groups [live]; lists of scalars as their ids. */
function grouped(rows: readonly Fields[], task: Task, shelf: Shelf): unknown {
  const { result } = task.operation;
  if (result?.type === 'array' && result.fields.length === 0 && result.item && !/object/.test(result.item)) {
    return rows.map(row => (result.item === 'string' ? String(row['id']) : row['id']));
  }
  if (shelf.collection !== 'meetings') return rows;
  const groups = new Map<unknown, unknown[]>();
  for (const { group_title: title, ...meeting } of rows) {
    const group = groups.get(title);
    if (group === undefined) groups.set(title, [meeting]);
    else group.push(meeting);
  }
  return [...groups].map(([title, meetings]) => ({ group_title: title, meetings }));
}

/** Workflows page by a cursor; where the next one stands in the body is not documented [assumed]. */
function byCursor(task: Task, parts: Parts, selection: Selection): RecordsAnswer {
  const { call, operation, place, resource } = task;
  const perPage = Math.min(100, Math.max(1, Number(call.query.get('per_page')) || 10));
  const first = Math.max(0, Number.parseInt(call.query.get('cursor') ?? '0', 36) || 0);
  const end = Math.min(selection.total, first + perPage);
  const fields = parts.shapes.fieldsOf(resource);
  const data = recordsAt(task, parts, place.shelf, selection, first, end, fields);
  const next = end < selection.total ? end.toString(36) : null;
  return {
    kind: 'answer',
    status: successOf(operation),
    body: { data, pagination: { next_cursor: next } },
    page: undefined,
  };
}

/** Webhook deliveries page by the last id that was read (Procore documentation, "Webhooks API" [doc]). */
function afterRow(task: Task, parts: Parts, shelf: Shelf, selection: Selection): RecordsAnswer {
  const { query } = task.call;
  const size = Math.min(100, Math.max(1, Number(query.get('page_size')) || 100));
  const last = parseId(query.get('page_start') ?? '');
  let first = 0;
  while (last !== undefined && first < selection.total && idAt(first) !== last) first++;
  first = last === undefined ? 0 : first + 1;
  const rows = recordsAt(
    task,
    parts,
    shelf,
    selection,
    first,
    Math.min(selection.total, first + size),
    parts.shapes.fieldsOf(task.resource),
  );
  return answered(task, rows);

  function idAt(position: number): number {
    return parts.store.row(shelf, selection.at(position)).id;
  }
}

const compactFields =
  /^(?:id|name|display_name|title|subject|number|project_number|full_number|status|active)$/;

function fieldsInView(fields: readonly Field[], query: URLSearchParams): readonly Field[] {
  const view = query.get('view') ?? query.get('serializer_view');
  if (view === 'ids') return fields.filter(([name]) => name === 'id');
  return view === 'compact' ? fields.filter(([name]) => compactFields.test(name)) : fields;
}

/** One record, or the file that it stands for by a redirect. 404 where the user does not see it. */
export function show(task: Task, parts: Parts): RecordsAnswer {
  const { place, operation, resource } = task;
  if (place.index === undefined || isHidden(task, parts)) return notFound;
  if (redirects(operation)) return { ...answered(task, undefined), location: storageOf(task) };
  if (operation.result?.type === 'none' || operation.result === undefined) return answered(task, undefined);
  const fields = fieldsInView(parts.shapes.fieldsOf(resource), task.call.query);
  return answered(task, parts.shapes.record(place.shelf, place.index, fields, resource.second));
}

/** Settings, totals and other objects that there is one of. */
export function single(task: Task, parts: Parts): RecordsAnswer {
  const { operation, place, resource } = task;
  if (redirects(operation)) return { ...answered(task, undefined), location: storageOf(task) };
  const type = operation.result?.type;
  if (type === undefined || type === 'none') return answered(task, undefined);
  if (type !== 'object') return answered(task, `Exported by the simulator: ${place.shelf.collection}`);
  const record = parts.shapes.record(place.shelf, 0, operation.result?.fields ?? [], resource.second);
  return answered(task, 'pdm_pagination' in record ? { ...record, pdm_pagination: onlyPage } : record);
}

const onlyPage = {
  current_page: 1,
  per_page: 100,
  total_count: 0,
  total_pages: 1,
  has_next_page: false,
  has_previous_page: false,
};

function redirects(operation: Operation): boolean {
  return successOf(operation) >= 300;
}

/** Files lie at a storage host; tokens must not go there. */
function storageOf({ operation, place }: Task): string {
  return `https://storage.example.com/${operation.id}/${place.index ?? 0}`;
}
