import { createHash } from 'node:crypto';
import type { PageMark } from '../procore/listBody.ts';
import { pageUrl } from '../procore/pagination.ts';
import type { AccessToken } from './accessToken.ts';
import type { Failure } from './failure.ts';
import { hasMoved } from './hasMoved.ts';
import { onward, shiftNotice, soFar } from './listNotices.ts';
import { forecastOf, progressOf } from './listProgress.ts';
import { withGaps, withPage } from './listReport.ts';
import { type ReadPage, readPage } from './pages.ts';
import { isSuccess, pageOf, readPages } from './readPages.ts';
import { type RoundTrip, roundTrip, type Trip } from './roundTrip.ts';
import type { KeptRows, OpenRows, ReadSoFar } from './rowStore.ts';
import { createSeenIds } from './seenIds.ts';
import { type Attempt, isAnswer } from './send.ts';
import { inFile, type Sent, sentAlone } from './sent.ts';
import type { WholeList } from './wholeList.ts';

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

function notKept(error: unknown): Failure {
  const reason = error instanceof Error ? error.message : String(error);
  return { code: 'body-not-saved', message: `The rows could not be saved: ${reason}` };
}
