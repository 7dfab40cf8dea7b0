import { type DiagnosisCase, sentences, steps } from '../case.ts';
import type { Evidence } from '../evidence.ts';
import { resend, serviceStatus } from '../offers.ts';
import { page } from '../pages.ts';
import { serverSaid } from '../words.ts';

/**
 * "Error code reference", 502: between load balancer and services, transient [doc]; 504 is not documented and
 * treated alike; HTML never comes from the API itself [inferred].
 */
export const gatewayError: DiagnosisCase = {
  id: 'gateway-error',
  title: 'A gateway answered instead of the API',
  link: page.errors,
  recognise(seen) {
    if (!seen.ours || seen.oauth === 'authorize' || !fromGateway(seen)) return undefined;
    return {
      certainty: 'known',
      cause: sentences(
        `The answer ${seen.status} comes from a machine in front of the API, not from the API.`,
        serverSaid(seen.error),
      ),
      actions: [resend(seen, 5), serviceStatus()],
      remedies: steps(
        seen.method === 'GET'
          ? 'Wait a few seconds and send it again; this is mostly over soon.'
          : 'Check whether the write took effect, then send it again after a few seconds.',
        seen.status < 500 &&
          'If it stays, ask your network administrators: a proxy or firewall between here and Procore can answer like this.',
        'If it stays, look at https://status.procore.com.',
      ),
    };
  },
};

/** "Error code reference", 500: retry after a short pause, then API Support [doc]. */
export const serverError: DiagnosisCase = {
  id: 'server-error',
  title: 'Procore failed while answering',
  link: page.errors,
  recognise(seen) {
    if (!seen.ours) return undefined;
    const coded = seen.failed && seen.error.codes.includes('INTERNAL_SERVER_ERROR');
    if (!coded && (seen.status < 500 || [502, 503, 504].includes(seen.status) || fromGateway(seen)))
      return undefined;
    const { requestId } = seen.error;
    return {
      certainty: 'general',
      cause: sentences('The error is on the side of the server, whatever was sent.', serverSaid(seen.error)),
      actions: [resend(seen, 2), serviceStatus(), { kind: 'copySupportReport' }],
      remedies: steps(
        seen.method === 'GET'
          ? 'Wait a moment and send it again.'
          : 'Check whether the write took effect before sending it again: it may have.',
        'Look at https://status.procore.com.',
        `If it stays, write to apisupport@procore.com with method, address, body and time${requestId === undefined ? '' : `, and the request id ${requestId}`}; without tokens.`,
      ),
    };
  },
};

/** Statuses from 520 are of a content delivery network, not of HTTP. */
function fromGateway(seen: Evidence): boolean {
  const { status } = seen;
  if (status === 502 || status === 504 || status >= 520) return true;
  if (!seen.failed || seen.error.kind !== 'html') return false;
  if (status === 500 || status === 501 || status === 505) return true;
  // These have an own meaning that an HTML page does not take away.
  if ([401, 404, 405, 407, 408, 410, 413, 415, 422, 429, 503].includes(status)) return false;
  return /nginx|cloudflare|cloudfront|akamai|awselb|varnish|haproxy|envoy|gateway|proxy|firewall/i.test(
    seen.error.raw.slice(0, 8192),
  );
}
