import type { HeaderMap } from '../procore/headers.ts';
import { type ListBody, nextPageUrl, readPosition, rowsOf } from '../procore/pagination.ts';
import type { PaginationReport } from './exchange.ts';
import { joinArrays, memberText } from './jsonText.ts';

/** An answered list request. */
export interface Page {
  readonly url: URL;
  readonly headers: HeaderMap;
  readonly text: string;
}

/** Pages read so far, in order. */
export interface PagesRead {
  readonly report: PaginationReport;
  /** Where the next page is; `undefined`: this was the last. */
  readonly next: URL | undefined;
  /** Text of each page's rows, a JSON array; empty where the body is no list. */
  readonly rows: readonly string[];
}

/** What one answer says of its list, or `undefined` where it is not a page of one. */
export function firstPage(page: Page): PagesRead | undefined {
  if (readPosition(page.url, page.headers, { rows: undefined }) === undefined && !mayPageInBody(page.text)) {
    return undefined;
  }
  const parsed = parsedJson(page.text);
  const list = rowsOf(parsed);
  const counted = { rows: list?.rows.length, paging: list?.paging, ...(list && { form: list.form }) };
  const position = readPosition(page.url, page.headers, counted);
  if (position === undefined) return undefined;
  return {
    report: { ...position, pagesRead: 1, rowsRead: list?.rows.length ?? 0 },
    next: list === undefined ? undefined : nextPageUrl(page.url, page.headers, counted),
    rows: list === undefined ? [] : [rowsText(page.text, parsed, list)],
  };
}

/**
 * The pages with one more at their end. A page that is no list, or the very same rows again (a server that
 * ignores `page`), ends the reading with `hasNext` as it stands: there may be more, but not by this way.
 */
export function withPage(read: PagesRead, page: Page): PagesRead {
  const one = firstPage(page);
  const [text] = one?.rows ?? [];
  if (one === undefined || text === undefined || (text === read.rows.at(-1) && one.report.rowsRead > 0)) {
    return { ...read, next: undefined };
  }
  return {
    report: {
      ...one.report,
      total: one.report.total ?? read.report.total,
      pagesRead: read.report.pagesRead + 1,
      rowsRead: read.report.rowsRead + one.report.rowsRead,
    },
    next: one.next,
    rows: [...read.rows, text],
  };
}

/** All rows as the text of one JSON array. */
export function joinedRows(read: PagesRead): string {
  return joinArrays(read.rows);
}

function rowsText(text: string, parsed: unknown, list: ListBody): string {
  if (list.form === 'array' || list.form === 'grouped') return text;
  const members = Object.entries(typeof parsed === 'object' && parsed !== null ? parsed : {});
  const key = list.form === 'data' ? 'data' : members.find(([, value]) => Array.isArray(value))?.[0];
  return (key === undefined ? undefined : memberText(text, key)) ?? '[]';
}

function mayPageInBody(text: string): boolean {
  return text.includes('"pdm_pagination"');
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
