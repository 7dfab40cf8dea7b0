import type { AccessToken } from './accessToken.ts';
import { bodyText } from './bodyText.ts';
import { firstPage, type Page, type PagesRead, withPage } from './pages.ts';
import { type RoundTrip, roundTrip, type Trip } from './roundTrip.ts';
import { type Answer, type Attempt, isAnswer } from './send.ts';

/** All round trips of one request. */
export interface Sent {
  readonly first: RoundTrip;
  /** The last one that was tried; the same as `first` where there was only one. */
  readonly last: RoundTrip;
  /** The answer to be shown: a refusal where a page got one, else the last page that was read. */
  readonly answer: Answer | undefined;
  readonly pages: PagesRead | undefined;
  /** 1, and every repeat over all pages. */
  readonly attempts: number;
  readonly queuedMs: number;
}

/** Sends, and with `allPages` goes on page by page, in order, until the last one or a failure. */
export async function sendPages(
  request: Attempt,
  token: AccessToken | undefined,
  trip: Trip,
  allPages: boolean,
): Promise<Sent> {
  const first = await roundTrip(request, token, trip);
  let last = first;
  let { attempts, queuedMs } = first;
  let answer = isAnswer(first.outcome) ? first.outcome : undefined;
  let pages =
    answer === undefined || !isSuccess(answer) ? undefined : firstPage(pageOf(first.attempt, answer));
  while (allPages && pages?.next !== undefined) {
    const { pagesRead, rowsRead, total } = pages.report;
    trip.onProgress({ kind: 'page', pagesRead, rowsRead, total });
    last = await roundTrip({ ...request, url: pages.next }, last.token, trip);
    attempts += last.attempts - 1;
    queuedMs += last.queuedMs;
    if (!isAnswer(last.outcome)) break;
    answer = last.outcome;
    if (!isSuccess(answer)) break;
    pages = withPage(pages, pageOf(last.attempt, answer));
  }
  return { first, last, answer, pages, attempts, queuedMs };
}

export function isSuccess({ status }: Answer): boolean {
  return status >= 200 && status < 300;
}

function pageOf({ url }: Attempt, { headers, body }: Answer): Page {
  return { url, headers, text: bodyText(body, headers) ?? '' };
}
