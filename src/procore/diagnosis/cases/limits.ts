import { rateWindow, readRateLimit, requestedWait } from '../../rateLimit.ts';
import { type DiagnosisCase, sentences, steps } from '../case.ts';
import type { Evidence } from '../evidence.ts';
import { clientTime, isRead, isWrite, offers, resend, serviceStatus } from '../offers.ts';
import { page } from '../pages.ts';
import { counted, serverSaid, spoken } from '../words.ts';

/**
 * 429 of the 10-second window. "Rate limiting": two windows at once, the headers describe the one nearer to
 * running out; one text speaks of an hour for both, so it decides nothing [doc].
 */
export const rateLimitSpike: DiagnosisCase = {
  id: 'rate-limit-spike',
  title: 'Too many requests in a few seconds',
  link: page.rateLimits,
  recognise(seen) {
    if (!refused(seen) || windowOf(seen) === 'hourly') return undefined;
    const isSure = windowOf(seen) === 'spike';
    return {
      certainty: 'known',
      ...(isSure ? {} : { title: 'Too many requests' }),
      cause: sentences(
        isSure
          ? 'The spike limit is used up. It counts the calls of about 10 seconds, and counts them for the app as a whole, whoever uses it.'
          : 'One of the two limits of the app is used up, and the answer does not say which: most often that of about 10 seconds, else that of 60 minutes.',
        budget(seen),
        ownLimit(seen),
      ),
      actions: [resend(seen, 10, 'known')],
      remedies: [
        waitStep(seen),
        'Send requests one after the other, or a few at a time, instead of in a burst.',
        ...fewerCalls,
      ],
    };
  },
};

/** 429 of the 60-minute window. The limit is per app and not a fixed number any more [doc, 2026-01]. */
export const rateLimitHourly: DiagnosisCase = {
  id: 'rate-limit-hourly',
  title: 'The hourly limit is used up',
  link: page.rateLimits,
  recognise(seen) {
    if (!refused(seen) || windowOf(seen) !== 'hourly') return undefined;
    return {
      certainty: 'known',
      cause: sentences(
        'The app has made all the calls that it may make in 60 minutes. Failed calls count as much as others.',
        budget(seen),
        ownLimit(seen),
      ),
      actions: [resend(seen, 3_600, 'known')],
      remedies: [
        waitStep(seen),
        ...fewerCalls,
        'If steady production traffic needs more, ask Procore for a higher hourly limit; the spike limit is not raised.',
      ],
    };
  },
};

/** "Rate limiting" and "Error code reference": maintenance or load shedding, with `Retry-After` or without [doc]. */
export const serviceUnavailable: DiagnosisCase = {
  id: 'service-unavailable',
  title: 'Procore is temporarily unavailable',
  link: page.errors,
  recognise(seen) {
    if (!seen.ours || seen.status !== 503) return undefined;
    const wait = requestedWait(seen.headers, clientTime(seen));
    return {
      certainty: 'known',
      cause: sentences(
        'The service is in maintenance or sheds load.',
        wait === undefined ? 'The answer does not say for how long.' : `It asks to wait ${spoken(wait)}.`,
        seen.error.kind !== 'html' && serverSaid(seen.error),
      ),
      // A write that is told when to come back was not taken.
      actions: [resend(seen, 30, wait === undefined ? 'unknown' : 'known'), serviceStatus()],
      remedies: steps(
        wait === undefined
          ? 'Wait half a minute, then send it again, and double the pause each time.'
          : wait > longestPause
            ? `Try again in an hour, never at once: ${spoken(wait)} is hardly meant.`
            : `Wait ${spoken(wait)}, then send it again; never at once.`,
        'Look at https://status.procore.com for maintenance and incidents of the API.',
        isWrite(seen) && 'Before repeating a write, check whether it took effect.',
      ),
    };
  },
};

/** "Error code reference", 408: too slow [doc]; declared by one operation, budget details [oas]. */
export const requestTimeout: DiagnosisCase = {
  id: 'request-timeout',
  title: 'Procore took too long to answer',
  link: page.errors,
  recognise(seen) {
    if (!seen.ours || seen.status !== 408) return undefined;
    return {
      certainty: 'known',
      cause: sentences(
        isWrite(seen)
          ? 'The call took longer than the server allows.'
          : 'The query was too large to be answered in time.',
        serverSaid(seen.error),
      ),
      actions: offers(
        isRead(seen) &&
          seen.url?.searchParams.has('per_page') === false && {
            kind: 'addParameter',
            in: 'query',
            name: 'per_page',
            type: 'integer',
          },
        resend(seen, 1),
      ),
      remedies: isWrite(seen)
        ? [
            'Check whether the write took effect before sending it again: it may have.',
            'Send less in one call: fewer entries of a sync action, and files by a direct upload.',
          ]
        : [
            'Ask for less: a smaller per_page, a filter, a narrower date range, view=compact or view=ids where there is one.',
            'Read the list page by page.',
          ],
    };
  },
};

/** 413: sync and bulk bodies [oas]; "Using sync actions": up to 1,000 entries a call [doc]. */
export const payloadTooLarge: DiagnosisCase = {
  id: 'payload-too-large',
  title: 'The body is too large',
  link: page.syncActions,
  recognise(seen) {
    if (!seen.ours || seen.status !== 413) return undefined;
    const size = seen.input.request.bodyBytes ?? (seen.requestBody && Buffer.byteLength(seen.requestBody));
    return {
      certainty: 'known',
      cause: sentences(
        !size
          ? 'The server does not take a body of this size.'
          : `The server does not take a body of ${counted(size, 'byte')}.`,
        seen.error.kind !== 'html' && serverSaid(seen.error),
      ),
      remedies: [
        'Split it: a sync action takes up to 1,000 entries a call.',
        'Send files by a direct upload and attach them by upload id, instead of inside the request.',
      ],
    };
  },
};

const fewerCalls: readonly string[] = [
  'Make fewer calls: read lists instead of single records, write in batches by sync actions, keep answers that change rarely.',
  'Use webhooks instead of asking again and again for changes.',
];

function refused(seen: Evidence): boolean {
  return (
    seen.ours && (seen.status === 429 || (seen.failed && seen.error.codes.includes('TOO_MANY_REQUESTS')))
  );
}

function windowOf(seen: Evidence): 'spike' | 'hourly' | 'unknown' {
  const window = rateWindow(seen.headers, clientTime(seen));
  return window === 'unknown' ? (seen.input.rateLimit?.window ?? 'unknown') : window;
}

/** What the server said, and where it said it: "Rate limiting" and the FAQ tell different numbers [doc]. */
function budget(seen: Evidence): string {
  const report = readRateLimit(seen.headers, clientTime(seen));
  if (report === undefined) {
    return "The answer names no numbers, and Procore's pages differ: older ones say 3,600 an hour, newer ones that there is no fixed number.";
  }
  return `By its X-Rate-Limit headers the limit is ${counted(report.limit, 'request')}, with ${report.remaining.toLocaleString('en-US')} left, and resets at ${clock(report.resetAt)}.`;
}

/** `10:00:07 UTC` of a time in ISO 8601: the window is over within the hour, and whoever reads it needs no date. */
function clock(iso: string): string {
  return `${iso.slice(11, 19)} UTC`;
}

/** Once an hour for each project and view [oas]. */
function ownLimit({ method, path }: Evidence): string {
  return method === 'POST' && path.endsWith('/budget_view_snapshots')
    ? 'Budget view snapshots have a limit of their own besides: one an hour for each project and view.'
    : '';
}

/** A maintenance takes no longer. In milliseconds. */
const longestPause = 3 * 86_400_000;

/** In milliseconds; what goes beyond is a mistake or not a limit of Procore's. */
const longestWindow = 2 * 3_600_000;

function waitStep(seen: Evidence): string {
  const wait = requestedWait(seen.headers, clientTime(seen));
  if (wait !== undefined && wait > longestWindow)
    return `The answer asks to wait ${spoken(wait)}, and no window is longer than an hour: look at it again in an hour.`;
  if (wait !== undefined) return `Wait ${spoken(wait)} and send it again.`;
  return windowOf(seen) === 'hourly'
    ? 'Wait until X-Rate-Limit-Reset, at most an hour, and send it again.'
    : 'Wait 10 seconds and send it again; double the pause with each further 429.';
}
