import type { AccessToken } from './accessToken.ts';
import { countRowsIn } from './countRows.ts';
import type { PaginationReport } from './exchange.ts';
import type { Failure } from './failure.ts';
import { type ReadPage, readPage } from './pages.ts';
import { isSuccess, pageOf } from './readPages.ts';
import { type RoundTrip, roundTrip, type Trip } from './roundTrip.ts';
import type { KeptRows } from './rowStore.ts';
import { type Answer, type Attempt, isAnswer } from './send.ts';

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

/** What became of a request that was sent alone. */
export function sentAlone(sent: RoundTrip): Sent {
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

/** The same with where its answer stands in a list; at once unless its rows have to be counted in a file. */
export function withPosition(sent: Sent): Sent | Promise<Sent> {
  const { answer, last } = sent;
  if (answer === undefined || !isSuccess(answer)) return sent;
  const page = readPage(pageOf(last.attempt, answer));
  if (page === undefined) return sent;
  return withRowsCounted(answer, page).then(({ report }) => ({ ...sent, pages: report }));
}

/** The page with the number of its rows, where its body lies in a file, of which only the beginning was read. */
export async function withRowsCounted({ stored }: Answer, page: ReadPage): Promise<ReadPage> {
  if (stored === undefined || page.rows !== undefined) return page;
  return { ...page, report: { ...page.report, rowsRead: (await countRowsIn(stored)) ?? 0 } };
}
