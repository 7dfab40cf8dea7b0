import { type HeaderMap, header, headerValue } from './headers.ts';
import { type ListBody, type PageMark, type PagePosition, rowId } from './listBody.ts';

/** What of a body the paging depends on; `rows` is the number of its rows, `undefined` where not known. */
export type PagedBody = { readonly rows: number | undefined; readonly last?: unknown } & Partial<
  Pick<ListBody, 'paging' | 'next'>
>;

/**
 * Reads `Link`, `Total` and `Per-Page` with the request's own `page` and `per_page`, or what the body says.
 * `undefined`: the answer does not page.
 *
 * There is a next page where `Link` has one; without `Link`, where `Total` says so; without both, where
 * `Per-Page` is there and the page is full. An empty page is the last unless `Total` says that rows are still to
 * come, and a link back to a page that was read is no next page: a server's mistake must not make an endless loop.
 */
export function readPosition(requestUrl: URL, headers: HeaderMap, body: PagedBody): PagePosition | undefined {
  if (body.paging !== undefined) return body.paging;
  const links = readLinks(headers);
  const total = number(headerValue(headers, header.total));
  const said = number(headerValue(headers, header.perPage));
  if (links === undefined && total === null && said === null) return positionAfterRow(requestUrl, body);
  const page = queryNumber(requestUrl, 'page') ?? (links?.next ? pageBefore(links.next) : null) ?? 1;
  const perPage =
    said ??
    (links?.next ? links.next.perPage : null) ??
    queryNumber(requestUrl, 'per_page') ??
    (page === 1 && total !== null && body.rows !== undefined && body.rows < total ? body.rows : null);
  return { page, perPage, total, hasNext: (body.rows !== 0 || isBeforeEnd()) && more() };

  function isBeforeEnd(): boolean {
    return total !== null && perPage !== null && page * perPage < total;
  }

  function more(): boolean {
    if (links !== undefined) return links.next !== undefined && (links.next.page ?? page + 1) > page;
    if (total !== null && perPage !== null) return isBeforeEnd();
    return said !== null && body.rows !== undefined && body.rows >= said && said > 0;
  }
}

/**
 * What asks for the following page. Links only tell that there is one, and its numbers: they can lack the
 * parameters of the request (the sample in "Pagination" does [doc]), and their host is not trusted.
 * `undefined`: there is no next page, or nothing says how to ask for it.
 */
export function nextPage(requestUrl: URL, headers: HeaderMap, body: PagedBody): PageMark | undefined {
  const position = readPosition(requestUrl, headers, body);
  if (!position?.hasNext) return undefined;
  if (body.paging !== undefined) return body.next;
  const last = afterRow(requestUrl) && lastId(body.last);
  if (last !== undefined && last !== false) return { page_start: last };
  const linked = readLinks(headers)?.next;
  const perPage = linked?.perPage ?? position.perPage;
  const page = linked?.page ?? (position.page ?? 1) + 1;
  return { ...(perPage === null ? {} : { per_page: String(perPage) }), page: String(page) };
}

/**
 * How many pages follow that can be asked for without having seen those before them; 0 where the next one
 * is known from the answer only, or where nothing tells how many there are.
 */
export function pagesAhead(
  { page, perPage, total, hasNext }: PagePosition,
  next: PageMark | undefined,
): number {
  const plain = next !== undefined && page !== null && next['page'] === String(page + 1);
  if (!hasNext || !plain || perPage === null || perPage === 0 || total === null) return 0;
  return Math.max(0, Math.ceil(total / perPage) - page);
}

/** The mark of a page further on than `next`, for the lists of `pagesAhead`; `steps` 0 is `next` itself. */
export function laterPage(next: PageMark, steps: number): PageMark {
  return steps === 0 ? next : { ...next, page: String(Number(next['page']) + steps) };
}

/** The request's own address with the parameters of the mark, everything else kept as written. */
export function pageUrl(requestUrl: URL, mark: PageMark): URL {
  const url = new URL(requestUrl);
  for (const [name, value] of Object.entries(mark)) url.search = withParameter(url.search, name, value);
  return url;
}

/** Smallest page that Procore's lists are known to have; a shorter answer is the last of its list. */
const smallestPage = 10;

/**
 * v1 webhook deliveries have no paging headers: `page_size` rows come, and `page_start` is the last id that
 * was read [oas]. Their default size is not documented, so a page of few rows is the last one [assumed].
 */
function positionAfterRow(requestUrl: URL, { rows, last }: PagedBody): PagePosition | undefined {
  if (rows === undefined || !afterRow(requestUrl)) return undefined;
  const size = queryNumber(requestUrl, 'page_size');
  const full = rows > 0 && rows >= (size ?? smallestPage);
  return { page: null, perPage: size, total: null, hasNext: full && lastId(last) !== undefined };
}

function afterRow({ pathname }: URL): boolean {
  return /^\/(?:rest\/v1\.\d|vapid)\/webhooks\/hooks\/[^/]+\/deliveries\/?$/.test(pathname);
}

/** Of a delivery, which is known by its event. */
function lastId(row: unknown): string | undefined {
  if (typeof row !== 'object' || row === null) return undefined;
  return rowId(row) ?? rowId({ id: 'event_id' in row ? row.event_id : undefined });
}

interface LinkTarget {
  readonly page: number | null;
  readonly perPage: number | null;
}

/** The number of the last page, where `Link` has one with `rel="last"` ("Pagination" [doc]); else `null`. */
export function lastPage(headers: HeaderMap): number | null {
  return readLinks(headers)?.last?.page ?? null;
}

interface Links {
  readonly next: LinkTarget | undefined;
  readonly last: LinkTarget | undefined;
}

function readLinks(headers: HeaderMap): Links | undefined {
  const value = headers[header.link];
  const text = typeof value === 'string' ? value : value?.join(', ');
  if (text === undefined || !text.includes('<')) return undefined;
  const targets = new Map<string, LinkTarget>();
  // `<address>; parameters`: an address may hold commas, so a link ends where the next `<` begins.
  for (const [, address = '', parameters = ''] of text.matchAll(/<([^<>]*)>([^<]*)/g)) {
    const relation = /;\s*rel\s*=\s*"?([^";,]*)/i.exec(parameters)?.[1] ?? '';
    const query = new URLSearchParams(address.slice(address.indexOf('?') + 1));
    const target = { page: number(query.get('page')), perPage: number(query.get('per_page')) };
    for (const name of relation.toLowerCase().split(/\s+/)) if (!targets.has(name)) targets.set(name, target);
  }
  return { next: targets.get('next'), last: targets.get('last') };
}

function pageBefore(next: LinkTarget): number | null {
  return next.page === null || next.page < 2 ? null : next.page - 1;
}

// Text surgery instead of URLSearchParams.set, which would rewrite `filters[status][]` and the like.
function withParameter(search: string, name: string, value: string): string {
  const parts = search.replace(/^\?/, '').split('&');
  const others = parts.filter(part => part !== '' && part !== name && !part.startsWith(`${name}=`));
  return `?${[...others, `${name}=${encodeURIComponent(value)}`].join('&')}`;
}

function queryNumber(url: URL, name: string): number | null {
  return number(url.searchParams.get(name));
}

function number(text: string | null | undefined): number | null {
  return text !== null && text !== undefined && /^\s*\d{1,15}\s*$/.test(text) ? Number(text) : null;
}
