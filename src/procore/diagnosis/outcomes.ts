import type { JsonPath } from '../errors/normalizedError.ts';
import { readJsonEnd } from '../errors/readJson.ts';
import { plainText } from '../plainText.ts';
import type { KeepEntries } from './actions.ts';
import type { Evidence } from './evidence.ts';

/** What became of the entries of one call. */
export interface Outcomes {
  readonly failed: readonly FailedRow[];
  /** `undefined`: not counted, as the answer is large. */
  readonly done: number | undefined;
}

/** An entry that was refused, as the answer has it. */
export interface FailedRow {
  readonly row: unknown;
  /** Where it stands in the answer. */
  readonly at: JsonPath;
}

/**
 * The entries of a sync or bulk call, by what became of them: "Using sync actions" and "Bulk" answers of 207 [doc], and
 * the two known forms of others where the answer is small. Nothing failed and nothing done: it is no such answer.
 */
export function outcomes(seen: Evidence): Outcomes {
  const nothing: Outcomes = { failed: [], done: 0 };
  if (seen.status !== 207 && !/\/(?:sync|bulk\w*|batch\w*)(?:\/|$)/.test(seen.path) && !hidesOutcomes(seen))
    return nothing;
  const refused = lastErrors(seen);
  if (refused !== undefined) {
    return { failed: refused.map((row, index) => ({ row, at: ['errors', index] })), done: undefined };
  }
  const { json } = seen;
  if (!isObject(json)) {
    return Array.isArray(json) ? split(json, []) : nothing;
  }
  if (seen.status === 207) return severalOutcomes(json);
  if (Array.isArray(json['data'])) return split(json['data'], ['data']);
  const inner = isObject(json['data']) ? json['data'] : json;
  const failed = refusedBeside(inner, inner === json ? [] : ['data']);
  const done = list(inner['success']) ?? list(inner['succeeded']) ?? list(inner['entities']) ?? [];
  return { failed, done: done.length };
}

/** Of a 207, whose status says already that it holds several: wherever entries are said to be refused. */
function severalOutcomes(json: Readonly<Record<string, unknown>>): Outcomes {
  const places: readonly (readonly [JsonPath, Readonly<Record<string, unknown>>])[] = [
    ...(isObject(json['data']) ? [[['data'], json['data']] as const] : []),
    [[], json],
  ];
  const beside = places.map(([above, of]) => refusedBeside(of, above)).find(rows => rows.length > 0) ?? [];
  const lists = places.flatMap(([above, of]) =>
    Object.entries(of).flatMap(([name, value]) =>
      Array.isArray(value) && value.length > 0 && !refusedNames.includes(name)
        ? [split(value, [...above, name])]
        : [],
    ),
  );
  const marked = lists.find(({ failed }) => failed.length > 0);
  const named = places
    .flatMap(([, of]) => ['success', 'succeeded', 'entities', 'data'].map(name => list(of[name])))
    .find(rows => rows !== undefined);
  return {
    // Where both say so, the list repeats what stands at the entries.
    failed: marked === undefined || beside.length > marked.failed.length ? beside : marked.failed,
    done: marked?.done ?? named?.length ?? lists[0]?.done ?? 0,
  };
}

const refusedNames: readonly string[] = ['failed', 'failures', 'errors'];

/** Entries that stand apart from those that went through; fields with their errors are one. */
function refusedBeside(of: Readonly<Record<string, unknown>>, above: JsonPath): readonly FailedRow[] {
  const name = refusedNames.find(one => isFilled(of[one]) && typeof of[one] === 'object');
  if (name === undefined) return [];
  const rows = list(of[name]);
  return rows === undefined
    ? [{ row: { errors: of[name] }, at: above }]
    : rows.map((row, index) => ({ row, at: [...above, name, index] }));
}

/** Of a large answer to a sync action the errors are read alone, where they are few and come last. */
function lastErrors({ body, path }: Evidence): readonly unknown[] | undefined {
  if (body.length <= largeAnswer || !/\/sync$/.test(path)) return undefined;
  const end = readJsonEnd(body, ['errors']);
  return isObject(end) && Object.keys(end).length === 1 ? list(end['errors']) : undefined;
}

/** In UTF-16 units: to read more of an answer whole takes longer than a diagnosis may. */
const largeAnswer = 65_536;

/** Elsewhere only a small answer is looked into, and only for the two known forms. */
function hidesOutcomes(seen: Evidence): boolean {
  if (seen.method === 'GET' || seen.body.length > largeAnswer) return false;
  const { json } = seen;
  if (!isObject(json)) return false;
  const { data } = json;
  return (
    (Array.isArray(json['entities']) && Array.isArray(json['errors'])) ||
    (isObject(data) && Array.isArray(data['failed']))
  );
}

/** Rows of a bulk answer, each with its own errors, or its own status as WebDAV's 207 has it. */
function split(rows: readonly unknown[], above: JsonPath): Outcomes {
  const failed = rows
    .map((row, index) => ({ row, at: [...above, index] }))
    .filter(
      ({ row }) =>
        isObject(row) &&
        (isFilled(row['errors']) || isFilled(row['error']) || (refusedWith(row) ?? 0) >= 400),
    );
  return { failed, done: rows.length - failed.length };
}

/** The status of one entry of a 207, a number or written out; `undefined`: it has none. */
export function refusedWith(row: Readonly<Record<string, unknown>>): number | undefined {
  const said = row['status'] ?? row['status_code'];
  const status = typeof said === 'string' ? /^(?:HTTP\/[\d.]+ )?([1-5]\d\d)(?: |$)/.exec(said)?.[1] : said;
  const number = typeof status === 'string' ? Number(status) : status;
  return typeof number === 'number' ? number : undefined;
}

function isFilled(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return isObject(value) ? Object.keys(value).length > 0 : typeof value === 'string' && value !== '';
}

/**
 * Which of the entries sent were refused, where each of them is found once by its id, its `origin_id`, or all that it
 * says; `undefined`: not all are, or nothing else was sent.
 */
export function refusedOnly(
  { requestJson }: Evidence,
  failed: readonly FailedRow[],
): KeepEntries | undefined {
  const [path, entries] = entriesIn(requestJson) ?? [];
  if (path === undefined || entries === undefined || failed.length >= entries.length) return undefined;
  const places = new Map<string, number>();
  for (const [index, entry] of entries.entries()) {
    const mark = markOf(entry);
    if (places.has(mark)) return undefined;
    places.set(mark, index);
  }
  const indexes = [...new Set(failed.flatMap(({ row }) => places.get(markOf(row)) ?? []))];
  if (indexes.length < failed.length || indexes.length === 0) return undefined;
  return { kind: 'keepEntries', path, indexes: indexes.sort((a, b) => a - b), of: entries.length };
}

/** The first list of objects in a body, and the way to it. */
function entriesIn(
  body: unknown,
): readonly [path: readonly string[], entries: readonly unknown[]] | undefined {
  if (Array.isArray(body)) return [[], body];
  if (!isObject(body)) return undefined;
  const found = Object.entries(body).find(([, value]) => list(value)?.every(isObject) === true);
  const entries = found && list(found[1]);
  return found && entries && [[found[0]], entries];
}

/** What tells an entry from others; a refused one is repeated with its errors. */
function markOf(entry: unknown): string {
  if (!isObject(entry)) return plainText(entry);
  const { errors: _, error: __, status: ___, ...said } = entry;
  for (const name of ['id', 'origin_id'] as const) {
    const value = said[name];
    if (typeof value === 'string' || typeof value === 'number') return `${name} ${value}`;
  }
  return plainText(said);
}

/** How many entries the body sent: those of its first list. 0: it has none. */
export function sentCount({ requestJson }: Evidence): number {
  if (Array.isArray(requestJson)) return requestJson.length;
  if (!isObject(requestJson)) return 0;
  const values = Object.values(requestJson);
  const lists = [...values, ...values.filter(isObject).flatMap(value => Object.values(value))].map(list);
  return lists.find(one => one !== undefined)?.length ?? 0;
}

function list(value: unknown): readonly unknown[] | undefined {
  return Array.isArray(value) ? value : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
