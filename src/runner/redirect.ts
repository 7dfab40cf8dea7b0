import { isLoopbackHost } from '../procore/environments.ts';
import { header, headerValue } from '../procore/headers.ts';
import { isWrite } from './prepare.ts';
import type { Answer, Attempt } from './send.ts';

/** More hops than this are a loop; the answer is then the last redirect itself. */
export const maxHops = 5;

/** What may be told to a host that the user did not write. */
const harmless = new Set(['accept', 'accept-encoding', 'user-agent']);

/**
 * The request that a redirect asks for, or `undefined` where the answer is no redirect, or one that is not
 * followed: to another scheme, from https to http, or of a write (but for 303, which asks for a GET, and
 * for 307 and 308 on the same origin). When the origin changes, credentials and all headers of the user's
 * stay behind: Procore's file links lead to storage hosts that must not see the token; "Working with
 * uploads" [doc].
 */
export function nextHop(attempt: Attempt, answer: Answer): Attempt | undefined {
  const target = redirectTarget(attempt, answer);
  if (target === undefined) return undefined;
  const sameOrigin = target.origin === attempt.url.origin;
  const headers = sameOrigin ? attempt.headers : attempt.headers.filter(([name]) => harmless.has(name));
  if (!isWrite(attempt.method)) return { ...attempt, url: target, headers };
  if (answer.status === 303) {
    const kept = headers.filter(([name]) => !name.startsWith('content-'));
    return { method: 'GET', url: target, headers: kept, body: undefined };
  }
  return sameOrigin && answer.status > 303 ? { ...attempt, url: target } : undefined;
}

function redirectTarget({ url }: Attempt, { status, headers }: Answer): URL | undefined {
  if (![301, 302, 303, 307, 308].includes(status)) return undefined;
  const location = headerValue(headers, header.location);
  if (location === undefined || !URL.canParse(location, url.href)) return undefined;
  const target = new URL(location, url);
  if (target.protocol !== 'https:' && target.protocol !== 'http:') return undefined;
  const downgrade = url.protocol === 'https:' && target.protocol === 'http:';
  return downgrade && !isLoopbackHost(target.hostname) ? undefined : target;
}
