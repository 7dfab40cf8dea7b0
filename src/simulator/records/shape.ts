import type { Operation } from '../../procore/catalog/catalog.ts';
import { guessValue } from './guess.ts';
import { uuidOf } from './ids.ts';
import type { Resource, Resources } from './resource.ts';
import { hashText } from './seed/hash.ts';
import type { Shelf, Store } from './store.ts';
import type { Row } from './world.ts';

/** A documented field; the type is written as in the catalog, e.g. `string:date`. */
export type Field = readonly [name: string, type: string];
/** Fields of a record or a body, by name. */
export type Fields = Readonly<Record<string, unknown>>;

/** How records look: documented fields of operations and collections, and the value of each. */
export interface Shapes {
  /** Fields an operation answers with: its own, else those its collection is known by. */
  fieldsOf(resource: Resource): readonly Field[];
  /** The documented type of a collection's field, or `undefined` where no operation knows it. */
  typeOf(shelf: Shelf, name: string): string | undefined;
  /** One record with these fields; `texts`: ids as texts, as v2 has them. */
  record(shelf: Shelf, index: number, fields: readonly Field[], texts: boolean): Fields;
  value(shelf: Shelf, row: Row, name: string, type: string): unknown;
}

/** Reads what the catalog knows of a collection, once, and makes values with it. */
export function createShapes(resources: Resources, store: Store): Shapes {
  const known = new Map<string, { fields: readonly Field[]; types: ReadonlyMap<string, string> }>();
  const about = (collection: string, extra: readonly Field[]) => {
    const cached = known.get(collection);
    if (cached !== undefined) return cached;
    const operations = resources.on(collection).map(({ operation }) => operation);
    const lists = operations.map(({ result }) => result?.fields ?? []).filter(list => list.length > 0);
    const longest = lists.toSorted((a, b) => b.length - a.length)[0];
    const types = new Map([...lists.flat(), ...extra]);
    const fields = longest ?? (extra.length > 0 ? extra : fieldsOfBodies(operations));
    const entry = { fields, types };
    known.set(collection, entry);
    return entry;
  };
  const allowed = new Map<string, ReadonlyMap<string, readonly unknown[]>>();
  const valuesOf = (collection: string, name: string): readonly unknown[] | undefined => {
    let values = allowed.get(collection);
    if (values === undefined) {
      values = valuesInBodies(resources.on(collection).map(({ operation }) => operation));
      allowed.set(collection, values);
    }
    return values.get(name);
  };

  const value: Shapes['value'] = (shelf, row, name, type) => {
    const changes = shelf.changes() && store.stored(row);
    const written = changes && writtenValue(row, changes, name, type);
    if (written !== undefined) return fit(written, type, row, name);
    if (changes !== undefined && store.isCreated(row))
      return fit(createdValue(shelf, row, name, type), type, row, name);
    const seeded = shelf.seed?.values[name]?.(row);
    if (seeded !== undefined) return fit(seeded, type, row, name);
    return optionValue(row, name, type) ?? guessValue(row, name, type, valuesOf(shelf.collection, name));
  };
  /** `rfis/filter_options/status` lists what RFIs have under `status`. */
  const optionValue = (row: Row, name: string, type: string): unknown => {
    if ((name !== 'key' && name !== 'value') || type.startsWith('boolean')) return undefined;
    const option = /^(.*)\/filter_options\/(\w+)$/.exec(row.collection);
    const values = option && valuesOf(option[1] ?? '', option[2] ?? '');
    const value = values?.[row.index % values.length];
    if (value !== undefined) return fit(value, type, row, name);
    return option && name === 'key' ? fit(row.index + 1, type, row, name) : undefined;
  };
  const createdValue = (shelf: Shelf, row: Row, name: string, type: string): unknown => {
    const made = shelf.seed?.created?.[name]?.(row);
    if (made !== undefined) return made;
    if (type.endsWith('[]')) return [];
    if (name === 'company' && type === 'string') return row.scope.company.name;
    if (name === 'project' && type === 'string') return row.scope.project?.name;
    if (/^(?:id|uuid|company_id|project_id|company|project|position|number)$/.test(name)) {
      return name === 'number' || name === 'position'
        ? row.world.seededRows(row) + row.world.createdBefore(row) + 1
        : guessValue(row, name, type);
    }
    if (/custom_fields|permissions|currency_configuration|_url$|^url$|^link$/.test(name)) {
      return guessValue(row, name, type);
    }
    if (type === 'boolean') return guessValue(row, name, type);
    if (name === 'status' && type === 'string') return valuesOf(shelf.collection, name)?.[0] ?? 'open';
    return /count$/.test(name) ? 0 : parentId(row, name);
  };
  return {
    value,
    fieldsOf: resource => {
      const own = resource.operation.result?.fields ?? [];
      return own.length > 0
        ? own.filter(([name]) => !name.includes('%'))
        : about(resource.collection, []).fields;
    },
    typeOf: (shelf, name) => about(shelf.collection, shelf.seed?.fields ?? []).types.get(name),
    record: (shelf, index, fields, texts) => {
      const row = store.row(shelf, index);
      const list = fields.length > 0 ? fields : about(shelf.collection, shelf.seed?.fields ?? []).fields;
      const record: Record<string, unknown> = {};
      for (const [name, type] of list) {
        const made = value(shelf, row, name, type);
        record[name] = texts ? idsAsTexts(name, made) : made;
      }
      return record;
    },
  };
}

/** The documented body stands in for a result that is not documented. */
function fieldsOfBodies(operations: readonly Operation[]): readonly Field[] {
  const properties = operations.flatMap(({ body }) => body?.properties ?? []);
  if (properties.length === 0) return [];
  const inner = properties.flatMap(property => property.properties ?? [property]);
  const fields = inner.filter(({ name }) => !name.includes('%')).map(({ name, type }): Field => [name, type]);
  return [...new Map<string, string>([['id', 'integer'], ...fields])];
}

function valuesInBodies(operations: readonly Operation[]): ReadonlyMap<string, readonly unknown[]> {
  const values = new Map<string, readonly unknown[]>();
  for (const { body, queryParameters } of operations) {
    for (const parameter of queryParameters) {
      const field = /^filters?\[(\w+)\]/.exec(parameter.name)?.[1];
      if (field !== undefined && parameter.values) values.set(field, parameter.values);
    }
    for (const property of body?.properties ?? []) {
      if (property.values) values.set(property.name, property.values);
      for (const inner of property.properties ?? []) if (inner.values) values.set(inner.name, inner.values);
    }
  }
  return values;
}

/** What was written under this name, or under the id that this name's object has. */
function writtenValue(row: Row, written: Fields, name: string, type: string): unknown {
  if (written[name] !== undefined) return written[name];
  if (type.startsWith('object') || type === 'any') {
    const ids = written[`${name}_ids`] ?? written[`${name.replace(/s$/, '')}_ids`];
    if (Array.isArray(ids)) {
      const records = ids.map(id => referenceById(row, id));
      return type === 'object' ? (records[0] ?? null) : records;
    }
    const id = written[`${name}_id`];
    if (id === null) return null;
    if (id !== undefined) return referenceById(row, id, name);
  }
  return undefined;
}

function referenceById(row: Row, id: unknown, name?: string): unknown {
  const number = Number(id);
  const person = row.world.people(row.scope).find(someone => someone.id === number);
  if (person !== undefined) return { id: person.id, login: person.login, name: person.name };
  return { id, name: (name && row.world.nameOf(row, name, number)) ?? String(id) };
}

function parentId(row: Row, name: string): unknown {
  return name.endsWith('_id') ? (row.world.above(row, name.slice(0, -'_id'.length))?.id ?? null) : null;
}

/** Bends a value to the documented type; the same field has different types in different versions. */
function fit(value: unknown, type: string, row: Row, name: string): unknown {
  if (value === null || value === undefined) return null;
  if (type.endsWith('[]')) return Array.isArray(value) ? value : [value];
  if (Array.isArray(value)) return type === 'any' ? value : (value[0] ?? null);
  if (typeof value === 'object') return fitObject(value, type);
  if (type === 'object') {
    return { id: (hashText(String(value)) % 9000) + 1000, name: value };
  }
  if (type === 'string:uuid') return typeof value === 'number' ? uuidOf(value) : value;
  if (type.startsWith('string')) return typeof value === 'number' ? String(value) : value;
  if (type === 'integer' || type.startsWith('number')) return fitNumber(value);
  // Forms send flags as text.
  if (type === 'boolean' && typeof value === 'string') return value === 'true' || value === '1';
  return name === 'id' && row.id === value ? row.id : value;
}

function fitObject(value: object, type: string): unknown {
  if (type === 'object' || type === 'any') return value;
  if (type === 'integer') return 'id' in value ? value.id : null;
  if (type.startsWith('string')) return 'name' in value ? value.name : null;
  return value;
}

function fitNumber(value: unknown): unknown {
  return typeof value === 'string' &&
    /^-?\d+(?:\.\d+)?$/.test(value) &&
    Number.isSafeInteger(Math.trunc(Number(value)))
    ? Number(value)
    : value;
}

/** v2 writes ids as texts, nested ones too. */
function idsAsTexts(name: string, value: unknown): unknown {
  if (typeof value === 'number') return name === 'id' || /_ids?$/.test(name) ? String(value) : value;
  if (Array.isArray(value)) return value.map(item => idsAsTexts(name, item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, idsAsTexts(key, inner)]));
}
