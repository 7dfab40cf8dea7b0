import { isLoopbackHost } from '../procore/environments.ts';
import { header, headerValue } from '../procore/headers.ts';
import type { Exchange } from './exchange.ts';
import { isWrite } from './prepare.ts';
import { maxHops } from './redirect.ts';
import { visibleLine } from './visibleText.ts';

const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Whether the answer that is shown is a redirect: then it was not followed. */
export function isRedirect({ response }: Pick<Exchange, 'response'>): boolean {
  return response !== null && redirects.has(response.status);
}

/**
 * Where a redirect leads that is the last answer, and why it was not followed, to be read after "not followed";
 * `undefined`: the answer is none. The rules are those of `nextHop`.
 */
export function whyNotFollowed(exchange: Pick<Exchange, 'request' | 'response'>): string | undefined {
  const { request, response } = exchange;
  if (response === null || !isRedirect(exchange)) return undefined;
  const location = headerValue(response.headers, header.location);
  if (location === undefined) return ': it names no Location';
  const { redirects: followed = 0 } = response;
  const to = ` to ${visibleLine(location.length > longest ? `${location.slice(0, longest)}…` : location)}`;
  if (!URL.canParse(location, request.url)) return `${to}, which is no address`;
  const target = new URL(location, request.url);
  if (target.protocol !== 'https:' && target.protocol !== 'http:') return `${to}: only http and https are`;
  if (followed >= maxHops) return `${to}: ${followed} came before it, and more are not followed`;
  if (request.url.startsWith('https:') && target.protocol === 'http:' && !isLoopbackHost(target.hostname))
    return `${to}: all would go in clear`;
  if (staysAsWrite(request, response.status, target)) return `${to}: a write goes nowhere else by itself`;
  // Each is judged by where it came from, which is not known of one behind another.
  return followed > 0 ? to : `${to}, as # @no-redirect says`;
}

/** In UTF-16 units. */
const longest = 200;

/** A write goes on only where it is to be read (303), or is asked for again on the same host (307, 308). */
function staysAsWrite({ method, url }: Exchange['request'], status: number, target: URL): boolean {
  if (!isWrite(method) || status === 303) return false;
  return status < 303 || !URL.canParse(url) || target.origin !== new URL(url).origin;
}
