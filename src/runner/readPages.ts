import type { PageMark } from '../procore/listBody.ts';
import { laterPage, pagesAhead, pageUrl } from '../procore/pagination.ts';
import type { AccessToken } from './accessToken.ts';
import type { PaginationReport } from './exchange.ts';
import { type Page, type ReadPage, readPage } from './pages.ts';
import { type RoundTrip, roundTrip, type Trip } from './roundTrip.ts';
import type { Progress } from './runner.ts';
import { type Answer, type Attempt, isAnswer } from './send.ts';

/** Pages that are asked for at the same time where it is known how many there are. */
export const pagesAtOnce = 10;

/** What the pages that are asked for ahead may take in memory, in bytes. */
const aheadLength = 4 << 20;

/** One page after the first, in order; `page` is `undefined` where it was not answered with one. */
export interface NextPage {
  readonly trip: RoundTrip;
  /** What waiting for a window held up the reading. */
  readonly queuedMs: number;
  readonly answer: Answer | undefined;
  readonly page: ReadPage | undefined;
}

/**
 * The pages after one that was read, in order, each when it is there; whoever listens stops the reading by
 * returning. Several are under way at a time where their addresses are known, but never further ahead than
 * `pagesAtOnce`, so that slow listeners hold up the reading and not the memory.
 */
export async function* readPages(
  request: Attempt,
  start: { readonly page: ReadPage; readonly trip: RoundTrip },
  trip: Trip,
): AsyncGenerator<NextPage> {
  const ask = asking(request, trip);
  let ahead = ask();
  let { token } = start.trip;
  let { page } = start;
  const asked = new Set<string>();
  try {
    while (page.next !== undefined) {
      const mark: PageMark = page.next;
      const name = JSON.stringify(mark);
      // A cursor that comes round leads in circles, and never to an end.
      if (asked.has(name)) return;
      asked.add(name);
      const most = Math.max(1, Math.min(pagesAtOnce, pagesAhead(page.report, mark), fitting(page)));
      while (ahead.count() < most) ahead.send(laterPage(mark, ahead.count()), token);
      const began = trip.clock.now();
      const arrived = await ahead.next();
      const waited = trip.clock.now() - began;
      token = arrived.token;
      const { outcome } = arrived;
      const answer = isAnswer(outcome) ? outcome : undefined;
      const read = pageIn(arrived, page.report);
      yield { trip: arrived, queuedMs: Math.min(arrived.queuedMs, waited), answer, page: read };
      if (read === undefined) return;
      // What was asked for ahead is not what comes next.
      if (ahead.count() > 0 && !isSame(read.next, laterPage(mark, 1))) {
        await ahead.drop();
        ahead = ask();
      }
      page = read;
    }
  } finally {
    await ahead.drop();
  }
}

/** How many pages like this one may wait in memory for their turn; one at least, while another is written. */
function fitting({ rows }: ReadPage): number {
  return Math.max(2, Math.floor(aheadLength / Math.max(1, rows?.elements.length ?? 0)));
}

/**
 * The page that a round trip brought, after the one that `before` tells of; `undefined`: it came to no good
 * answer, or to one that is no page.
 */
export function pageIn({ outcome, attempt }: RoundTrip, before?: PaginationReport): ReadPage | undefined {
  if (!isAnswer(outcome) || !isSuccess(outcome)) return undefined;
  return readPage(pageOf(attempt, outcome), before);
}

/** What one answer was asked with and holds, as a page of a list. */
export function pageOf({ url }: Attempt, { headers, body }: Answer): Page {
  return { url, headers, body };
}

/** Whether it is a 2xx: what is read for rows, kept for others and saved. */
export function isSuccess({ status }: Answer): boolean {
  return status >= 200 && status < 300;
}

/** Requests that are under way, first asked, first given. */
interface Ahead {
  count(): number;
  send(mark: PageMark, token: AccessToken | undefined): void;
  next(): Promise<RoundTrip>;
  /** Stops those that nobody waits for any more. */
  drop(): Promise<void>;
}

function asking(request: Attempt, trip: Trip): () => Ahead {
  const onProgress = onlyWaits(trip);
  return () => {
    const over = new AbortController();
    const signal = AbortSignal.any([trip.signal, over.signal]);
    const underWay: Promise<RoundTrip>[] = [];
    return {
      count: () => underWay.length,
      send(mark, token) {
        const url = pageUrl(request.url, mark);
        const sent = roundTrip({ ...request, url }, token, {
          ...trip,
          priority: 'background',
          bodies: undefined,
          signal,
          onProgress,
        });
        // It may fail before its turn comes.
        sent.catch(() => {});
        underWay.push(sent);
      },
      next() {
        const first = underWay.shift();
        return first ?? Promise.reject(new RangeError('No page is under way.'));
      },
      async drop() {
        over.abort(new Error('no longer needed'));
        await Promise.allSettled(underWay.splice(0));
      },
    };
  };
}

/** Of many requests at a time only waits are worth telling, and of equal ones the first. */
function onlyWaits({ clock, onProgress }: Trip): Trip['onProgress'] {
  let told = 0;
  return (progress: Progress) => {
    if (progress.kind !== 'waiting') return;
    const until = clock.now() + progress.milliseconds;
    if (until < told + 500) return;
    told = until;
    onProgress(progress);
  };
}

function isSame(one: PageMark | undefined, other: PageMark): boolean {
  if (one === undefined) return false;
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every(name => one[name] === other[name]);
}
