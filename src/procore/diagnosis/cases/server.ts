import { cleanText } from '../../errors/cleanText.ts';
import { header, headerValue } from '../../headers.ts';
import { type DiagnosisCase, type Finding, sentences, steps } from '../case.ts';
import { type Evidence, isUnderApi } from '../evidence.ts';
import { isWrite, resend, serviceStatus } from '../offers.ts';
import { page } from '../pages.ts';
import { apiHostOfWebApp } from '../strayHost.ts';
import { serverSaid } from '../words.ts';
import { redirectsTo, strayRedirect } from './redirects.ts';

/**
 * "Error code reference", 502: between load balancer and services, transient [doc]; 504 is not documented and
 * treated alike; HTML never comes from the API itself [inferred].
 */
export const gatewayError: DiagnosisCase = {
  id: 'gateway-error',
  title: 'A gateway answered instead of the API',
  link: page.errors,
  recognise(seen) {
    const astray = strayAnswer(seen);
    if (astray !== undefined) return astray;
    if (!seen.ours || seen.oauth === 'authorize') return undefined;
    if (!fromGateway(seen)) return isUnheardOf(seen) ? unheardOf(seen) : undefined;
    if (seen.status === 403) return refusedInFront(seen);
    return {
      certainty: 'known',
      cause: sentences(
        `The answer ${seen.status} comes from a machine in front of the API, not from the API.`,
        serverSaid(seen.error),
      ),
      actions: [resend(seen, 5), serviceStatus()],
      remedies: steps(
        isWrite(seen)
          ? 'Check whether the write took effect, then send it again after a few seconds.'
          : 'Wait a few seconds and send it again; this is mostly over soon.',
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
        isWrite(seen)
          ? 'Check whether the write took effect before sending it again: it may have.'
          : 'Wait a moment and send it again.',
        'Look at https://status.procore.com.',
        `If it stays, write to apisupport@procore.com with method, address, body and time${requestId === undefined ? '' : `, and the request id ${requestId}`}; without tokens.`,
      ),
    };
  },
};

/** Refusals that some case of the table explains. */
const explained: ReadonlySet<number> = new Set([
  ...[400, 401, 403, 404, 405, 406, 407, 408, 409, 410, 412, 413, 414, 415, 422, 423, 428, 429, 431],
]);

function isUnheardOf({ api, status }: Evidence): boolean {
  return api && status >= 400 && status < 500 && !explained.has(status);
}

/** A status that neither Procore's pages nor its OpenAPI document name [doc] [oas]. */
function unheardOf(seen: Evidence): Finding {
  return {
    certainty: 'general',
    title: `${seen.status} is no answer that Procore documents`,
    cause: sentences(
      `Neither Procore's pages nor the catalog name ${seen.status}, so a machine between here and Procore, or another server, may have answered.`,
      serverSaid(seen.error),
    ),
    actions: [serviceStatus(), { kind: 'copySupportReport' }],
    remedies: [
      'Check the host of the address, and of the environment where it is one of your own.',
      'Ask your network administrators whether a proxy or firewall answers like this.',
      'If it does come from Procore, send it to API Support with the request id of the answer.',
    ],
  };
}

/** The API refuses with JSON; a page with a 403 comes from what filters the traffic to it [inferred]. */
function refusedInFront(seen: Evidence): Finding {
  return {
    certainty: 'known',
    title: 'A machine in front of the API refused the request',
    cause: sentences(
      'The answer 403 is a web page, which the API does not send: a firewall or a proxy between here and Procore seems to have refused the request, whatever the account may do.',
      serverSaid(seen.error),
    ),
    actions: [serviceStatus()],
    remedies: [
      'Ask your network administrators whether a firewall, VPN or proxy refuses this address, this method or what is in the body.',
      'Try it from another network.',
      "If it is refused from everywhere, send the page's reference number to API Support.",
    ],
  };
}

/**
 * A page where data should be, or a redirect that leads back to itself or takes a write elsewhere: none of them
 * comes from the API [inferred].
 */
function strayAnswer(seen: Evidence): Finding | undefined {
  if (!seen.api || !isUnderApi(seen.path)) return undefined;
  const web = webApp(seen);
  if (web !== undefined) return web;
  if (seen.succeeded && isPage(seen)) {
    return {
      certainty: 'general',
      title: 'A web page came instead of data',
      cause: sentences(
        `The answer ${seen.status} is a web page, and the API answers with JSON: something else answered at this address, such as a sign-in page of the network.`,
        serverSaid(seen.error),
      ),
      actions: [{ kind: 'openSetting', id: 'http.proxy' }],
      remedies: steps(
        'Open the address in a browser: a network that wants a sign-in shows it there.',
        'Check the host of the address, and of the environment where it is one of your own.',
        isWrite(seen) && 'Check whether the write took effect: it probably did not reach Procore.',
      ),
    };
  }
  return strayRedirect(seen);
}

/** The web app answers with pages and ways to sign in, where the API answers with JSON [inferred]. */
function webApp(seen: Evidence): Finding | undefined {
  if (!isPage(seen) && redirectsTo(seen) === undefined) return undefined;
  const apiHost = apiHostOfWebApp(seen);
  if (apiHost === undefined) return undefined;
  return {
    certainty: 'known',
    title: "This is the host of Procore's web app",
    cause: `${cleanText(seen.url?.host ?? '', 120)} shows pages to people; the API answers at ${apiHost}, for the companies of all zones.`,
    remedies: [
      `Send it to ${apiHost}.`,
      'Or write the path alone, beginning with /rest/: it then goes to the chosen environment, with its token.',
    ],
  };
}

function isPage({ headers, body }: Evidence): boolean {
  return (
    /^text\/html\b/i.test(headerValue(headers, header.contentType) ?? '') && /^\s*</.test(body.slice(0, 200))
  );
}

/** Statuses from 520 are of a content delivery network, not of HTTP. */
function fromGateway(seen: Evidence): boolean {
  const { status } = seen;
  if (status === 502 || status === 504 || status >= 520) return true;
  if (!seen.failed || seen.error.kind !== 'html') return false;
  if (status === 500 || status === 501 || status === 505) return true;
  if (status === 403) return true;
  // These have an own meaning that an HTML page does not take away.
  if ([401, 404, 405, 407, 408, 410, 413, 415, 422, 429, 503].includes(status)) return false;
  return /nginx|cloudflare|cloudfront|akamai|awselb|varnish|haproxy|envoy|gateway|proxy|firewall/i.test(
    seen.error.raw.slice(0, 8192),
  );
}
