import { builtInEnvironments, isLoopbackHost } from '../../environments.ts';
import { cleanText } from '../../errors/cleanText.ts';
import { header, headerValue } from '../../headers.ts';
import { type Finding, sentences, steps } from '../case.ts';
import { type Evidence, isUnderApi } from '../evidence.ts';
import { isWrite, serviceStatus } from '../offers.ts';

const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * A redirect that is the last answer: one that leads back to itself, takes a write elsewhere, asks to sign in, or
 * cannot be followed. `undefined`: it is none of them, such as one that `# @no-redirect` asked for.
 */
export function strayRedirect(seen: Evidence): Finding | undefined {
  const { status, url } = seen;
  if (!redirects.has(status) || url === undefined) return undefined;
  const to = redirectsTo(seen);
  if (to !== undefined && to.href === here(url)) return circle(seen, to);
  return (
    endless(seen, url, to) ??
    repeatedWrite(seen, to) ??
    (to && signInPage(seen, to)) ??
    doubtfulWrite(seen, to) ??
    unfollowable(seen, url, to)
  );
}

function circle({ status }: Evidence, to: URL): Finding {
  return {
    certainty: 'known',
    severity: 'error',
    title: 'The redirects lead back to where they began',
    cause: `${status} sends the request to ${cleanText(to.href, 200)}, which is where it went: no answer of the API came.`,
    actions: [serviceStatus()],
    remedies: [
      'See by # @no-redirect above the request what the first answer is, and where it leads.',
      'Check host and path: a proxy, or http where https is wanted, is the usual reason.',
    ],
  };
}

/** Whoever followed some of them would have followed this one, too, if it were not for their number. */
function endless(seen: Evidence, from: URL, to: URL | undefined): Finding | undefined {
  const { redirects = 0 } = seen.input.response ?? {};
  if (redirects === 0 || to === undefined || whyNotFollowed(seen, from, to) !== undefined) return undefined;
  const staysAsWrite = seen.status < 303 || (seen.status !== 303 && to.origin !== from.origin);
  if (isWrite(seen) && staysAsWrite) return undefined;
  return {
    ...circle(seen, to),
    title: 'The redirects do not end',
    cause: `${redirects} redirects were followed, and the next one, ${seen.status}, leads to ${cleanText(to.href, 200)}: no answer of the API came.`,
  };
}

/** The API refuses with 401 and never asks anybody to sign in on a page [inferred]. */
function signInPage(seen: Evidence, to: URL): Finding | undefined {
  const isLogin =
    builtInEnvironments.some(({ loginUrl }) => loginUrl === to.origin) ||
    /\/(?:log_?in|sign_?in|users\/sign_in|sso|saml\d?)(?:\/|$)/i.test(to.pathname);
  if (!isLogin || isUnderApi(to.pathname)) return undefined;
  return {
    certainty: 'known',
    title: 'The answer leads to a sign-in page',
    cause: `${seen.status} sends the request to ${cleanText(to.origin + to.pathname, 200)}. The API answers with data or with 401, so something else answered, or the address is not one of the API.`,
    actions: [{ kind: 'openSetting', id: 'http.proxy' }],
    remedies: [
      'Open the address in a browser: a network that wants a sign-in shows it there.',
      'Check host and path; write the path alone, beginning with /rest/, to send it to the chosen environment with its token.',
    ],
  };
}

/** 307 and 308 ask to send the same write to another address, so nothing was written here (RFC 9110, 15.4). */
function repeatedWrite(seen: Evidence, to: URL | undefined): Finding | undefined {
  if (!isWrite(seen) || (seen.status !== 307 && seen.status !== 308)) return undefined;
  return {
    certainty: 'known',
    severity: 'error',
    title: 'The write was redirected, and not done',
    cause:
      to === undefined
        ? `${seen.status} asks to send the request to another address, and names none that can be read, so nothing was written.`
        : `${seen.status} asks to send the request to ${place(to)} instead, and it was not sent there, so nothing was written.`,
    remedies: [
      'Check host and path: a proxy, an old host, or http where https is wanted, is the usual reason.',
      'If the new address is right and a host of the environment, write it into the request and send that.',
    ],
  };
}

/**
 * 301 and 302 may tell where to send the same write, or where to read what was written: clients differ in it, and
 * so do servers (RFC 9110, 15.4.2 and 15.4.3).
 */
function doubtfulWrite(seen: Evidence, to: URL | undefined): Finding | undefined {
  if (!isWrite(seen) || (seen.status !== 301 && seen.status !== 302)) return undefined;
  return {
    certainty: 'known',
    severity: 'error',
    title: 'The write was redirected, and may not be done',
    cause:
      to === undefined
        ? `${seen.status} names no address that can be read, and does not say whether anything was written.`
        : `${seen.status} leads to ${place(to)}. It was not followed, and does not say whether anything was written.`,
    remedies: [
      'Check whether the write took effect before sending it again.',
      'Check host and path: a proxy, an old host, or http where https is wanted, is the usual reason.',
    ],
  };
}

/** What nobody who sends requests of the API follows, whatever was asked for. */
function unfollowable(seen: Evidence, from: URL, to: URL | undefined): Finding | undefined {
  const why = whyNotFollowed(seen, from, to);
  if (why === undefined) return undefined;
  return {
    certainty: 'known',
    severity: 'error',
    title: 'The redirect cannot be followed',
    cause: sentences(why, 'No answer of the API came.'),
    actions: [serviceStatus()],
    remedies: steps(
      isWrite(seen) && 'Check whether the write took effect before sending it again.',
      'Check host and path: a proxy or an old host is the usual reason.',
    ),
  };
}

function whyNotFollowed({ headers, status }: Evidence, from: URL, to: URL | undefined): string | undefined {
  if (to === undefined) {
    const named = headerValue(headers, header.location) !== undefined;
    return named ? `${status} names no address that can be read.` : `${status} names no address to go to.`;
  }
  if (to.protocol !== 'https:' && to.protocol !== 'http:') {
    return `${status} leads to an address that begins with ${cleanText(to.protocol, 40)}, where no requests go.`;
  }
  const inClear = from.protocol === 'https:' && to.protocol === 'http:' && !isLoopbackHost(to.hostname);
  return inClear ? `${status} leads from https to ${place(to)}, where all would go in clear.` : undefined;
}

/** Where a redirect leads, query included; `undefined`: nowhere that can be read. */
export function redirectsTo({ status, headers, url }: Evidence): URL | undefined {
  if (!redirects.has(status) || url === undefined) return undefined;
  const location = headerValue(headers, header.location);
  if (location === undefined || !URL.canParse(location, url.href)) return undefined;
  const target = new URL(location, url);
  target.hash = '';
  return target;
}

function here(url: URL): string {
  return url.href.replace(/#.*$/, '');
}

/** An address of no scheme of the web has no origin. */
function place(to: URL): string {
  return cleanText(to.origin === 'null' ? to.protocol : to.origin, 200);
}
