import type { HeaderMap } from '../procore/headers.ts';
import { memberOfRows, type PageMark, rowId, rowsOf } from '../procore/listBody.ts';
import { nextPage, readPosition } from '../procore/pagination.ts';
import type { PaginationReport } from './exchange.ts';
import { elementsText, memberText } from './jsonText.ts';

/** An answered list request. */
export interface Page {
  readonly url: URL;
  readonly headers: HeaderMap;
  readonly text: string;
}

/** What one answer says of its list. */
export interface ReadPage {
  readonly report: PaginationReport;
  /** What asks for the next page; `undefined`: this is the last, or nothing says how to go on. */
  readonly next: PageMark | undefined;
  /** `undefined`: the body is no list. */
  readonly rows: PageRows | undefined;
}

export interface PageRows {
  /** The elements of the list as they came, with commas between them; empty where there are none. */
  readonly text: string;
  readonly count: number;
  /** Of those rows that have one. */
  readonly ids: readonly string[];
}

/** Reads an answer, or `undefined` where it is not a page of a list. */
export function readPage({ url, headers, text }: Page): ReadPage | undefined {
  if (readPosition(url, headers, { rows: undefined }) === undefined && !mayPageInBody(url, text)) {
    return undefined;
  }
  const parsed = parsedJson(text);
  const list = rowsOf(parsed);
  const body = { ...list, rows: list?.rows.length, last: list?.rows.at(-1) };
  const position = readPosition(url, headers, body);
  if (position === undefined) return undefined;
  const report = { ...position, pagesRead: 1, rowsRead: list?.rows.length ?? 0 };
  if (list === undefined) return { report, next: undefined, rows: undefined };
  const member = memberOfRows(list, parsed);
  const array = member === undefined ? text : memberText(text, member);
  const ids = list.rows.flatMap(row => rowId(row) ?? []);
  return {
    report,
    next: nextPage(url, headers, body),
    rows: { text: list.rows.length === 0 ? '' : elementsText(array ?? '[]'), count: list.rows.length, ids },
  };
}

/** Parsing every answer to see whether it pages would cost too much, so the few that may are told by a word. */
function mayPageInBody({ pathname }: URL, text: string): boolean {
  if (pathname.endsWith('/deliveries') || pathname.includes('/planroom/')) return true;
  return /"(?:next_cursor|next_starting_after|has_more)"/.test(
    text.length <= 2 * edge ? text : text.slice(0, edge) + text.slice(-edge),
  );
}

/** Paging stands at one end of a body, in UTF-16 units. */
const edge = 4096;

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
