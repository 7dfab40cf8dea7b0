import { createHash } from 'node:crypto';
import type { PageMark } from '../procore/listBody.ts';
import type { PaginationReport } from './exchange.ts';
import type { Failure } from './failure.ts';
import { forecastOf, progressOf } from './listProgress.ts';
import { withPage } from './listReport.ts';
import type { PageRows, ReadPage } from './pages.ts';
import { isSuccess, type NextPage, readPages } from './readPages.ts';
import type { Trip } from './roundTrip.ts';
import type { OpenRows, ReadSoFar } from './rowStore.ts';
import { createSeenIds } from './seenIds.ts';
import type { Attempt } from './send.ts';
import type { Sent } from './sent.ts';
import type { WholeList } from './wholeList.ts';

/** What a whole list is read with, from its first page on. */
export interface Reading {
  readonly request: Attempt;
  readonly trip: Trip;
  readonly mask: WholeList['mask'];
  readonly rows: OpenRows;
  /** Where an earlier reading stopped; `undefined`: it begins with the first page. */
  readonly from: ReadSoFar | undefined;
  /** Rows stand on other pages than when an earlier reading came by. */
  readonly moved: boolean;
}

/** A page whose body is a list. */
export type PageOfRows = ReadPage & { readonly rows: PageRows };

/** How far the reading has come. */
export interface Gathered extends Pick<Sent, 'last' | 'answer' | 'attempts' | 'queuedMs' | 'failure'> {
  /** Of all pages that came, those of an earlier reading included. */
  readonly report: PaginationReport;
  /** Of the last page of rows: what it was asked with, what stands for its rows, and what asks for the next. */
  readonly askedBy: PageMark;
  readonly digest: string;
  readonly next: PageMark | undefined;
}

/**
 * Keeps the rows of the page that came, and of those after it, in order, until the last one, a refusal, a
 * stop or a page that leads nowhere. Does not reject: `failure` says why rows could not be kept.
 */
export async function gatherPages(sent: Sent, start: PageOfRows, reading: Reading): Promise<Gathered> {
  const { request, trip, from } = reading;
  const seen = createSeenIds();
  if (from !== undefined) seen.countAgain(from.lastIds);
  const { last, answer, attempts, queuedMs, failure } = sent;
  let gathered: Gathered = {
    ...{ last, answer, attempts, queuedMs, failure },
    report: withPage(from?.report, start, seen),
    askedBy: from?.next ?? {},
    digest: digestOf(start.rows),
    next: start.next,
  };
  try {
    await keep(start.rows, gathered, reading);
    const ahead = forecastOf(gathered.report, trip.budget);
    if (ahead !== undefined) trip.onProgress({ kind: 'forecast', ...ahead });
    for await (const arrived of readPages(request, { page: start, trip: last }, trip)) {
      const before = gathered;
      gathered = withTrip(before, arrived);
      const page = pageToKeep(arrived, before);
      if (page === undefined) break;
      gathered = {
        ...gathered,
        report: withPage(before.report, page, seen),
        askedBy: before.next ?? {},
        digest: digestOf(page.rows),
        next: page.next,
      };
      await keep(page.rows, gathered, reading);
      if (before.answer !== undefined) letGo(before.answer.body);
    }
    return gathered;
  } catch (error) {
    return { ...gathered, failure: notKept(error) };
  }
}

/** Whether the body of the page is a list. */
export function hasRows(page: ReadPage | undefined): page is PageOfRows {
  return page?.rows !== undefined;
}

/** Says of rows that could not be written why. */
export function notKept(error: unknown): Failure {
  const reason = error instanceof Error ? error.message : String(error);
  return { code: 'body-not-saved', message: `The rows could not be saved: ${reason}` };
}

function withTrip(before: Gathered, { trip, queuedMs, answer }: NextPage): Gathered {
  return {
    ...before,
    last: trip,
    answer: answer ?? before.answer,
    // One that was stopped while it waited was not sent.
    attempts: before.attempts + Math.max(0, trip.attempts - 1),
    queuedMs: before.queuedMs + queuedMs,
  };
}

/** `undefined`: there may be more, but not by this way, for it was refused, is no list, or the very same rows again. */
function pageToKeep({ answer, page }: NextPage, { digest }: Gathered): PageOfRows | undefined {
  if (answer === undefined || !isSuccess(answer) || !hasRows(page)) return undefined;
  return isAgain(page) && digestOf(page.rows) === digest ? undefined : page;
}

async function keep(
  { elements, ids }: PageRows,
  { report, askedBy, next, last }: Gathered,
  { rows, mask, moved, trip }: Reading,
): Promise<void> {
  const known = { report, next, lastIds: ids, lastMark: askedBy, ...(moved ? { moved } : {}) };
  await rows.add(elements, known, mask(last.token));
  trip.onProgress(progressOf(report, trip.budget));
}

/**
 * Whether rows that look the same are the same: without ids they need not be, and where it is known when the
 * list is over, nothing goes round in circles.
 */
function isAgain({ rows, report, hasKnownEnd }: PageOfRows): boolean {
  return rows.count > 0 && (rows.ids.length > 0 || (report.hasNext && !hasKnownEnd));
}

/** Stands for the rows of a page, which need not stay in memory for it. */
function digestOf({ elements }: PageRows): string {
  return createHash('sha1').update(elements).digest('base64');
}

/**
 * Gives the memory of a page back now: it lies outside of the heap, whose collector lets ten such pages
 * gather. Nobody may look at the body afterwards. Node 20 cannot do this, and takes more memory.
 */
function letGo({ buffer, byteOffset, length }: Buffer): void {
  const alone = byteOffset === 0 && length === buffer.byteLength;
  if (!alone || length <= longPage || !('transfer' in buffer)) return;
  if (typeof buffer.transfer === 'function') buffer.transfer(0);
}

/** In bytes. */
const longPage = 128 * 1024;
