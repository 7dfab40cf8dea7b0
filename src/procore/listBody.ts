/**
 * Where an answer stands in a list. Figures that neither the answer nor the request gave are `null`.
 * Source: "Pagination" [doc].
 */
export interface PagePosition {
  readonly page: number | null;
  readonly perPage: number | null;
  readonly total: number | null;
  readonly hasNext: boolean;
}

/** Query parameters that ask for another page of a list, by name; all others stay as the request has them. */
export type PageMark = Readonly<Record<string, string>>;

/** A list answer, apart from its headers. */
export interface ListBody {
  /** The records; of a grouped list the records of all groups, in order. */
  readonly rows: readonly unknown[];
  /**
   * `array`: v1, bare. `data`: v2, and the few v1 lists that wrap. `grouped`: groups with one list each,
   * as v1.1 meetings [live]. `planroom`: paged in the body by `pdm_pagination`, bid package documents only.
   */
  readonly form: 'array' | 'data' | 'grouped' | 'planroom';
  /** What the body itself says of its paging; `undefined` where only headers do. */
  readonly paging: PagePosition | undefined;
  /** What asks for the following page, where the body says so; `undefined`: the headers tell, or nothing does. */
  readonly next: PageMark | undefined;
}

/** The rows of a parsed body, or `undefined` where it is no list. */
export function rowsOf(body: unknown): ListBody | undefined {
  if (Array.isArray(body)) return groupsOf(body) ?? plain(body, 'array');
  if (!isRecord(body)) return undefined;
  if (isRecord(body['pdm_pagination'])) {
    const lists = Object.values(body).filter(value => Array.isArray(value));
    return { rows: lists.length === 1 ? (lists[0] ?? []) : [], form: 'planroom', ...planroom(body) };
  }
  const { data } = body;
  if (!Array.isArray(data)) return undefined;
  return { rows: data, form: 'data', ...(cursor(body, data) ?? { paging: undefined, next: undefined }) };
}

/** The name of the member of an object that holds the rows; `undefined`: the body is itself the list. */
export function memberOfRows({ form }: ListBody, body: unknown): string | undefined {
  if (form === 'data') return 'data';
  if (form !== 'planroom' || !isRecord(body)) return undefined;
  return Object.entries(body).find(([, value]) => Array.isArray(value))?.[0];
}

/**
 * The id that a row is known by across pages, as text; `undefined` where it has none, or one that lost digits. A
 * `bigint` is one that kept them.
 */
export function rowId(row: unknown): string | undefined {
  if (!isRecord(row)) return undefined;
  const { id } = row;
  return wholeText(id);
}

function wholeText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'bigint' || Number.isSafeInteger(value) ? String(value) : undefined;
}

function plain(rows: readonly unknown[], form: 'array' | 'grouped'): ListBody {
  return { rows, form, paging: undefined, next: undefined };
}

function groupsOf(body: readonly unknown[]): ListBody | undefined {
  if (body.length === 0) return undefined;
  const groups: (readonly unknown[])[] = [];
  for (const group of body) {
    if (!isRecord(group) || typeof group['group_title'] !== 'string') return undefined;
    const lists = Object.values(group).filter(value => Array.isArray(value));
    if (lists.length !== 1) return undefined;
    groups.push(lists[0] ?? []);
  }
  return plain(groups.flat(), 'grouped');
}

/** Bid package documents [oas]. */
function planroom(body: Readonly<Record<string, unknown>>): Pick<ListBody, 'paging' | 'next'> {
  const said = isRecord(body['pdm_pagination']) ? body['pdm_pagination'] : {};
  const figure = (name: string) => {
    const value = said[name];
    return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null;
  };
  const page = figure('current_page');
  const hasNext = said['has_next_page'] === true;
  return {
    paging: { page, perPage: figure('per_page'), total: figure('total_count'), hasNext },
    next: hasNext ? { pdm_page: String((page ?? 1) + 1) } : undefined,
  };
}

/**
 * Lists that go on from a mark: `cursor` (workflow instances) and `starting_after` (workforce planning) are
 * declared as parameters [oas]; that the answer names the next one in its `pagination` object (or, for a
 * cursor, beside `data`), and that the last answer names none, is [assumed]. Where it only says that there
 * is more, the id of the last row is the mark of `starting_after`.
 */
function cursor(
  body: Readonly<Record<string, unknown>>,
  rows: readonly unknown[],
): Pick<ListBody, 'paging' | 'next'> | undefined {
  const said = [body['pagination'], body['meta']].find(isRecord) ?? {};
  const known = { ...body, ...said };
  const at = (hasNext: boolean, next: PageMark | undefined) => ({
    paging: { page: null, perPage: null, total: null, hasNext: hasNext && rows.length > 0 },
    next: rows.length > 0 ? next : undefined,
  });
  for (const [member, parameter] of marks) {
    if (!(member in known)) continue;
    const value = known[member];
    const text = wholeText(value) ?? '';
    return at(text !== '', text === '' ? undefined : { [parameter]: text });
  }
  if (typeof said['has_more'] !== 'boolean') return undefined;
  const last = rowId(rows.at(-1));
  const more = said['has_more'];
  return at(more, more && last !== undefined ? { starting_after: last } : undefined);
}

const marks = [
  ['next_cursor', 'cursor'],
  ['next_starting_after', 'starting_after'],
] as const;

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
