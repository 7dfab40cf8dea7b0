import type { Parameter } from './catalog.ts';

/**
 * The compact form in which the catalog is kept: one list or operation a line, lists named by a hash of
 * their text, so that a change of Procore's document changes only the lines it touches.
 *
 * A list is parameters, body properties or result fields. An entry is `name:mark`, with `!` where it is
 * required and no mark for `string`; or such a text with its options. An operation is a text of
 * `METHOD path` and `key=value` parts; see `operationKeys`.
 */
export interface CatalogFile {
  readonly meta: CatalogMeta;
  readonly lists: Readonly<Record<string, readonly ListEntry[]>>;
  /** By tag. */
  readonly operations: Readonly<Record<string, readonly string[]>>;
}

/** Where a catalog comes from. */
export interface CatalogMeta {
  /** By name, e.g. `Procore OpenAPI extract, spring 2026`. */
  readonly source: string;
  readonly operations: number;
  readonly paths: number;
  /** Operations by API version, e.g. `v1.0`. */
  readonly versions: Readonly<Record<string, number>>;
  /** Version of the maker, raised when the form changes. */
  readonly maker: number;
}

/** A parameter, body property or result field: its text, or the text with what there is no mark for. */
export type ListEntry = string | readonly [name: string, options: EntryOptions];

/** What the text of an entry has no mark for; absent: the document does not say. */
export interface EntryOptions {
  readonly values?: readonly (string | number)[];
  readonly default?: unknown;
  /** Key of the list of nested properties. */
  readonly properties?: string;
}

/** To be raised with every change of the form. */
export const makerVersion = 1;

/** Keys of an operation's parts; a part that has nothing to say is left out. */
export const operationKeys = {
  /** Left out where the path's own placeholders say it all; see `pathParametersOf`. */
  path: 'p',
  query: 'q',
  header: 'h',
  body: 'b',
  /** Content types joined by commas; left out where it is `application/json` alone. */
  contentTypes: 'ct',
  /** `0` where the body may be left out. */
  bodyRequired: 'br',
  statuses: 's',
  /** Type of the result, with `data.` before it where it is wrapped. */
  result: 'r',
  fields: 'f',
  item: 'i',
  /** `1` where it is deprecated. */
  deprecated: 'd',
  /** Left out where it follows from method and path. */
  id: 'id',
} as const;

/** Marks of the types that occur often; other types are written out. */
const markOfType = new Map([
  ['integer', 'i'],
  ['boolean', 'b'],
  ['object', 'o'],
  ['object[]', 'o[]'],
  ['integer[]', 'i[]'],
  ['string[]', 's[]'],
  ['string:date-time', 't'],
  ['string:date', 'd'],
  ['number', 'n'],
  ['any', 'a'],
]);
const typeOfMark = new Map([...markOfType].map(([type, mark]) => [mark, type]));

/** `name` and type as one text; `decodeName` is its opposite. */
export function encodeName(name: string, type: string, required: boolean): string {
  const mark = type === 'string' ? '' : `:${markOfType.get(type) ?? type}`;
  return `${escapeMarks(name)}${mark}${required ? '!' : ''}`;
}

/** Name, type and required flag of an entry's text. */
export function decodeName(text: string): { name: string; type: string; required: boolean } {
  const required = text.endsWith('!');
  const bare = required ? text.slice(0, -1) : text;
  const colon = bare.indexOf(':');
  if (colon < 0) return { name: readMarks(bare), type: 'string', required };
  const mark = bare.slice(colon + 1);
  return { name: readMarks(bare.slice(0, colon)), type: typeOfMark.get(mark) ?? mark, required };
}

/** Names may hold anything, but the marks between their parts only escaped. */
function escapeMarks(name: string): string {
  return name.replaceAll(':', '%3A').replaceAll('!', '%21');
}

function readMarks(name: string): string {
  return name.includes('%') ? name.replaceAll('%3A', ':').replaceAll('%21', '!') : name;
}

/** A value of an operation's part, which ends with the next blank; `decodeValue` is its opposite. */
export function encodeValue(value: string): string {
  return value.replaceAll(/[%\s]/g, encodeURIComponent);
}

/** The value that `encodeValue` wrote. Throws `URIError` where it did not write it. */
export function decodeValue(text: string): string {
  return text.includes('%') ? decodeURIComponent(text) : text;
}

/** Procore's operation ids follow from method and path, e.g. `RestV10ProjectsProjectIdRfisGet`. */
export function operationIdOf(method: string, path: string): string {
  return `${path}/${method.toLowerCase()}`
    .replace(/[{}.]/g, '')
    .split(/[/_]/)
    .map(word => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('');
}

/** API version of a path, e.g. `v1.1`; `oauth` or the like for paths that have none. */
export function versionOf(path: string): string {
  const [, first = '', second = ''] = path.split('/');
  return first === 'rest' ? second : first;
}

/** What the placeholders of a path mostly are: required, integers in v1 and strings in v2. */
export function pathParametersOf(path: string): readonly Parameter[] {
  const type = versionOf(path).startsWith('v2') ? 'string' : 'integer';
  return [...path.matchAll(/\{([^}]+)\}/g)].map(([, name = '']) => ({ name, type, required: true }));
}
