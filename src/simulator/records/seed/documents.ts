import { between } from '../row.ts';
import type { Row } from '../world.ts';
import { personAt, type Seeds } from './seed.ts';

/** Name and the place of the folder it lies in; the first is the root. */
const folders: readonly (readonly [name: string, parent: number])[] = [
  ['Documents', -1],
  ['Contracts', 0],
  ['Drawings', 0],
  ['Safety', 0],
  ['Meeting Minutes', 0],
  ['Subcontracts', 1],
  ['As-Built', 2],
];
const files: readonly (readonly [name: string, parent: number])[] = [
  ['Project Directory.pdf', 0],
  ['Prime Contract.pdf', 1],
  ['Subcontract SC-001.pdf', 5],
  ['Site Safety Plan.pdf', 3],
  ['OAC Minutes 01.pdf', 4],
  ['Room Finish Schedule.xlsx', 2],
];

function pathOf(index: number): string {
  const [name = '', parent = -1] = folders[index] ?? [];
  return parent < 0 ? name : `${pathOf(parent)}/${name}`;
}

/** Ids of a project's folders follow each other, so a parent's id follows from its distance. */
function folderId(row: Row, index: number): number | null {
  return index < 0 ? null : row.id - row.index + index;
}

/** The folder tree of Documents. */
export const documentSeeds: Seeds = {
  folders: {
    count: scope => (scope.size === 'empty' ? 1 : folders.length),
    values: {
      name: row => folders[row.index]?.[0],
      parent_id: row => folderId(row, folders[row.index]?.[1] ?? -1),
      name_with_path: row => pathOf(row.index),
      private: () => false,
      is_deleted: () => false,
      is_recycle_bin: () => false,
      read_only: row => row.index === 0,
      is_tracked: () => false,
      tracked_folder: () => null,
      custom_fields: () => ({}),
    },
    created: {
      parent_id: row => row.world.folderId(row.scope, 0),
      name_with_path: row => `Documents/${String(row.world.stored(row, 'name'))}`,
      private: () => false,
    },
  },
  files: {
    count: scope => (scope.size === 'empty' ? 0 : files.length),
    values: {
      name: row => files[row.index]?.[0],
      parent_id: row => row.world.folderId(row.scope, files[row.index]?.[1] ?? 0),
      name_with_path: row => `${pathOf(files[row.index]?.[1] ?? 0)}/${files[row.index]?.[0]}`,
      file_type: row => files[row.index]?.[0].split('.').at(-1),
      size: row => between(row, 'size', 20_000, 4_000_000),
      created_by: personAt('created_by'),
      private: () => false,
      is_deleted: () => false,
      checked_out_by: () => null,
      checked_out_until: () => null,
      file_versions: row => [{ id: row.id * 10 + 1, number: 1, name: files[row.index]?.[0] }],
      tracked_folder: () => null,
    },
    created: {
      parent_id: row => row.world.folderId(row.scope, 0),
      private: () => false,
      file_versions: row => [{ id: row.id * 10 + 1, number: 1, name: row.world.stored(row, 'name') ?? null }],
    },
  },
};
