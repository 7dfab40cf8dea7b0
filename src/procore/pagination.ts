import { type HeaderMap, header, headerValue } from './headers.ts';

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
}

/**
 * The rows of a parsed body, or `undefined` where it is no list. Of the rarer forms, paging by `cursor`
 * (workflow instances), by `limit` and a last id (workforce planning) and by `page_start` (v1 webhook
 * deliveries) is not followed: their first page counts as the whole list, for the published document does
 * not say where the answer carries its next mark [oas].
 */
export function rowsOf(body: unknown): ListBody | undefined {
  if (Array.isArray(body)) return groupsOf(body) ?? { rows: body, form: 'array', paging: undefined };
  if (!isRecord(body)) return undefined;
  if (isRecord(body['pdm_pagination'])) {
    const lists = Object.values(body).filter(value => Array.isArray(value));
    return { rows: lists.length === 1 ? (lists[0] ?? []) : [], form: 'planroom', paging: planroom(body) };
  }
  const { data } = body;
  return Array.isArray(data) ? { rows: data, form: 'data', paging: undefined } : undefined;
}

/**
 * Reads `Link`, `Total` and `Per-Page` with the request's own `page` and `per_page`. `undefined`: the
 * answer does not page. `rows` is the number of rows of this page, `undefined` where not known.
 *
 * There is a next page where `Link` has one; without `Link`, where `Total` says so; without both, where
 * `Per-Page` is there and the page is full. An empty page is always the last, and a link back to a page
 * that was read is no next page: a server's mistake must not make an endless loop.
 */
export function readPosition(
  requestUrl: URL,
  headers: HeaderMap,
  body: { readonly rows: number | undefined; readonly paging?: PagePosition | undefined },
): PagePosition | undefined {
  if (body.paging !== undefined) return body.paging;
  const links = readLinks(headers);
  const total = number(headerValue(headers, header.total));
  const said = number(headerValue(headers, header.perPage));
  if (links === undefined && total === null && said === null) return undefined;
  const page = queryNumber(requestUrl, 'page') ?? (links?.next ? pageBefore(links.next) : null) ?? 1;
  const perPage =
    said ??
    (links?.next ? links.next.perPage : null) ??
    queryNumber(requestUrl, 'per_page') ??
    (page === 1 && total !== null && body.rows !== undefined && body.rows < total ? body.rows : null);
  return { page, perPage, total, hasNext: body.rows !== 0 && more() };

  function more(): boolean {
    if (links !== undefined) return links.next !== undefined && (links.next.page ?? page + 1) > page;
    if (total !== null && perPage !== null) return page * perPage < total;
    return said !== null && body.rows !== undefined && body.rows >= said && said > 0;
  }
}

/**
 * The address of the following page: the request's own with `page` and `per_page` changed, everything else
 * kept as written. Links only tell that there is one, and its numbers: they can lack the parameters of the
 * request (the sample in "Pagination" does [doc]), and their host is not trusted. `undefined`: no next page.
 */
export function nextPageUrl(
  requestUrl: URL,
  headers: HeaderMap,
  body: {
    readonly rows: number | undefined;
    readonly paging?: PagePosition | undefined;
    readonly form?: ListBody['form'];
  },
): URL | undefined {
  const position = readPosition(requestUrl, headers, body);
  if (!position?.hasNext) return undefined;
  const prefix = body.form === 'planroom' ? 'pdm_' : '';
  const linked = readLinks(headers)?.next;
  const page = linked?.page ?? (position.page ?? 1) + 1;
  const perPage = linked?.perPage ?? (body.form === 'planroom' ? null : position.perPage);
  const next = new URL(requestUrl);
  next.search = withParameter(
    perPage === null ? next.search : withParameter(next.search, 'per_page', perPage),
    `${prefix}page`,
    page,
  );
  return next;
}

interface LinkTarget {
  readonly page: number | null;
  readonly perPage: number | null;
}

function readLinks(headers: HeaderMap): { readonly next: LinkTarget | undefined } | undefined {
  const value = headers[header.link];
  const text = typeof value === 'string' ? value : value?.join(', ');
  if (text === undefined || !text.includes('<')) return undefined;
  // `<address>; parameters`: an address may hold commas, so a link ends where the next `<` begins.
  for (const [, address = '', parameters = ''] of text.matchAll(/<([^<>]*)>([^<]*)/g)) {
    const relation = /;\s*rel\s*=\s*"?([^";,]*)/i.exec(parameters)?.[1] ?? '';
    if (!relation.toLowerCase().split(/\s+/).includes('next')) continue;
    const query = new URLSearchParams(address.slice(address.indexOf('?') + 1));
    return { next: { page: number(query.get('page')), perPage: number(query.get('per_page')) } };
  }
  return { next: undefined };
}

function pageBefore(next: LinkTarget): number | null {
  return next.page === null || next.page < 2 ? null : next.page - 1;
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
  return { rows: groups.flat(), form: 'grouped', paging: undefined };
}

function planroom(body: Readonly<Record<string, unknown>>): PagePosition {
  const said = isRecord(body['pdm_pagination']) ? body['pdm_pagination'] : {};
  const figure = (name: string) => {
    const value = said[name];
    return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null;
  };
  return {
    page: figure('current_page'),
    perPage: figure('per_page'),
    total: figure('total_count'),
    hasNext: said['has_next_page'] === true,
  };
}

// Text surgery instead of URLSearchParams.set, which would rewrite `filters[status][]` and the like.
function withParameter(search: string, name: string, value: number): string {
  const parts = search.replace(/^\?/, '').split('&');
  const others = parts.filter(part => part !== '' && part !== name && !part.startsWith(`${name}=`));
  return `?${[...others, `${name}=${value}`].join('&')}`;
}

function queryNumber(url: URL, name: string): number | null {
  return number(url.searchParams.get(name));
}

function number(text: string | null | undefined): number | null {
  return text !== null && text !== undefined && /^\s*\d{1,15}\s*$/.test(text) ? Number(text) : null;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
