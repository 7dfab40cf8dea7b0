import { createHash } from 'node:crypto';
import type { PageMark } from '../procore/listBody.ts';
import { pageUrl } from '../procore/pagination.ts';
import type { AccessToken } from './accessToken.ts';
import type { Budget } from './budget.ts';
import { countRowsIn } from './countRows.ts';
import type { PaginationReport } from './exchange.ts';
import type { Failure } from './failure.ts';
import { type ReadPage, readPage } from './pages.ts';
import { isSuccess, pageOf, readPages } from './readPages.ts';
import { type RoundTrip, roundTrip, type Trip } from './roundTrip.ts';
import type { KeptRows, ListKey, OpenRows, ReadSoFar, RowMask, RowStore } from './rowStore.ts';
import type { Progress } from './runner.ts';
import { createSeenIds, type SeenIds } from './seenIds.ts';
import { type Answer, type Attempt, isAnswer } from './send.ts';

/** What somebody wants who wants a whole list. */
export interface WholeList {
  readonly key: ListKey;
  readonly store: RowStore;
  /** Go on from where an earlier reading of the same list stopped. */
  readonly resume: boolean;
  /** Masks rows on their way to a disk. */
  readonly mask: (token: AccessToken | undefined) => RowMask;
  readonly onNotice: (notice: string) => void;
}

/** All round trips of one request. */
export interface Sent {
  readonly first: RoundTrip;
  /** The last one that counted; the same as `first` where there was only one. */
  readonly last: RoundTrip;
  /** The answer to be shown: a refusal where a page got one, else the last page that was read. */
  readonly answer: Answer | undefined;
  /** `undefined`: the answer is no page of a list. */
  readonly pages: PaginationReport | undefined;
  /** The rows of a whole list, or of what was read of it; `undefined`: the body of the answer is all. */
  readonly rows: KeptRows | undefined;
  /** A shorter text that says the same of what went well, where the answer is too long to be judged by. */
  readonly judged?: string | undefined;
  /** What a later call was refused with, where `answer` is what the earlier ones said. */
  readonly stoppedBy?: Answer | undefined;
  /** Why the rows could not be kept, or are not all. */
  readonly failure: Failure | undefined;
  /** 1, and every repeat over all pages. */
  readonly attempts: number;
  readonly queuedMs: number;
}

/** Sends a request of which only its answer is wanted. What that says of a list is for `withPosition` to add. */
export async function sendAlone(request: Attempt, token: AccessToken | undefined, trip: Trip): Promise<Sent> {
  return sentAlone(await roundTrip(request, token, trip));
}

function sentAlone(sent: RoundTrip): Sent {
  return {
    first: sent,
    last: sent,
    answer: isAnswer(sent.outcome) ? sent.outcome : sent.before,
    pages: undefined,
    rows: undefined,
    failure: undefined,
    attempts: sent.attempts,
    queuedMs: sent.queuedMs,
  };
}

/** The same with where its answer stands in a list. */
export async function withPosition(sent: Sent): Promise<Sent> {
  const { answer, last } = sent;
  if (answer === undefined || !isSuccess(answer)) return sent;
  const page = readPage(pageOf(last.attempt, answer));
  if (page === undefined) return sent;
  return { ...sent, pages: (await inFile(answer, page)).report };
}

/** Sends, and reads on until the last page or a failure. */
export async function sendPages(
  request: Attempt,
  token: AccessToken | undefined,
  trip: Trip,
  whole: WholeList,
): Promise<Sent> {
  const earlier = whole.resume ? await whole.store.earlier(whole.key) : undefined;
  const from = earlier?.next === undefined ? undefined : earlier;
  if (from !== undefined) whole.onNotice(onward(from.report));
  const asked = from?.next === undefined ? request : { ...request, url: pageUrl(request.url, from.next) };
  const sent = await roundTrip(asked, token, trip);
  const first = asked === request ? sent : { ...sent, attempt: { ...sent.attempt, url: request.url } };
  const answer = isAnswer(sent.outcome) ? sent.outcome : undefined;
  const read =
    answer !== undefined && isSuccess(answer)
      ? readPage(pageOf(sent.attempt, answer), from?.report)
      : undefined;
  const page = answer && read && (await inFile(answer, read));
  const alone: Sent = { ...sentAlone(sent), first, pages: page?.report ?? from?.report };
  if (page?.rows === undefined) return alone;
  const moved = from !== undefined && (await hasMoved(from, request, sent.token, trip));
  try {
    const rows = await whole.store.open(whole.key, from);
    return await readAll(alone, page, { request, trip, whole, rows, from, moved });
  } catch (error) {
    return { ...alone, failure: notKept(error) };
  }
}

/** Of a page that lies in a file only its beginning was read. */
async function inFile({ stored }: Answer, page: ReadPage): Promise<ReadPage> {
  if (stored === undefined || page.rows !== undefined) return page;
  return { ...page, report: { ...page.report, rowsRead: (await countRowsIn(stored)) ?? 0 } };
}

/**
 * Whether rows of the last page that was kept have gone elsewhere since, which `Total` need not tell. Without
 * ids, or where that page is not answered, there is no reason to think so.
 */
async function hasMoved(
  { moved, lastIds, lastMark, report }: ReadSoFar,
  request: Attempt,
  token: AccessToken | undefined,
  trip: Trip,
): Promise<boolean> {
  if (moved === true) return true;
  if (lastMark === undefined || lastIds.length === 0) return false;
  const url = pageUrl(request.url, lastMark);
  const { outcome, attempt } = await roundTrip({ ...request, url }, token, trip);
  if (!isAnswer(outcome) || !isSuccess(outcome)) return false;
  const rows = readPage(pageOf(attempt, outcome), report)?.rows;
  if (rows === undefined) return false;
  const now = new Set(rows.ids);
  return now.size !== new Set(lastIds).size || lastIds.some(id => !now.has(id));
}

interface Reading {
  readonly request: Attempt;
  readonly trip: Trip;
  readonly whole: WholeList;
  readonly rows: OpenRows;
  readonly from: ReadSoFar | undefined;
  /** Rows stand on other pages than when an earlier reading came by. */
  readonly moved: boolean;
}

async function readAll(sent: Sent, start: ReadPage, reading: Reading): Promise<Sent> {
  const { request, trip, whole, rows, from, moved } = reading;
  const seen = createSeenIds();
  if (from !== undefined) seen.countAgain(from.lastIds);
  let { attempts, queuedMs, last, answer } = sent;
  let report = from?.report;
  let failure: Failure | undefined;
  let previous = '';
  let mark: PageMark = from?.next ?? {};

  const take = async (page: ReadPage, { token }: RoundTrip): Promise<void> => {
    if (page.rows === undefined) return;
    const { elements, ids } = page.rows;
    report = withPage(report, page, seen);
    previous = digestOf(elements);
    const { next } = page;
    const known = { report, next, lastIds: ids, lastMark: mark, ...(moved ? { moved } : {}) };
    await rows.add(elements, known, whole.mask(token));
    mark = next ?? mark;
    trip.onProgress(progressOf(report, trip.budget));
  };
  try {
    await take(start, last);
    const ahead = report && forecastOf(report, trip.budget);
    if (ahead !== undefined) trip.onProgress({ kind: 'forecast', ...ahead });
    for await (const { trip: tried, queuedMs: waited, answer: got, page } of readPages(
      request,
      { page: start, trip: last },
      trip,
    )) {
      // One that was stopped while it waited was not sent.
      attempts += Math.max(0, tried.attempts - 1);
      queuedMs += waited;
      last = tried;
      if (got === undefined) break;
      const before = answer;
      answer = got;
      if (!isSuccess(got)) break;
      // A page that is no list, or the very same rows again: there may be more, but not by this way.
      if (page?.rows === undefined || (isAgain(page) && digestOf(page.rows.elements) === previous)) break;
      await take(page, tried);
      if (before !== undefined) letGo(before.body);
    }
  } catch (error) {
    failure = notKept(error);
  }
  const answered = isAnswer(last.outcome) && isSuccess(last.outcome);
  let all: KeptRows | undefined;
  if (failure === undefined && answered && report?.hasNext === false) {
    try {
      all = await rows.finish();
      report = withGaps(report);
    } catch (error) {
      failure = notKept(error);
    }
  }
  const stopped = all === undefined ? await rows.stop() : undefined;
  const notice = report && shiftNotice(report, { total: from?.report.total ?? start.report.total, moved });
  if (notice !== undefined) whole.onNotice(notice);
  if (stopped?.soFar !== undefined && stopped.where !== undefined) {
    const there = soFar(stopped.soFar.report);
    whole.onNotice(`${there} are kept in ${stopped.where}. Run the same again to read on from there.`);
  }
  const kept = all ?? stopped;
  return { ...sent, attempts, queuedMs, last, answer, pages: report ?? start.report, rows: kept, failure };
}

function withPage(
  read: PaginationReport | undefined,
  { report, rows }: ReadPage,
  seen: SeenIds,
): PaginationReport {
  const again = seen.countAgain(rows?.ids ?? []) + (read?.duplicateRows ?? 0);
  return {
    ...report,
    total: report.total ?? read?.total ?? null,
    pagesRead: (read?.pagesRead ?? 0) + 1,
    rowsRead: (read?.rowsRead ?? 0) + report.rowsRead,
    ...(again > 0 ? { duplicateRows: again } : {}),
  };
}

/** Rows that `Total` counts and that stood on no page: they moved to one that had been read already. */
function withGaps(report: PaginationReport): PaginationReport {
  const { total, rowsRead, duplicateRows = 0 } = report;
  const missing = total === null ? 0 : total - (rowsRead - duplicateRows);
  return missing > 0 ? { ...report, missingRows: missing } : report;
}

/** What has moved while the list was read; `before` has what `Total` was on the first page. */
function shiftNotice(
  { duplicateRows = 0, missingRows = 0, total }: PaginationReport,
  before: { readonly total: number | null; readonly moved: boolean },
): string | undefined {
  const signs = [
    ...(before.total === total || before.total === null
      ? []
      : [`Total was ${before.total} and then ${total}`]),
    ...(before.moved ? ['rows moved to other pages since the earlier reading'] : []),
    ...(duplicateRows === 0 ? [] : [`${counted(duplicateRows)} came again on a later page`]),
    ...(missingRows === 0 ? [] : [`${counted(missingRows)} of Total came on no page`]),
  ];
  if (signs.length === 0) return undefined;
  return `The list changed while it was read: ${signs.join(', and ')}. Read it again to have each row once.`;
}

function onward(report: PaginationReport): string {
  return `Reading on after page ${report.pagesRead}: ${soFar(report)} are there from an earlier reading.`;
}

function soFar({ rowsRead, total }: PaginationReport): string {
  return total === null ? counted(rowsRead) : `${rowsRead} of ${counted(total)}`;
}

function counted(rows: number): string {
  return `${rows} ${rows === 1 ? 'row' : 'rows'}`;
}

function progressOf(report: PaginationReport, budget: Budget | undefined): Progress {
  const { pagesRead, rowsRead, total } = report;
  const left = forecastOf(report, budget)?.milliseconds;
  const progress = { kind: 'page', pagesRead, rowsRead, total, pages: pagesOf(report) } as const;
  return left === undefined ? progress : { ...progress, leftMs: left };
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

/**
 * Whether rows that look the same are the same: without ids they need not be, and where it is known when the
 * list is over, nothing goes round in circles.
 */
function isAgain({ rows, report, hasKnownEnd }: ReadPage): boolean {
  return rows !== undefined && rows.count > 0 && (rows.ids.length > 0 || (report.hasNext && !hasKnownEnd));
}

/** Stands for the rows of a page, which need not stay in memory for it. */
function digestOf(elements: Buffer): string {
  return createHash('sha1').update(elements).digest('base64');
}

/** How many there are; `null`: not known. */
function pagesOf({ pagesRead, total, perPage }: PaginationReport): number | null {
  return total === null || !perPage ? null : Math.max(pagesRead, Math.ceil(total / perPage));
}

/** What the rest takes, where the rate windows hold it up for a second at least. */
function forecastOf(report: PaginationReport, budget: Budget | undefined) {
  const requests = (pagesOf(report) ?? 0) - report.pagesRead;
  const milliseconds = requests > 0 ? budget?.forecast(requests) : undefined;
  return milliseconds === undefined || milliseconds < 1000 ? undefined : { requests, milliseconds };
}

function notKept(error: unknown): Failure {
  const reason = error instanceof Error ? error.message : String(error);
  return { code: 'body-not-saved', message: `The rows could not be saved: ${reason}` };
}
