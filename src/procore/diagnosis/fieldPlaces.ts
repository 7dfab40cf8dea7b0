import type { FieldError, JsonPath } from '../errors/normalizedError.ts';
import { plainText } from '../plainText.ts';
import type { DiagnosisField } from './actions.ts';
import type { Evidence } from './evidence.ts';
import { formFieldNamed } from './formNames.ts';
import { spellingsOf } from './spellings.ts';

/** More than these nobody reads. */
const mostFields = 20;

/** The fields of an answer with their places in what was sent and in the answer. */
export function fieldPlaces(
  seen: Evidence,
  fields: readonly FieldError[] = seen.error.fields,
): readonly DiagnosisField[] {
  return fields.slice(0, mostFields).map(({ field, message, at }) => ({
    name: field,
    message,
    received: at,
    ...placeSent(seen, field, rowOf(seen, at)),
  }));
}

/**
 * Where a field that was named stands, or belongs, in the request: in the query, in the JSON body or in a form. `row`: the
 * answer's row that speaks of it, where the body holds several.
 */
export function placeSent(
  seen: Evidence,
  field: string,
  row?: unknown,
): Pick<DiagnosisField, 'sent' | 'query' | 'form'> {
  const { url, requestJson } = seen;
  const query = [...(url?.searchParams.keys() ?? [])].find(
    key => key === field || key === `${field}[]` || key.startsWith(`${field}[`),
  );
  if (query !== undefined) return { query };
  const sent = pathSent(requestJson, field, row);
  if (sent !== undefined) return { sent };
  const form = requestJson === undefined ? formFieldNamed(seen, field) : undefined;
  return form === undefined ? {} : { form };
}

function pathSent(body: unknown, field: string, row: unknown): JsonPath | undefined {
  const names = field.split(/[./[\]]+/).filter(name => name !== '');
  if (names.length === 0 || !isContainer(body)) return undefined;
  // v2 names begin at the request, e.g. `body.hook.namespace`.
  const inBody = names[0] === 'body' && names.length > 1 ? names.slice(1) : names;
  // The home that has most of the path; of those that have nothing of it, the likeliest.
  const [best] = rootsOf(body, row)
    .map(root => ({ root, path: follow(valueAt(body, root), inBody) }))
    .sort((a, b) => b.path.length - a.path.length);
  if (best === undefined) return undefined;
  return [...best.root, ...best.path, ...inBody.slice(best.path.length)];
}

/** Where fields of the record may stand, the likeliest home of a missing one first. */
function rootsOf(body: object, row: unknown): readonly JsonPath[] {
  const own = rowSent(body, row);
  if (own !== undefined) return [own];
  if (Array.isArray(body)) return [[]];
  const wrappers = Object.entries(body).filter(([, value]) => isContainer(value) && !Array.isArray(value));
  return [...(wrappers.length === 1 ? wrappers.map(([name]) => [name]) : []), []];
}

/** The entry that a failed row of the answer repeats, by what identifies it. */
function rowSent(body: object, row: unknown): JsonPath | undefined {
  if (!isContainer(row)) return undefined;
  const lists: readonly (readonly [JsonPath, unknown])[] = Array.isArray(body)
    ? [[[], body]]
    : Object.entries(body).map(([name, value]) => [[name], value]);
  const [path, rows] = lists.find(([, value]) => Array.isArray(value)) ?? [];
  if (path === undefined || !Array.isArray(rows)) return undefined;
  for (const key of ['id', 'origin_id', 'name', 'code', 'title', 'number']) {
    const wanted = member(row, key);
    if (wanted === undefined || wanted === null) continue;
    const index = rows.findIndex(
      one => isContainer(one) && plainText(member(one, key)) === plainText(wanted),
    );
    if (index >= 0) return [...path, index];
  }
  return undefined;
}

/** As much of a path as is there; an association may be sent by its ids. */
function follow(value: unknown, [name, ...rest]: readonly string[]): JsonPath {
  if (name === undefined || !isContainer(value)) return [];
  if (Array.isArray(value)) {
    const index = /^\d{1,9}$/.test(name) ? Number(name) : value.length;
    return index < value.length ? [index, ...follow(value[index], rest)] : [];
  }
  const key = spellingsOf(name).find(candidate => Object.hasOwn(value, candidate));
  return key === undefined ? [] : [key, ...follow(member(value, key), rest)];
}

/** The row of the answer that a place lies in; `undefined`: it lies in none. */
function rowOf(seen: Evidence, at: JsonPath): unknown {
  const index = at.findIndex(part => typeof part === 'number');
  if (index < 0 || at[index - 1] === 'details' || seen.body.length > largestAnswer) return undefined;
  return valueAt(seen.json, at.slice(0, index + 1));
}

/** Of a larger answer rows are not matched: parsing it whole takes too long. */
const largestAnswer = 64 * 1024;

/** Whether a value stands at a path. */
export function isThere(body: unknown, path: JsonPath): boolean {
  return valueAt(body, path) !== undefined;
}

/** What stands at a path; `undefined`: nothing. */
export function valueAt(value: unknown, path: JsonPath): unknown {
  return path.reduce<unknown>(
    (inner, key) => (isContainer(inner) ? member(inner, String(key)) : undefined),
    value,
  );
}

function member(value: object, key: string): unknown {
  return Object.hasOwn(value, key) ? Object.getOwnPropertyDescriptor(value, key)?.value : undefined;
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
