import type { BodyProperty, Operation } from './catalog.ts';

/** What became of the operations of one catalog in another; names are `METHOD path`. */
export interface CatalogChanges {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly ChangedOperation[];
}

/** An operation that both catalogs have, by method and path, and how it differs. */
export interface ChangedOperation {
  readonly operation: string;
  /** In words, e.g. `now requires view`. */
  readonly changes: readonly string[];
}

/** Compares what a caller would notice: operations, their parameters and body fields, and deprecation. */
export function compareCatalogs(before: readonly Operation[], after: readonly Operation[]): CatalogChanges {
  const old = byName(before);
  const present = byName(after);
  const changed: ChangedOperation[] = [];
  for (const [operation, now] of present) {
    const then = old.get(operation);
    const changes = then === undefined ? [] : changesOf(then, now);
    if (changes.length > 0) changed.push({ operation, changes });
  }
  return {
    added: [...present.keys()].filter(name => !old.has(name)).sort(byPath),
    removed: [...old.keys()].filter(name => !present.has(name)).sort(byPath),
    changed: changed.sort((a, b) => byPath(a.operation, b.operation)),
  };
}

function byName(operations: readonly Operation[]): ReadonlyMap<string, Operation> {
  return new Map(operations.map(operation => [`${operation.method} ${operation.path}`, operation]));
}

function byPath(a: string, b: string): number {
  const [one, other] = [a.slice(a.indexOf(' ')), b.slice(b.indexOf(' '))];
  return one < other ? -1 : one > other ? 1 : a < b ? -1 : a > b ? 1 : 0;
}

function changesOf(then: Operation, now: Operation): readonly string[] {
  return [
    ...(now.deprecated && !then.deprecated ? ['is deprecated'] : []),
    ...(then.body === undefined && now.body !== undefined ? ['takes a body'] : []),
    ...(then.body !== undefined && now.body === undefined ? ['takes no body'] : []),
    ...fieldChanges(parametersOf(then), parametersOf(now), 'the parameter '),
    ...(then.body === undefined || now.body === undefined
      ? []
      : fieldChanges(fieldsOf(then.body.properties), fieldsOf(now.body.properties), '')),
  ];
}

/** Names with whether they are required. */
type Fields = ReadonlyMap<string, boolean>;

function parametersOf({ pathParameters, queryParameters, headerParameters }: Operation): Fields {
  return new Map(
    [...pathParameters, ...queryParameters, ...headerParameters].map(({ name, required }) => [
      name,
      required,
    ]),
  );
}

function fieldsOf(properties: readonly BodyProperty[], outer = ''): Fields {
  return new Map(
    properties.flatMap(({ name, required, properties: inner = [] }): (readonly [string, boolean])[] => [
      [`${outer}${name}`, required],
      ...fieldsOf(inner, `${outer}${name}.`),
    ]),
  );
}

function fieldChanges(then: Fields, now: Fields, kind: string): readonly string[] {
  const changes: string[] = [];
  for (const [name, required] of now) {
    const was = then.get(name);
    if (was === undefined) changes.push(`${required ? 'now requires' : 'also takes'} ${kind}${name}`);
    else if (required && !was) changes.push(`now requires ${kind}${name}`);
    else if (!required && was) changes.push(`no longer requires ${kind}${name}`);
  }
  for (const name of then.keys()) if (!now.has(name)) changes.push(`no longer takes ${kind}${name}`);
  return changes;
}
