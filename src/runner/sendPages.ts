import { pageUrl } from '../procore/pagination.ts';
import type { AccessToken } from './accessToken.ts';
import type { PaginationReport } from './exchange.ts';
import { type Gathered, gatherPages, hasRows, notKept } from './gatherPages.ts';
import { keptNotice, onwardNotice, shiftNotice } from './listNotices.ts';
import { withGaps } from './listReport.ts';
import { isSuccess, pageIn } from './readPages.ts';
import { hasMoved, stoppedAt } from './resumePages.ts';
import { roundTrip, type Trip } from './roundTrip.ts';
import type { KeptRows, OpenRows, StoppedRows } from './rowStore.ts';
import { type Attempt, isAnswer } from './send.ts';
import { type Sent, sentAlone, withRowsCounted } from './sent.ts';
import type { WholeList } from './wholeList.ts';

/**
 * Sends, and reads on until the last page or a failure: from where an earlier reading stopped, if there was
 * one, and else from the first page. `failure` says why rows could not be kept.
 */
export async function sendPages(
  request: Attempt,
  token: AccessToken | undefined,
  trip: Trip,
  whole: WholeList,
): Promise<Sent> {
  const from = await stoppedAt(whole);
  if (from !== undefined) whole.onNotice(onwardNotice(from.report));
  const asked = from === undefined ? request : { ...request, url: pageUrl(request.url, from.next) };
  const came = await roundTrip(asked, token, trip);
  // What a person sent is the first page.
  const first = from === undefined ? came : { ...came, attempt: { ...came.attempt, url: request.url } };
  const read = pageIn(came, from?.report);
  const page = read && isAnswer(came.outcome) ? await withRowsCounted(came.outcome, read) : undefined;
  const alone: Sent = { ...sentAlone(came), first, pages: page?.report ?? from?.report };
  if (!hasRows(page)) return alone;
  const moved = from !== undefined && (await hasMoved(from, request, came.token, trip));
  try {
    const rows = await whole.store.open(whole.key, from);
    const gathered = await gatherPages(alone, page, { request, trip, mask: whole.mask, rows, from, moved });
    const { report, kept, stopped, failure } = await closeRows(rows, gathered);
    const total = from?.report.total ?? page.report.total;
    for (const notice of [shiftNotice(report, { total, moved }), stopped && keptNotice(stopped)])
      if (notice !== undefined) whole.onNotice(notice);
    const { last, answer, attempts, queuedMs } = gathered;
    return { ...alone, last, answer, attempts, queuedMs, pages: report, rows: kept, failure };
  } catch (error) {
    return { ...alone, failure: notKept(error) };
  }
}

/** How the rows are left: finished where all came, else so that a later reading may go on. */
interface ClosedRows {
  readonly report: PaginationReport;
  readonly kept: KeptRows;
  /** `undefined`: all came. */
  readonly stopped: StoppedRows | undefined;
  readonly failure: Sent['failure'];
}

async function closeRows(rows: OpenRows, gathered: Gathered): Promise<ClosedRows> {
  const { report } = gathered;
  let { failure } = gathered;
  if (isWhole(gathered)) {
    try {
      const kept = await rows.finish();
      return { report: withGaps(report), kept, stopped: undefined, failure };
    } catch (error) {
      failure = notKept(error);
    }
  }
  const stopped = await rows.stop();
  return { report, kept: stopped, stopped, failure };
}

function isWhole({ failure, last: { outcome }, report }: Gathered): boolean {
  return failure === undefined && isAnswer(outcome) && isSuccess(outcome) && !report.hasNext;
}
