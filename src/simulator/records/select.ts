import type { Operation } from '../../procore/catalog/catalog.ts';
import type { Shapes } from './shape.ts';
import { createdBase, firstLogDay, type Shelf, type Store } from './store.ts';

/** The rows a list call means: `at` gives the index of the nth, without holding them all where it can. */
export interface Selection {
  readonly total: number;
  at(position: number): number;
}

/** A filter that the endpoint takes only in another form: 400. */
export interface WrongFilter {
  readonly errors: string;
}

interface Condition {
  readonly field: string;
  readonly type: string;
  holds(value: unknown): boolean;
}

/**
 * Filters and order of a list call. Filters the document does not declare, and fields nobody knows, are
 * ignored without a word, as Procore does [live].
 */
export function selectRows(
  store: Store,
  shapes: Shapes,
  shelf: Shelf,
  operation: Operation,
  query: URLSearchParams,
  options: {
    readonly now: number;
    readonly hidden: readonly number[];
    readonly extra?: (index: number) => boolean;
  },
): Selection | WrongFilter {
  const wrong = wrongFilter(shelf, query);
  if (wrong !== undefined) return wrong;
  const conditions = conditionsOf(shapes, shelf, operation, query);
  const order = declaresSort(operation) ? orderOf(shapes, shelf, query) : [];
  const changes = shelf.changes();
  const skipped = new Set([...(changes?.removed ?? []), ...options.hidden]);
  const days = shelf.perDay > 0 ? daysOf(query, options.now) : undefined;
  const first = days === undefined ? 0 : Math.max(0, days.first * shelf.perDay);
  const end = days === undefined ? shelf.count : Math.min(shelf.count, (days.last + 1) * shelf.perDay);
  const seeded = Math.max(0, end - first);
  const created = [...(changes?.created ?? [])].filter(index => !skipped.has(index));
  if (conditions.length === 0 && order.length === 0 && days === undefined && options.extra === undefined) {
    return unfiltered(seeded, skipped, created);
  }
  const wanted: number[] = [];
  const consider = (index: number): void => {
    if (skipped.has(index) || options.extra?.(index) === false) return;
    const row = store.row(shelf, index);
    if (conditions.every(({ field, type, holds }) => holds(shapes.value(shelf, row, field, type)))) {
      wanted.push(index);
    }
  };
  for (let index = first; index < end; index++) consider(index);
  for (const index of created) {
    if (
      days === undefined ||
      days.hold(shapes.value(shelf, store.row(shelf, index), 'date', 'string:date'))
    ) {
      consider(index);
    }
  }
  sort(wanted, order, (index, field, type) => shapes.value(shelf, store.row(shelf, index), field, type));
  return { total: wanted.length, at: position => wanted[position] ?? 0 };
}

function unfiltered(seeded: number, skipped: ReadonlySet<number>, created: readonly number[]): Selection {
  const gaps = [...skipped].filter(index => index < createdBase).sort((a, b) => a - b);
  const left = seeded - gaps.length;
  return {
    total: left + created.length,
    at: position => {
      if (position >= left) return created[position - left] ?? 0;
      let index = position;
      for (const gap of gaps) if (gap <= index) index++;
      return index;
    },
  };
}

/** The RFI list takes the status as a list only [live]. */
function wrongFilter(shelf: Shelf, query: URLSearchParams): WrongFilter | undefined {
  return shelf.collection === 'rfis' && query.has('filters[status]')
    ? { errors: 'filters[status] must be an array' }
    : undefined;
}

/** Filters that no field has the name of. */
const fieldOfFilter: Readonly<Record<string, string>> = {
  assigned_id: 'assignees',
  assignee_id: 'assignees',
  ball_in_court_id: 'ball_in_court',
  received_from_login_information_id: 'received_from',
  by_status: 'active',
};

function conditionsOf(
  shapes: Shapes,
  shelf: Shelf,
  operation: Operation,
  query: URLSearchParams,
): readonly Condition[] {
  const declared = new Set(operation.queryParameters.map(({ name }) => name.replace(/\[\]$/, '')));
  const conditions = new Map<string, Condition>();
  for (const key of new Set(query.keys())) {
    const bare = key.replace(/\[\]$/, '');
    const name = /^filters?\[([^\]]+)\]$/.exec(bare)?.[1] ?? (bare === 'search' ? 'search' : undefined);
    if (name === undefined || !declared.has(bare)) continue;
    const values = [...query.getAll(bare), ...query.getAll(`${bare}[]`)].filter(value => value !== '');
    const condition = values.length === 0 ? undefined : conditionOf(shapes, shelf, name, values);
    if (condition !== undefined) conditions.set(name, condition);
  }
  return [...conditions.values()];
}

function conditionOf(
  shapes: Shapes,
  shelf: Shelf,
  name: string,
  values: readonly string[],
): Condition | undefined {
  if (name === 'search' || name === 'query') return searchOf(shapes, shelf, values[0] ?? '');
  const plain = fieldOfFilter[name] ?? name;
  const candidates = [plain, plain.replace(/_id$/, ''), plain.replace(/_ids?$/, 's')];
  const field = candidates.find(candidate => shapes.typeOf(shelf, candidate) !== undefined);
  const type = field && shapes.typeOf(shelf, field);
  if (field === undefined || type === undefined) return undefined;
  if (name === 'by_status') {
    const status = values[0]?.toLowerCase();
    return status === 'all' ? undefined : { field, type, holds: value => value === (status === 'active') };
  }
  if (type.startsWith('string:date')) {
    const within = rangeOf(values[0] ?? '');
    return { field, type, holds: value => typeof value === 'string' && within(value) };
  }
  const codes = shelf.seed?.filterCodes?.[name];
  const wanted = new Set(
    values
      .flatMap(value => value.replace(/[[\]"]/g, '').split(','))
      .map(value => value.trim().toLowerCase())
      .map(value => codes?.[Number(value)] ?? value),
  );
  if (name === 'name') {
    const part = (values[0] ?? '').toLowerCase();
    return { field, type, holds: value => String(value).toLowerCase().includes(part) };
  }
  return { field, type, holds: value => sameAsAny(value, wanted) };
}

/** The value itself, or the id, name or status of the record it names. */
function sameAsAny(value: unknown, wanted: ReadonlySet<string>): boolean {
  if (Array.isArray(value)) return value.some(item => sameAsAny(item, wanted));
  if (typeof value !== 'object' || value === null) return wanted.has(String(value).toLowerCase());
  return ['id', 'name', 'status'].some(key => wanted.has(String(Reflect.get(value, key)).toLowerCase()));
}

function searchOf(shapes: Shapes, shelf: Shelf, text: string): Condition | undefined {
  const field = ['subject', 'title', 'name', 'description', 'comment', 'filename'].find(
    name => shapes.typeOf(shelf, name) !== undefined,
  );
  const part = text.toLowerCase();
  return field === undefined
    ? undefined
    : { field, type: 'string', holds: value => String(value).toLowerCase().includes(part) };
}

/** `a...b`, in quotes or not; a single date means that day. Times are compared as ISO texts. */
function rangeOf(text: string): (value: string) => boolean {
  const [from = '', to] = text.replaceAll('"', '').split(/\.{2,3}/);
  if (to === undefined) return value => value.startsWith(from);
  const end = /^\d{4}-\d{2}-\d{2}$/.test(to) ? `${to}T23:59:59Z` : to;
  return value => value >= from && value <= end;
}

/** Without a date only today's rows come [doc]. */
function daysOf(
  query: URLSearchParams,
  now: number,
): { readonly first: number; readonly last: number; hold(date: unknown): boolean } {
  const today = new Date(now).toISOString().slice(0, 10);
  const single = query.get('log_date') ?? query.get('filters[log_date]');
  const from = single ?? query.get('start_date') ?? query.get('end_date') ?? today;
  const to = single ?? query.get('end_date') ?? query.get('start_date') ?? today;
  return {
    first: dayNumber(from),
    last: dayNumber(to),
    hold: date => typeof date === 'string' && date.slice(0, 10) >= from && date.slice(0, 10) <= to,
  };
}

/** Days from the first day of the logs; a text that is no date is before all of them. */
function dayNumber(date: string): number {
  const time = Date.parse(`${date.slice(0, 10)}T00:00:00Z`);
  return Number.isNaN(time) ? -1 : Math.floor((time - firstLogDay) / 86_400_000);
}

function declaresSort(operation: Operation): boolean {
  return operation.queryParameters.some(({ name }) => name === 'sort' || name === 'sort[attribute]');
}

interface Order {
  readonly field: string;
  readonly type: string;
  readonly sign: 1 | -1;
}

/** `sort=field`, `sort=-field`, several by commas; RFIs write `sort[attribute]` and `sort[direction]`. */
function orderOf(shapes: Shapes, shelf: Shelf, query: URLSearchParams): readonly Order[] {
  const attribute = query.get('sort[attribute]');
  const direction = query.get('sort[direction]') === 'desc' ? '-' : '';
  const written = attribute === null ? (query.get('sort') ?? '') : `${direction}${attribute}`;
  return written.split(',').flatMap((part): readonly Order[] => {
    const field = part.trim().replace(/^[-+]/, '');
    const type = shapes.typeOf(shelf, field);
    return type === undefined ? [] : [{ field, type, sign: part.trim().startsWith('-') ? -1 : 1 }];
  });
}

function sort(
  indices: number[],
  order: readonly Order[],
  read: (index: number, field: string, type: string) => unknown,
): void {
  if (order.length === 0) return;
  const keys = new Map(
    indices.map(index => [index, order.map(({ field, type }) => read(index, field, type))]),
  );
  indices.sort((a, b) => {
    for (const [position, { sign }] of order.entries()) {
      const difference = compare(keys.get(a)?.[position], keys.get(b)?.[position]);
      if (difference !== 0) return difference * sign;
    }
    return a - b;
  });
}

/** Made once: `localeCompare` would make one for each pair. */
const collator = new Intl.Collator('en', { numeric: true });

function compare(first: unknown, second: unknown): number {
  if (first === second) return 0;
  if (first === null || first === undefined) return 1;
  if (second === null || second === undefined) return -1;
  if (typeof first === 'number' && typeof second === 'number') return first - second;
  return collator.compare(String(first), String(second));
}
