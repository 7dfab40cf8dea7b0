import type { BodyProperty, Operation, Parameter } from './catalog.ts';
import {
  type CatalogFile,
  type CatalogMeta,
  type EntryOptions,
  encodeName,
  encodeValue,
  operationKeys as keys,
  type ListEntry,
  makerVersion,
  operationIdOf,
  pathParametersOf,
  versionOf,
} from './format.ts';

/** The compact text of a catalog; `decodeCatalog` is its opposite. `source` names where the operations come from. */
export function encodeCatalog(operations: readonly Operation[], source: string): string {
  const lists = new Map<string, string>();
  const keyOf = (entries: readonly Pick<BodyProperty, 'name' | 'type'>[]): string => {
    const text = JSON.stringify(entries.map(entry => encodeEntry(entry, keyOf)));
    return nameList(lists, text);
  };
  const byTag = new Map<string, string[]>();
  for (const operation of operations) {
    // No path has a blank; one that is written with a blank is no path of Procore's.
    if (/\s/.test(operation.path)) continue;
    const lines = byTag.get(operation.tag) ?? [];
    lines.push(encodeOperation(operation, keyOf));
    byTag.set(operation.tag, lines);
  }
  const sortedLists = [...lists].sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    '{',
    `"meta":${JSON.stringify(describe(operations, source))},`,
    '"lists":{',
    sortedLists.map(([key, text]) => `"${key}":${text}`).join(',\n'),
    '},',
    '"operations":{',
    [...byTag].map(([tag, lines]) => `${JSON.stringify(tag)}:${linesOf(lines)}`).join(',\n'),
    '}}',
    '',
  ].join('\n');
}

function linesOf(lines: readonly string[]): string {
  return `[\n${lines.map(line => JSON.stringify(line)).join(',\n')}]`;
}

function describe(operations: readonly Operation[], source: string): CatalogMeta {
  const versions = new Map<string, number>();
  for (const { path } of operations) versions.set(versionOf(path), (versions.get(versionOf(path)) ?? 0) + 1);
  return {
    source,
    operations: operations.length,
    paths: new Set(operations.map(({ path }) => path)).size,
    versions: Object.fromEntries(versions),
    maker: makerVersion,
  } satisfies CatalogFile['meta'];
}

/** Letters of the list's hash, as many as keep it apart from the others. */
function nameList(lists: Map<string, string>, text: string): string {
  const hash = hashOf(text);
  for (let length = 4; ; length++) {
    const key = hash.slice(0, length);
    const known = lists.get(key);
    if (known === undefined) lists.set(key, text);
    if (known === undefined || known === text) return key;
  }
}

function hashOf(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const unit of Buffer.from(text)) hash = BigInt.asUintN(64, (hash ^ BigInt(unit)) * 0x100000001b3n);
  return hash.toString(36).padStart(13, '0').split('').reverse().join('');
}

function encodeEntry(
  entry: Pick<BodyProperty, 'name' | 'type'> & Partial<BodyProperty>,
  keyOf: (entries: readonly BodyProperty[]) => string,
): ListEntry {
  const name = encodeName(entry.name, entry.type, entry.required ?? false);
  const options: EntryOptions = {
    ...(entry.values && { values: entry.values }),
    ...(entry.default !== undefined && { default: entry.default }),
    ...(entry.properties && { properties: keyOf(entry.properties) }),
  };
  return Object.keys(options).length === 0 ? name : [name, options];
}

function encodeOperation(
  operation: Operation,
  keyOf: (entries: readonly Pick<BodyProperty, 'name' | 'type'>[]) => string,
): string {
  const { method, path, body, result } = operation;
  const listPart = (entries: readonly Pick<BodyProperty, 'name' | 'type'>[]) =>
    entries.length === 0 ? undefined : keyOf(entries);
  const contentTypes = body?.contentTypes.join(',');
  const parts: readonly (readonly [string, string | undefined])[] = [
    [
      keys.path,
      sameParameters(operation.pathParameters, pathParametersOf(path))
        ? undefined
        : keyOf(operation.pathParameters),
    ],
    [keys.query, listPart(operation.queryParameters)],
    [keys.header, listPart(operation.headerParameters)],
    [keys.body, body && keyOf(body.properties)],
    [keys.contentTypes, contentTypes === 'application/json' ? undefined : contentTypes],
    [keys.bodyRequired, body && !body.required ? '0' : undefined],
    [keys.statuses, operation.statuses.join(',') || undefined],
    [keys.result, result && `${result.wrapped ? 'data.' : ''}${result.type}`],
    [keys.fields, result && listPart(result.fields.map(([name, type]) => ({ name, type })))],
    [keys.item, result?.item],
    [keys.deprecated, operation.deprecated ? '1' : undefined],
    [keys.id, operation.id === operationIdOf(method, path) ? undefined : operation.id],
  ];
  const written = parts.flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}=${encodeValue(value)}`],
  );
  return [method, path, ...written].join(' ');
}

function sameParameters(one: readonly Parameter[], other: readonly Parameter[]): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
