import type { Resource, Resources } from './resource.ts';
import { firstDay } from './row.ts';
import { blockSize, type Scope } from './scopes.ts';
import { hashNumbers, hashText } from './seed/hash.ts';
import type { Seed } from './seed/seed.ts';
import { collectionOfField, seedOf } from './seed/seeds.ts';
import type { Row, World } from './world.ts';

/** One collection in one company or project, below certain records. Cheap to make; writes are kept apart. */
export interface Shelf {
  readonly collection: string;
  readonly scope: Scope;
  readonly parents: readonly number[];
  readonly seed: Seed | undefined;
  /** Any id exists until it is removed: no list tells which ids there are. Then the id is the index. */
  readonly open: boolean;
  /** Rows a day for daily logs, which have as many rows as days have passed; else 0. */
  readonly perDay: number;
  /** Rows of the seed; created rows come after `createdBase`. */
  readonly count: number;
  readonly firstId: number;
  readonly leadingIds: readonly number[];
  readonly key: string;
  readonly hash: number;
  /** What was changed here, or `undefined` where nothing was. */
  changes(): Changes | undefined;
}

/** What writes have changed on a shelf. */
export interface Changes {
  /** Indexes of created rows. */
  readonly created: Set<number>;
  readonly values: Map<number, Record<string, unknown>>;
  readonly removed: Set<number>;
}

/** Created rows start here, far behind every seeded one. */
export const createdBase = blockSize / 2;
/** Room for the first id of a shelf; the rest of a block's first half is for its rows. */
const firstIds = 40_000_000;
/** Shelves are cheap to make again. */
const shelvesKept = 2000;
const logDay = 86_400_000;
/** Daily logs begin here and end today. */
export const firstLogDay = Date.UTC(2024, 0, 1);

/** What rows are made from; see `RecordsOptions`. */
export interface StoreParts {
  readonly seed: number;
  readonly rows: number;
  readonly environment: string;
  readonly now: () => number;
  readonly resources: Resources;
  readonly world: World;
  /** Is told of each write after it was made. */
  readonly onWrite?: (change: 'create' | 'update' | 'delete', shelf: Shelf, index: number) => void;
}

/**
 * Rows by their place, and what was written into them. A row is made whenever it is read; only writes take
 * memory.
 */
export interface Store {
  /** Goes up with each write. */
  readonly version: number;
  shelf(collection: string, scope: Scope, parents: readonly number[]): Shelf;
  row(shelf: Shelf, index: number): Row;
  /** The index of a record that exists, or `undefined`. */
  indexOf(shelf: Shelf, id: number): number | undefined;
  stored(row: Row): Readonly<Record<string, unknown>> | undefined;
  isCreated(row: Row): boolean;
  create(shelf: Shelf, values: Readonly<Record<string, unknown>>): number;
  update(shelf: Shelf, index: number, values: Readonly<Record<string, unknown>>): void;
  remove(shelf: Shelf, index: number): void;
  /** See the world's functions of the same names. */
  reference(row: Row, name: string): { id: number; name: string } | undefined;
  above(row: Row, name: string): { id: number; name: string } | undefined;
  nameOf(row: Row, name: string, id: number): string | undefined;
}

/** The shelves, and what writes have put on them. */
export function createStore(parts: StoreParts): Store {
  const { resources, world } = parts;
  const changed = new Map<string, Changes>();
  const seedHash = hashNumbers(parts.seed, hashText(parts.environment));
  const shelves = new Map<string, Shelf>();
  const shelvesByScope = new Map<Scope, Map<string, Shelf>>();

  const shelf = (collection: string, asked: Scope, parents: readonly number[]): Shelf => {
    const kept = parents.length === 0 ? directShelves(asked) : shelves;
    const key = parents.length === 0 ? collection : shelfKey(collection, asked, parents);
    const known = kept.get(key);
    if (known !== undefined && known.perDay === 0) return known;
    const made = newShelf(collection, asked, parents);
    if (kept.size >= shelvesKept) kept.clear();
    kept.set(key, made);
    return made;
  };

  /** References look into the same few shelves for every row, so these are found without a long key. */
  const directShelves = (scope: Scope): Map<string, Shelf> => {
    let kept = shelvesByScope.get(scope);
    if (kept === undefined) {
      kept = new Map();
      shelvesByScope.set(scope, kept);
    }
    return kept;
  };

  const newShelf = (collection: string, asked: Scope, parents: readonly number[]): Shelf => {
    const seed = seedOf(collection);
    const scope = seed?.companyWide ? (world.companyScope(asked) ?? asked) : asked;
    const key = shelfKey(collection, scope, parents);
    const hash = hashNumbers(seedHash, hashText(key));
    const perDay = isDaily(collection) ? Math.max(1, seed?.count(scope, parts.rows) ?? 2) : 0;
    const leadingIds = seed?.ids?.(scope, world.directory) ?? [];
    return {
      collection,
      scope,
      parents,
      seed,
      open: seed === undefined && !hasList(collection),
      perDay,
      count: countOf(scope, seed, perDay, leadingIds.length, hash),
      // Ids do not depend on the seed, so that a link survives another one.
      firstId: scope.base + (hashText(`${parts.environment}/${key}`) % firstIds) + 1,
      leadingIds,
      key,
      hash,
      changes: () => changed.get(key),
    };
  };

  const lists = new Map<string, readonly Resource[]>();
  const listsOf = (collection: string): readonly Resource[] => {
    let known = lists.get(collection);
    if (known === undefined) {
      known = resources.on(collection).filter(({ role }) => role === 'list');
      lists.set(collection, known);
    }
    return known;
  };
  const hasList = (collection: string) => listsOf(collection).length > 0;
  const isDaily = (collection: string): boolean =>
    listsOf(collection).some(({ operation }) =>
      operation.queryParameters.some(({ name }) => name === 'log_date'),
    );

  const countOf = (
    scope: Scope,
    seed: Seed | undefined,
    perDay: number,
    leading: number,
    hash: number,
  ): number => {
    if (scope.size === 'empty' && seed === undefined) return 0;
    if (perDay > 0) return perDay * (Math.floor((parts.now() - firstLogDay) / logDay) + 1);
    if (seed !== undefined) return leading + seed.count(scope, parts.rows);
    return 2 + (hash % 5);
  };

  const idOf = (on: Shelf, index: number): number => {
    if (on.open) return index;
    return on.leadingIds[index] ?? on.firstId + index - (index < createdBase ? on.leadingIds.length : 0);
  };

  const row = (on: Shelf, index: number): Row => ({
    index,
    id: idOf(on, index),
    scope: on.scope,
    parents: on.parents,
    collection: on.collection,
    hash: hashNumbers(on.hash, index),
    day: on.perDay > 0 ? logDayOf(on, index) : Math.floor(index / 2) % 290,
    daily: on.perDay > 0,
    world,
  });

  const indexOf = (on: Shelf, id: number): number | undefined => {
    if (on.open) return changed.get(on.key)?.removed.has(id) ? undefined : id;
    const leading = on.leadingIds.indexOf(id);
    const offset = id - on.firstId;
    const index = leading >= 0 ? leading : offset < createdBase ? offset + on.leadingIds.length : offset;
    const changes = changed.get(on.key);
    if (changes?.removed.has(index)) return undefined;
    if (index >= createdBase) return changes?.values.has(index) ? index : undefined;
    return index >= 0 && index < on.count && (leading >= 0 || offset >= 0) ? index : undefined;
  };

  let version = 0;
  const changesOf = (on: Shelf): Changes => {
    version++;
    const known = changed.get(on.key);
    if (known !== undefined) return known;
    const changes: Changes = { created: new Set(), values: new Map(), removed: new Set() };
    changed.set(on.key, changes);
    return changes;
  };
  const update: Store['update'] = (on, index, values) => {
    const changes = changesOf(on);
    changes.values.set(index, { ...changes.values.get(index), ...values });
  };
  return {
    get version() {
      return version;
    },
    shelf,
    row,
    indexOf,
    update: (on, index, values) => {
      update(on, index, values);
      parts.onWrite?.('update', on, index);
    },
    isCreated: of => changed.get(shelfKeyOf(of))?.created.has(of.index) ?? false,
    stored: of => changed.get(shelfKeyOf(of))?.values.get(of.index),
    create: (on, values) => {
      const { created } = changesOf(on);
      const index = createdBase + created.size + (on.open ? on.firstId : 0);
      created.add(index);
      update(on, index, values);
      parts.onWrite?.('create', on, index);
      return index;
    },
    remove: (on, index) => {
      const changes = changesOf(on);
      changes.removed.add(index);
      changes.values.delete(index);
      parts.onWrite?.('delete', on, index);
    },
    above,
    reference: (from, name) => {
      const parent = above(from, name);
      if (parent !== undefined) return parent;
      const on = shelfOfField(from, name);
      if (on === undefined || on.count === 0) return undefined;
      const at = row(on, hashNumbers(from.hash, hashText(name)) % on.count);
      return { id: at.id, name: labelOf(on, at) ?? `${inWords(name)} ${at.index + 1}` };
    },
    nameOf: (from, name, id) => {
      const on = shelfOfField(from, name);
      const index = on && indexOf(on, id);
      return on && index !== undefined ? labelOf(on, row(on, index)) : undefined;
    },
  };

  function shelfOfField(from: Row, name: string): Shelf | undefined {
    const collection = collectionOfField(name);
    const known = collection !== from.collection && resources.isCollection(collection);
    return known ? shelf(collection, from.scope, []) : undefined;
  }

  function labelOf(on: Shelf, at: Row): string | undefined {
    const written = changed.get(on.key)?.values.get(at.index)?.['name'];
    const label = written ?? (on.seed?.label ?? on.seed?.values['name'])?.(at);
    return typeof label === 'string' ? label : undefined;
  }

  /** `rfi` of a reply is the RFI above it. */
  function above(from: Row, name: string): { id: number; name: string } | undefined {
    if (from.parents.length === 0) return undefined;
    const level = from.collection
      .split('/{}')
      .slice(0, -1)
      .findIndex(path => path.split('/').at(-1) === `${name}s`);
    const id = from.parents[level];
    return id === undefined ? undefined : { id, name: `${inWords(name)} ${id}` };
  }
}

/** Days between the first day of the seed and the day of a log. */
function logDayOf({ perDay }: Shelf, index: number): number {
  return Math.floor(index / perDay) - (firstDay - firstLogDay) / logDay;
}

function shelfKey(collection: string, { kind, id }: Scope, parents: readonly number[]): string {
  return `${kind}/${id}/${collection}/${parents.join('/')}`;
}

function shelfKeyOf({ collection, scope, parents }: Row): string {
  return shelfKey(collection, scope, parents);
}

/** `project_region` as people would write it. */
function inWords(name: string): string {
  return `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`.replaceAll('_', ' ');
}
