import { parseJson } from '../httpFile/json.ts';
import { type HeaderMap, headerValue } from '../procore/headers.ts';
import {
  type ListBody,
  memberOfRows,
  type PageMark,
  type PagePosition,
  rowId,
  rowsOf,
} from '../procore/listBody.ts';
import { lastPage, nextPage, readPosition } from '../procore/pagination.ts';
import { bodyText } from './bodyText.ts';
import { charsetOfBody } from './charset.ts';
import type { PaginationReport } from './exchange.ts';
import { elementsText, memberText } from './jsonText.ts';
import { scanRows } from './rowScan.ts';

/** An answered list request. */
export interface Page {
  readonly url: URL;
  readonly headers: HeaderMap;
  readonly body: Buffer;
}

/** What one answer says of its list. */
export interface ReadPage {
  readonly report: PaginationReport;
  /** What asks for the next page; `undefined`: this is the last, or nothing says how to go on. */
  readonly next: PageMark | undefined;
  /** `undefined`: the body is no list. */
  readonly rows: PageRows | undefined;
  /** It says how many rows or pages there are, so that reading on must come to an end. */
  readonly hasKnownEnd: boolean;
}

/** The rows of one page, as they came. */
export interface PageRows {
  /** The elements of the list in UTF-8, as they came with commas between them; empty where there are none. */
  readonly elements: Buffer;
  readonly count: number;
  /** Of those rows that have one. */
  readonly ids: readonly string[];
}

/**
 * Reads an answer, or `undefined` where it is not a page of a list. After a page that named this one as its
 * next, `before`, a list that says nothing of pages is the last one: the end of a list is told by no `Link`
 * of `rel="next"` ("Pagination" [doc]). But not where rows of a known `Total` are still to come.
 */
export function readPage(
  { url, headers, body: whole }: Page,
  before?: PaginationReport,
): ReadPage | undefined {
  const body = withoutMark(whole);
  const mayBeLast = before !== undefined && before.total === null;
  const isPaged = readPosition(url, headers, { rows: undefined }) !== undefined || mayPageInBody(url, body);
  if (!isPaged && !mayBeLast) return undefined;
  const long = body.length > longBody && isUtf8Json(body, headers);
  const list = (long ? longList(body) : undefined) ?? wholeList(bodyText(body, headers) ?? '');
  const paged = { ...list?.paged, rows: list?.count, last: list?.last };
  const position =
    readPosition(url, headers, paged) ??
    (mayBeLast && list !== undefined ? lastPosition(url, before) : undefined);
  if (position === undefined) return undefined;
  const report = { ...position, pagesRead: 1, rowsRead: list?.count ?? 0 };
  const hasKnownEnd = position.total !== null || (position.page ?? 0) < (lastPage(headers) ?? 0);
  if (list === undefined) return { report, next: undefined, rows: undefined, hasKnownEnd };
  const { count, ids, elements } = list;
  return { report, next: nextPage(url, headers, paged), rows: { elements, count, ids }, hasKnownEnd };
}

/** Of a page after `before` that says nothing of pages itself. */
function lastPosition({ searchParams }: URL, { perPage }: PaginationReport): PagePosition {
  const page = Number(searchParams.get('page') ?? Number.NaN);
  return { page: Number.isSafeInteger(page) ? page : null, perPage, total: null, hasNext: false };
}

/** Some servers put a byte order mark before their JSON. */
function withoutMark(body: Buffer): Buffer {
  return body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf ? body.subarray(3) : body;
}

/** A body that is a list. */
interface List extends PageRows {
  readonly last: unknown;
  readonly paged: Pick<ListBody, 'paging' | 'next'>;
}

/** In bytes. */
const longBody = 128 * 1024;

function wholeList(text: string): List | undefined {
  const parsed = parsedJson(text);
  const list = rowsOf(parsed);
  if (list === undefined) return undefined;
  const { rows } = list;
  const member = memberOfRows(list, parsed);
  const array = (member === undefined ? text : memberText(text, member)) ?? '[]';
  const elements = Buffer.from(rows.length === 0 ? '' : elementsText(array));
  return {
    count: rows.length,
    ids: rows.flatMap(row => rowId(row) ?? []),
    last: rows.at(-1),
    elements,
    paged: list,
  };
}

/** The same for long bodies. `undefined`: the rows are in a rarer place, or this is no list. */
function longList(body: Buffer): List | undefined {
  try {
    const rows = scanRows(body);
    if (rows === undefined) return undefined;
    const { count, ids, start, end } = rows;
    const elements = count === 0 ? Buffer.alloc(0) : body.subarray(start + 1, end - 1);
    const last: unknown = count === 0 ? undefined : parseJson(rows.last);
    if (body.subarray(0, start).toString().trim() === '') {
      const groups = count > 0 && rowsOf([parseJson(rows.first)])?.form === 'grouped';
      return groups
        ? undefined
        : { count, ids, last, elements, paged: { paging: undefined, next: undefined } };
    }
    const rest: unknown = parseJson(`${body.toString('utf8', 0, start)}[]${body.toString('utf8', end)}`);
    const paged = rowsOf({ ...Object(rest), data: count === 0 ? [] : [last] });
    return paged?.form === 'data' ? { count, ids, last, elements, paged } : undefined;
  } catch {
    return undefined;
  }
}

function isUtf8Json(body: Buffer, headers: HeaderMap): boolean {
  const type = headerValue(headers, 'content-type')?.toLowerCase() ?? '';
  const charset = charsetOfBody(body, headers) ?? 'utf-8';
  return type.startsWith('application/json') && charset === 'utf-8';
}

/** Parsing every answer to see whether it pages would cost too much, so the few that may are told by a word. */
function mayPageInBody({ pathname }: URL, body: Buffer): boolean {
  if (pathname.endsWith('/deliveries') || pathname.includes('/planroom/')) return true;
  if (body.length <= edge) return holdsPageWord(body);
  return holdsPageWord(body.subarray(0, edge)) || holdsPageWord(body.subarray(-edge));
}

function holdsPageWord(part: Buffer): boolean {
  if (!pageWordEnds.some(end => part.includes(end))) return false;
  return /"(?:next_cursor|next_starting_after|has_more)"/.test(part.toString('latin1'));
}

/** What begins with a letter of every word, or with a quote, is searched for many times as long. */
const pageWordEnds = ['_cursor"', '_after"', '_more"'].map(word => Buffer.from(word));

/** Paging stands at one end of a body, in bytes. */
const edge = 4096;

function parsedJson(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}
