import { nearestName } from '../../../../procore/nearestName.ts';
import { knownFlags } from '../../flags.ts';
import { type Finding, finding } from '../finding.ts';
import type { Seen } from '../seen.ts';

/** Flags of other tools, kept without a word; in camel case. */
const otherFlags: ReadonlySet<string> = new Set(
  `name title description note prompt disabled skip loop ref forceRef import sleep timeout connectionTimeout
  ratelimit rateLimit jwt save openWith extension language noLog noCookieJar noClientCert noProxy
  noRejectUnauthorized noRedirect noAutoEncoding useOsCredentials noGqlParsing injectVariables tag verbose
  xpathNs debug keepStreaming noStreamingLog noResponseView responseRef grpcReflection author param returns
  see todo lang file accept version since example group folder env company allPages graphql stdinCmd`.split(
    /\s+/,
  ),
);

/** A flag that is one letter away from one that counts here. */
export function* misspeltFlags({ request }: Seen): Generator<Finding> {
  for (const { name, range } of request.flags) {
    if (otherFlags.has(name) || knownFlags.some(flag => flag.name === name)) continue;
    const near = nearestName(
      name,
      knownFlags.map(flag => flag.name),
    );
    if (near === undefined) continue;
    const message = `@${name} means nothing here. Did you mean @${near}?`;
    yield finding(
      'flag-unknown',
      'warning',
      { start: range.start, end: range.start + 1 + name.length },
      message,
      near,
    );
  }
}

const knownHeaders = [
  'Procore-Company-Id',
  'Authorization',
  'Content-Type',
  'Content-Length',
  'Content-Encoding',
  'Content-Language',
  'Content-Disposition',
  'Accept',
  'Accept-Language',
  'Accept-Encoding',
  'Accept-Charset',
  'Idempotency-Token',
  'If-Modified-Since',
  'If-Unmodified-Since',
  'If-None-Match',
  'If-Match',
  'User-Agent',
  'Cache-Control',
  'Connection',
  'Cookie',
  'Host',
  'Origin',
  'Referer',
];
const lowerHeaders: ReadonlySet<string> = new Set(knownHeaders.map(name => name.toLowerCase()));

/** A header of a call to Procore that is one letter away from one that it knows. */
export function* misspeltHeaders({ request, callsApi }: Seen): Generator<Finding> {
  if (!callsApi) return;
  for (const { name } of request.headers) {
    if (lowerHeaders.has(name.text.toLowerCase()) || /^x-|\{\{/i.test(name.text)) continue;
    const near = nearestName(name.text, knownHeaders);
    if (near === undefined) continue;
    const message = `Procore knows no header ${name.text}. Did you mean ${near}?`;
    yield finding('header-misspelt', 'warning', name.range, message, near);
  }
}
