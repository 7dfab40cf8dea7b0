import type { HeaderMap } from '../procore/headers.ts';
import type { Exchange } from './exchange.ts';

/** What stands where a secret was. */
export const mask = '***';

const secretName = '(?:[a-z0-9_-]*_)?token|access_?token|refresh_?token|id_?token|client_?secret|password';
const secretHeader = /^(?:proxy-)?authorization$|cookie$|api-?key|secret|password|(?<!idempotency-)token$/;
const signedQuery = 'x-amz-(?:signature|credential|security-token)|signature|sig';

const mayHoldSecret = /token|secret|password/i;
const jsonField = new RegExp(String.raw`("(?:${secretName})"\s*:\s*)(?:"(?:[^"\\]|\\.)*"|[\d.]+)`, 'gi');
const oauthJsonField = /("(?:code|state)"\s*:\s*)"(?:[^"\\]|\\.)*"/gi;
const formField = new RegExp(String.raw`((?:^|[?&;\s"'])(?:${secretName})=)[^&#\s"'<>;]+`, 'gim');
const oauthFormField = /((?:^|[?&\s"'])(?:code|state)=)[^&#\s"'<>;]+/gim;
const signedField = new RegExp(String.raw`([?&](?:${signedQuery})=)[^&#\s"'<>]+`, 'gi');
const userInfo = /(\b[a-z][a-z0-9+.-]*:\/\/)[^/?#\s@"']*@/gi;
const oauthAddress = /\/oauth\/|\/callback(?:[/?#]|$)|[?&]code=[^#]*&state=|[?&]state=[^#]*&code=/i;

/**
 * The exchange with every secret masked: credential headers (the scheme of `Authorization` stays), fields
 * named `client_secret`, `password` or `*_token` in addresses, forms and JSON, `code` and `state` of OAuth
 * addresses and answers (elsewhere Procore uses those names for plain data), signatures of storage
 * addresses, user info in an address, and each of `secrets` (the tokens that were used) wherever it
 * stands, plain or percent-encoded. Masking an exchange again changes nothing.
 */
export function redactExchange(exchange: Exchange, secrets: readonly string[]): Exchange {
  const values = [...new Set(secrets.flatMap(secret => [secret, encodeURIComponent(secret)]))].filter(
    value => value.length > 3,
  );
  const plain = (text: string) => maskValues(text, values);
  const oauth = oauthAddress.test(exchange.request.url);
  const text = (value: string) => plain(maskFields(value, oauth));
  const { request, response, error } = exchange;
  return {
    ...exchange,
    request: {
      ...request,
      url: plain(maskAddress(request.url)),
      headers: maskHeaders(request.headers, plain),
    },
    response: response && {
      ...response,
      headers: maskHeaders(response.headers, plain),
      ...(response.body === undefined ? {} : { body: text(response.body) }),
    },
    error: error && { ...error, message: text(error.message) },
    asserts: exchange.asserts.map(assert => ({ ...assert, actual: text(assert.actual) })),
    diagnoses: exchange.diagnoses.map(diagnosis => ({
      ...diagnosis,
      title: plain(diagnosis.title),
      cause: text(diagnosis.cause),
      remedies: diagnosis.remedies.map(text),
    })),
  };
}

/** Masks a text that is to be kept outside an exchange, such as a body on its way to a file. */
export function redactText(text: string, secrets: readonly string[], url: string): string {
  return maskValues(maskFields(text, oauthAddress.test(url)), secrets);
}

function maskValues(text: string, values: readonly string[]): string {
  return values.reduce(
    (masked, value) => (masked.includes(value) ? masked.replaceAll(value, mask) : masked),
    text,
  );
}

function maskFields(text: string, oauth: boolean): string {
  let masked = text;
  if (mayHoldSecret.test(text)) {
    masked = masked.replace(jsonField, `$1"${mask}"`).replace(formField, `$1${mask}`);
  }
  if (oauth) masked = masked.replace(oauthJsonField, `$1"${mask}"`).replace(oauthFormField, `$1${mask}`);
  return masked;
}

function maskAddress(address: string): string {
  const masked = address.replace(userInfo, `$1${mask}@`).replace(signedField, `$1${mask}`);
  return maskFields(masked, oauthAddress.test(address));
}

function maskHeaders(headers: HeaderMap, plain: (text: string) => string): HeaderMap {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      typeof value === 'string'
        ? maskHeader(name, value, plain)
        : value.map(one => maskHeader(name, one, plain)),
    ]),
  );
}

function maskHeader(name: string, value: string, plain: (text: string) => string): string {
  if (!secretHeader.test(name))
    return plain(value.includes('://') || value.includes('=') ? maskAddress(value) : value);
  const scheme = name.endsWith('authorization') ? /^([A-Za-z]+) +\S/.exec(value)?.[1] : undefined;
  return scheme === undefined ? mask : `${scheme} ${mask}`;
}
