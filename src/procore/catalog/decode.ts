import type { BodyProperty, Catalog, Operation, OperationBody, OperationResult } from './catalog.ts';
import {
  type CatalogFile,
  decodeName,
  decodeValue,
  operationKeys as keys,
  type ListEntry,
  operationIdOf,
  pathParametersOf,
} from './format.ts';
import { createFinder } from './match.ts';
import { createNearest } from './nearest.ts';
import { createSearch } from './search.ts';

/**
 * Reads the compact form that `encodeCatalog` writes. `text` is our own file: anything else throws. Lists
 * are decoded when an operation's details are first read.
 */
export function decodeCatalog(text: string): Catalog {
  const file: CatalogFile = JSON.parse(text);
  const readList = listReader(file.lists);
  const operations = Object.entries(file.operations).flatMap(([tag, lines]) =>
    lines.map(line => decodeOperation(tag, line, readList)),
  );
  return catalogOf(operations);
}

/** A catalog of these operations; what `decodeCatalog` ends in. */
export function catalogOf(operations: readonly Operation[]): Catalog {
  const finder = createFinder(operations);
  return { operations, ...finder, nearest: createNearest(operations), search: createSearch(operations) };
}

type ReadList = (key: string | undefined) => readonly BodyProperty[];

function listReader(lists: CatalogFile['lists']): ReadList {
  const decoded = new Map<string, readonly BodyProperty[]>();
  const read: ReadList = key => {
    if (key === undefined) return none;
    const known = decoded.get(key);
    if (known !== undefined) return known;
    const entries = lists[key];
    if (entries === undefined) throw new Error(`The catalog has no list ${key}; make it again.`);
    const list = entries.map(entry => decodeEntry(entry, read));
    decoded.set(key, list);
    return list;
  };
  return read;
}

const none: readonly never[] = [];

function decodeEntry(entry: ListEntry, read: ReadList): BodyProperty {
  if (typeof entry === 'string') return decodeName(entry);
  const [name, { properties, ...options }] = entry;
  return {
    ...decodeName(name),
    ...options,
    ...(properties !== undefined && { properties: read(properties) }),
  };
}

/** Only method and path are read at once; a client touches few of the operations. */
function decodeOperation(tag: string, line: string, readList: ReadList): Operation {
  const afterMethod = line.indexOf(' ');
  const afterPath = line.indexOf(' ', afterMethod + 1);
  const method = line.slice(0, afterMethod);
  const path = afterPath < 0 ? line.slice(afterMethod + 1) : line.slice(afterMethod + 1, afterPath);
  const parts = lazy(() => new Map(line.split(' ').slice(2).map(splitPart)));
  const id = lazy(() => parts().get(keys.id) ?? operationIdOf(method, path));
  const statuses = lazy(() => parts().get(keys.statuses)?.split(',') ?? none);
  const pathParameters = lazy(() => {
    const key = parts().get(keys.path);
    return key === undefined ? pathParametersOf(path) : readList(key);
  });
  const body = lazy(() => decodeBody(parts(), readList));
  const result = lazy(() => decodeResult(parts(), readList));
  return {
    method,
    path,
    tag,
    get id() {
      return id();
    },
    get pathParameters() {
      return pathParameters();
    },
    get queryParameters() {
      return readList(parts().get(keys.query));
    },
    get headerParameters() {
      return readList(parts().get(keys.header));
    },
    get body() {
      return body();
    },
    get statuses() {
      return statuses();
    },
    get result() {
      return result();
    },
    get deprecated() {
      return parts().get(keys.deprecated) === '1';
    },
  };
}

function splitPart(part: string): readonly [string, string] {
  const equals = part.indexOf('=');
  return [part.slice(0, equals), decodeValue(part.slice(equals + 1))];
}

function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function decodeBody(parts: ReadonlyMap<string, string>, readList: ReadList): OperationBody | undefined {
  const key = parts.get(keys.body);
  if (key === undefined) return undefined;
  return {
    contentTypes: parts.get(keys.contentTypes)?.split(',') ?? ['application/json'],
    required: parts.get(keys.bodyRequired) !== '0',
    properties: readList(key),
  };
}

function decodeResult(parts: ReadonlyMap<string, string>, readList: ReadList): OperationResult | undefined {
  const written = parts.get(keys.result);
  if (written === undefined) return undefined;
  const wrapped = written.startsWith('data.');
  const fields = lazy(() => readList(parts.get(keys.fields)).map(({ name, type }) => [name, type] as const));
  return {
    type: wrapped ? written.slice('data.'.length) : written,
    wrapped,
    get fields() {
      return fields();
    },
    item: parts.get(keys.item),
  };
}
