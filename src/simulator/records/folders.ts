import type { RecordsAnswer } from './records.ts';
import type { Fields } from './shape.ts';
import type { Changes, Shelf } from './store.ts';
import { answered, listed, notFound, type Parts, type Task } from './task.ts';

/** Documents are one tree of folders and files, below a root folder. */
export function documentsAnswer(task: Task, parts: Parts): RecordsAnswer | undefined {
  const { collection } = task.resource;
  if (task.operation.method !== 'GET') return undefined;
  if (collection === 'folders') return folder(task, parts);
  return collection === 'documents' && task.resource.role === 'list' ? documents(task, parts) : undefined;
}

/** A folder with what lies in it; without an id the root. */
function folder(task: Task, parts: Parts): RecordsAnswer {
  const { place, resource, operation, call } = task;
  const index = resource.member === undefined ? 0 : place.index;
  if (index === undefined) return notFound;
  const fields = operation.result?.fields ?? [];
  const self = parts.shapes.record(place.shelf, index, fields, resource.second);
  const inside = (kind: 'folders' | 'files') =>
    call.query.get(`exclude_${kind}`) === 'true'
      ? []
      : childrenOf(task, parts, kind).filter(child => child['parent_id'] === self['id']);
  const folders = inside('folders');
  const files = inside('files');
  return answered(task, {
    ...self,
    folders,
    files,
    has_children: folders.length + files.length > 0,
    has_children_files: files.length > 0,
    has_children_folders: folders.length > 0,
  });
}

const childFields = [
  ['id', 'integer'],
  ['name', 'string'],
  ['parent_id', 'integer'],
  ['private', 'boolean'],
  ['is_deleted', 'boolean'],
  ['updated_at', 'string:date-time'],
] as const;
const fileFields = [...childFields, ['size', 'integer'], ['file_type', 'string']] as const;

function childrenOf(
  { place, resource }: Task,
  { store, shapes }: Parts,
  kind: 'folders' | 'files',
): readonly Fields[] {
  const shelf = store.shelf(kind, place.shelf.scope, []);
  const fields = kind === 'folders' ? childFields : fileFields;
  return indicesOf(shelf, shelf.changes()).map(index => shapes.record(shelf, index, fields, resource.second));
}

function indicesOf(shelf: Shelf, changes: Changes | undefined): readonly number[] {
  const seeded = Array.from({ length: shelf.count }, (_, index) => index);
  return [...seeded, ...(changes?.created ?? [])].filter(index => changes?.removed.has(index) !== true);
}

/** The flat list: every folder but the root, then every file. */
function documents(task: Task, parts: Parts): RecordsAnswer {
  const { call, operation, place, resource } = task;
  const { store, shapes } = parts;
  const kinds = [
    ['folders', 'folder'],
    ['files', 'file'],
  ] as const;
  const rows = kinds.flatMap(([kind, type]) => {
    const shelf = store.shelf(kind, place.shelf.scope, []);
    const indices = indicesOf(shelf, shelf.changes()).filter(index => kind === 'files' || index > 0);
    return indices.map(index => ({
      ...shapes.record(shelf, index, operation.result?.fields ?? [], resource.second),
      document_type: type,
    }));
  });
  const wanted = call.query.get('filters[document_type]');
  const parent = call.query.get('filters[folder_id]');
  return listed(
    task,
    rows.filter(
      (row: Fields) =>
        (wanted === null || row['document_type'] === wanted) &&
        (parent === null || String(row['parent_id']) === parent),
    ),
  );
}
