import { type DiagnosisCase, sentences } from '../case.ts';
import type { DiagnosisId } from '../diagnosis.ts';
import type { Evidence } from '../evidence.ts';
import { isWrite, offers, resend, serviceStatus } from '../offers.ts';
import { page } from '../pages.ts';

const timeouts =
  /^(?:ETIMEDOUT|ESOCKETTIMEDOUT|TimeoutError|ERR_(?:SOCKET_(?:CONNECTION_)?|REQUEST_)?TIMEOUT|UND_ERR_(?:CONNECT|HEADERS|BODY)_TIMEOUT)$/;
const tlsCodes =
  /^(?:CERT_|ERR_(?:TLS|SSL|OSSL)_|(?:DEPTH_ZERO_)?SELF_SIGNED_CERT|UNABLE_TO_|CRL_|INVALID_(?:CA|PURPOSE)|PATH_LENGTH_EXCEEDED|HOSTNAME_MISMATCH|EPROTO$|OUT_OF_MEM$|UND_ERR_PRX_TLS)/;
const plainHttp = /WRONG_VERSION|EPROTO/;
const proxyCodes = /^(?:ERR_PROXY|EPROXY|UND_ERR_(?:PRX|PROXY)|ERR_TUNNEL|PROXY)/;
/** Node's codes for a body whose compression is broken. */
const unpacking = /^(?:Z_|ZSTD_|ERR_(?:_?ZLIB|_?BROTLI|BUFFER_TOO_LARGE))/;
/** Undici's and Node's codes for an answer that no HTTP server gives. */
const notHttp = /^(?:HTTPParserError|HPE_|ERR_ASSERTION$|UND_ERR_RES_CONTENT_LENGTH_MISMATCH$)/;
const tooManyHeaders = 'UND_ERR_HEADERS_OVERFLOW';
/** How a client ends its message where the time was over before it sent anything, or anything that was taken; the code is the same. */
const unsent = /\bNothing was sent\.$|\bnothing was done, so it is safe to send it again\.$/;
/** Nothing of the request can have arrived. */
const neverConnected = /^(?:E(?:HOST|NET)UNREACH|UND_ERR_CONNECT_TIMEOUT)$/;
/** There was a connection, and it did not last. */
const broken = /^(?:ECONNRESET|EPIPE|ECONNABORTED|UND_ERR_SOCKET)$/;
/** In seconds: what is offered to a request whose time was too short. */
const longerTimeout = 120;
/** A client's own code for an answer whose JSON ends in the middle, although the connection was closed in good order. */
const cutOff = 'body-cut';
const aborts = /^(?:cancelled|ABORT_ERR|AbortError)$/;

/** Node's and undici's codes; their messages decide only where a proxy has no code of its own. */
function kindOf(seen: Evidence): DiagnosisId | undefined {
  if (seen.status === 407) return 'proxy-error';
  const { error } = seen.input;
  if (error === undefined || error === null)
    return seen.input.response === null ? 'network-unreachable' : undefined;
  const { code, message } = error;
  if (aborts.test(code)) return undefined;
  if (code === cutOff) return 'network-unreachable';
  // Codes in small letters are a client's own, for a request that it did not send; so are invalid arguments.
  if (!/^[A-Z]/.test(code) || /^(?:(?:UND_)?ERR_INVALID_|UND_ERR_NOT_SUPPORTED$)/.test(code))
    return undefined;
  if (proxyCodes.test(code) || /\bproxy\b|\btunnel/i.test(message.slice(0, 1000))) return 'proxy-error';
  if (tlsCodes.test(code)) return 'tls-error';
  return timeouts.test(code) ? 'timeout' : 'network-unreachable';
}

/** The name was not found, nobody listened, or the connection broke. */
export const networkUnreachable: DiagnosisCase = {
  id: 'network-unreachable',
  title: 'No connection',
  link: page.environments,
  recognise(seen) {
    if (kindOf(seen) !== 'network-unreachable') return undefined;
    const code = seen.input.error?.code ?? '';
    return {
      certainty: 'known',
      ...(unpacking.test(code) ? { title: 'The answer could not be unpacked' } : {}),
      ...(notHttp.test(code) ? { title: 'The answer is not HTTP' } : {}),
      ...(code === tooManyHeaders ? { title: 'The answer has too many headers' } : {}),
      ...(broken.test(code)
        ? { title: seen.status > 0 ? 'The answer broke off' : 'The connection broke' }
        : {}),
      ...(code === cutOff ? { title: 'The answer broke off', severity: 'error' } : {}),
      cause: sentences(
        unreachable(code, hostOf(seen)),
        code !== '' && code !== cutOff && `Code: ${shown(code)}.`,
      ),
      actions: offers(
        code === 'ECONNREFUSED' && seen.environment === 'simulator' && { kind: 'startSimulator' },
        /^E(?:NOTFOUND|AI_)/.test(code) &&
          seen.builtIn === undefined && { kind: 'openSetting', id: 'procore.environments' },
        !unpacking.test(code) && resend(seen, 1, neverConnected.test(code) ? 'known' : 'unknown'),
        isProcore(seen) && serviceStatus(),
      ),
      remedies: waysOn(code, seen),
    };
  },
};

function waysOn(code: string, seen: Evidence): readonly string[] {
  const host = hostOf(seen);
  if (/^E(?:NOTFOUND|AI_)/.test(code)) {
    return [
      `Check the spelling of ${host} in the address or in the environment's settings.`,
      'Check the network, VPN and name service of this machine.',
    ];
  }
  if (code === 'ECONNREFUSED') {
    return [
      'Start the server if it is a local one, such as the simulator, and check its port.',
      'Check that VPN and firewall let this connection through.',
    ];
  }
  if (unpacking.test(code)) {
    return [
      ...lookFirst(seen),
      'Send it again with the header Accept-Encoding: identity.',
      'If that helps, something between here and the host, such as a proxy, damages compressed answers.',
    ];
  }
  if (code === cutOff) {
    return [
      ...lookFirst(seen),
      'Send it again, and use nothing of what came.',
      'If it stays so, something between here and the host, such as a proxy, cuts answers short.',
    ];
  }
  if (code === tooManyHeaders) {
    return [
      ...lookFirst(seen),
      'Send fewer cookies, if the server says them back.',
      'Ask those who run the server, or what stands between, why its headers are so long.',
    ];
  }
  if (notHttp.test(code)) {
    return [
      ...lookFirst(seen),
      'Check host and port: something else may listen there, or a server that wants https.',
    ];
  }
  return [
    ...lookFirst(seen),
    'Check the network and VPN, then send the request again.',
    ...statusPage(seen, 'Look at https://status.procore.com if other sites work.'),
  ];
}

/** Procore has no idempotency key for most writes [doc], so a second one may create twice. */
function lookFirst(seen: Evidence): readonly string[] {
  return !isWrite(seen) || neverConnected.test(seen.input.error?.code ?? '')
    ? []
    : ['Check whether the write took effect before sending it again.'];
}

/** The certificate or the protocol was refused by this side. Procore takes https only [doc]. */
export const tlsError: DiagnosisCase = {
  id: 'tls-error',
  title: 'The secure connection failed',
  link: page.requests,
  recognise(seen) {
    if (kindOf(seen) !== 'tls-error') return undefined;
    const code = seen.input.error?.code ?? '';
    const local = /SELF_SIGNED|UNABLE_TO_(?:GET_ISSUER|VERIFY)/.test(code);
    return {
      certainty: 'known',
      cause: sentences(tlsCause(code, hostOf(seen)), `Code: ${shown(code)}.`),
      actions: offers(local && { kind: 'openSetting', id: 'http.systemCertificates' }),
      remedies: local
        ? [
            'If your company inspects traffic, add its root certificate: http.systemCertificates in the editor, NODE_EXTRA_CA_CERTS on the command line.',
            'Do not turn certificate checks off: whoever stands between would read the token.',
          ]
        : [
            ...(plainHttp.test(code)
              ? [
                  `Check host and port, and whether ${hostOf(seen)} wants http:// instead, as servers on this machine do; Procore takes https only.`,
                ]
              : ['Check the clock of this machine and the host name in the address.']),
            'Do not turn certificate checks off: whoever stands between would read the token.',
          ],
    };
  },
};

/** The client gave up waiting. */
export const timedOut: DiagnosisCase = {
  id: 'timeout',
  title: 'No answer in time',
  link: page.troubleshooting,
  recognise(seen) {
    if (kindOf(seen) !== 'timeout') return undefined;
    const { code, message } = seen.input.error ?? { code: '', message: '' };
    if (unsent.test(message)) {
      return {
        certainty: 'known',
        title: 'Not sent in time',
        cause: `The time that the request was given was over before it went out to ${hostOf(seen)}.`,
        actions: [{ kind: 'raiseTimeout', seconds: longerTimeout }, resend(seen, 1, 'known')],
        remedies: [
          'Give it more time: # @timeout above the request, or the setting procore.send.timeout.',
          ...(/rate limit/i.test(message) ? ['Wait until the rate limit is free again, then send it.'] : []),
        ],
      };
    }
    return {
      certainty: 'known',
      cause: sentences(
        code.includes('CONNECT')
          ? `No connection to ${hostOf(seen)} came about in time.`
          : `${hostOf(seen)} did not finish its answer in time.`,
        `Code: ${shown(code)}.`,
      ),
      actions: offers(
        resend(seen, 1, neverConnected.test(code) ? 'known' : 'unknown'),
        { kind: 'raiseTimeout', seconds: longerTimeout },
        isProcore(seen) && serviceStatus(),
      ),
      remedies: [
        ...lookFirst(seen),
        'Send it again, with a longer timeout if the endpoint is known to be slow.',
        isWrite(seen)
          ? 'If the body holds many entries or a large file, send less of it in one call.'
          : 'Ask for less: a smaller per_page, a filter, a narrower date range.',
        ...statusPage(seen, 'Look at https://status.procore.com if it goes on.'),
      ],
    };
  },
};

/** 407, or the tunnel to the server did not come about. */
export const proxyError: DiagnosisCase = {
  id: 'proxy-error',
  title: 'The proxy did not let the request through',
  link: page.troubleshooting,
  recognise(seen) {
    if (kindOf(seen) !== 'proxy-error') return undefined;
    const code = seen.input.error?.code;
    const refused = seen.status === 407 || /\b407\b/.test(seen.input.error?.message.slice(0, 1000) ?? '');
    return {
      certainty: 'known',
      cause: sentences(
        refused ? 'The proxy wants credentials (407).' : `The proxy did not connect to ${hostOf(seen)}.`,
        code !== undefined && `Code: ${shown(code)}.`,
      ),
      actions: [{ kind: 'openSetting', id: 'http.proxy' }],
      remedies: [
        'Check the proxy address and credentials: http.proxy in the editor, HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY in the environment.',
        'Ask your network administrators to allow the API and login hosts of Procore.',
      ],
    };
  },
};

function unreachable(code: string, host: string): string {
  if (/^E(?:NOTFOUND|AI_)/.test(code)) return `The name ${host} could not be found.`;
  if (code === 'ECONNREFUSED') return `Nothing takes connections at ${host}.`;
  if (broken.test(code)) return `The connection to ${host} broke before the answer was complete.`;
  if (unpacking.test(code)) return `${host} answered, but the body could not be unpacked.`;
  if (code === cutOff) return `The JSON that came from ${host} ends in the middle.`;
  if (notHttp.test(code)) return `${host} answered, but not as an HTTP server does.`;
  if (code === tooManyHeaders) return `${host} answered with more headers than a client takes.`;
  return code === '' ? `Nothing came back from ${host}.` : `There was no way to ${host}.`;
}

function tlsCause(code: string, host: string): string {
  if (code === 'CERT_HAS_EXPIRED')
    return `The certificate of ${host} has expired, or this machine's clock is wrong.`;
  if (/ALTNAME|HOSTNAME/.test(code)) return `The certificate that ${host} shows is made for another name.`;
  if (/SELF_SIGNED|UNABLE_TO/.test(code))
    return `The certificate of ${host} is signed by nobody whom this machine trusts.`;
  if (plainHttp.test(code))
    return `${host} does not speak TLS as expected, perhaps because it speaks plain http.`;
  return `No secure connection to ${host} came about.`;
}

/** The status page tells of Procore's own servers only. */
function isProcore({ url, storage }: Evidence): boolean {
  return storage || /(?:^|\.)procore\.com$/i.test(url?.hostname ?? '');
}

function statusPage(seen: Evidence, remedy: string): readonly string[] {
  return isProcore(seen) ? [remedy] : [];
}

function hostOf({ url }: Evidence): string {
  return url?.host || 'the host';
}

function shown(code: string): string {
  return code.replace(/[^\w.-]+/g, ' ').slice(0, 80);
}
