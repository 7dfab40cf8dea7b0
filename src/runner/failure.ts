import { isBodyProblem } from './bodyFiles.ts';
import { isConnectProblem } from './network.ts';

/** Why nothing (or not all) came back, with Node's or undici's code where there is one. */
export interface Failure {
  readonly code: string;
  readonly message: string;
}

/** The runner's own code beside those of Node and undici: a person stopped it. */
export const cancelledCode = 'cancelled';
/** The time that the request was given is over; Node's own code for that. */
export const timedOutCode = 'ETIMEDOUT';

/** Turns what a connection threw into a code and a sentence that says what happened and where. */
export function failureOf(error: unknown, url: URL): Failure {
  if (isConnectProblem(error) || isBodyProblem(error)) return { code: error.code, message: error.message };
  const code = codeOf(error);
  return { code, message: sentenceFor(code, url.host, error) };
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'UNKNOWN';
  if ('code' in error && typeof error.code === 'string' && error.code !== '') return error.code;
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  return error.cause === undefined ? error.name : codeOf(error.cause);
}

function sentenceFor(code: string, host: string, error: unknown): string {
  if (/^(?:Z_|ERR__|ZSTD_)/.test(code))
    return `${host} answered, but the body could not be unpacked (${code}).`;
  if (isCertificateCode(code)) {
    return `The certificate of ${host} was not accepted (${code}). Nothing was sent.`;
  }
  if (/^ERR_SSL_.*CERTIFICATE_REQUIRED$/.test(code)) return `${host} wants a client certificate (${code}).`;
  // OpenSSL's own texts are for who wrote it.
  if (/^(?:ERR_SSL_|EPROTO$)/.test(code)) return `No secure connection to ${host} came about (${code}).`;
  // undici closes the connection of its own accord then.
  if (code === 'UND_ERR_SOCKET' && error instanceof Error && /^bad (?:response|upgrade)$/.test(error.message))
    return `${host} sent what is no answer to this request, such as a 100 Continue that nobody asked for, and the connection was given up.`;
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `The name ${host} could not be looked up.`;
    case 'ECONNREFUSED':
      return `Nothing answers at ${host}: the connection was refused.`;
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return `There is no way to ${host} from this network.`;
    case 'ECONNRESET':
    case 'EPIPE':
    case 'UND_ERR_SOCKET':
      return `The connection to ${host} was closed before the answer was complete.`;
    case timedOutCode:
    case 'UND_ERR_CONNECT_TIMEOUT':
      return `No connection to ${host} in time.`;
    case 'UND_ERR_HEADERS_TIMEOUT':
    case 'UND_ERR_BODY_TIMEOUT':
      return `${host} did not answer in time.`;
    case 'UND_ERR_HEADERS_OVERFLOW':
      return `${host} answered with more than 256 kB of headers.`;
    case 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH':
      return `${host} sent another number of bytes than its answer's Content-Length says.`;
    case 'ERR_ASSERTION':
      // Of undici's, at answers such as one with the status 099.
      return `${host} sent what is no answer of HTTP.`;
    case 'UND_ERR_INVALID_ARG':
    case 'UND_ERR_NOT_SUPPORTED':
      return `The request could not be sent: ${error instanceof Error ? error.message : 'invalid argument'}.`;
    default:
      return `Talking to ${host} failed: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** Whether this side did not accept the certificate of the other, in Node's and OpenSSL's codes. */
export function isCertificateCode(code: string): boolean {
  return /^(?:ERR_TLS_)?(?:CERT_|(?:DEPTH_ZERO_)?SELF_SIGNED_CERT|UNABLE_TO_(?:GET|VERIFY)|HOSTNAME_MISMATCH|INVALID_(?:CA|PURPOSE)|PATH_LENGTH)/.test(
    code,
  );
}
