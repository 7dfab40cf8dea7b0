import type { HeaderMap } from '../procore/headers.ts';
import type { Exchange } from './exchange.ts';
import { encodedForm } from './formBody.ts';
import { maskDiagnosis } from './maskDiagnosis.ts';

/** What stands where a secret was. */
export const mask = '***';

const secretName =
  '(?:[a-z0-9_-]*_)?token|access_?token|refresh_?token|id_?token|(?:[a-z0-9]+_)?secret|clientsecret|password|passwd|passphrase|api_?key';
const secretHeader = /^(?:proxy-)?authorization$|cookie$|api-?key|secret|password|(?<!idempotency-)token$/;
const signedQuery = 'x-amz-(?:signature|credential|security-token)|signature|sig';

const mayHoldSecret = /token|secret|passw|passphrase|api_?key/i;
/** A JSON Web Token, whoever issued it: Procore's access tokens are such. */
const webToken = /\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g;
const jsonField = new RegExp(String.raw`("(?:${secretName})"\s*:\s*)(?:"(?:[^"\\]|\\.)*"|[\d.]+)`, 'gi');
const oauthName = 'code|code_verifier|device_code|(?:client_)?assertion';
const oauthJsonField = new RegExp(String.raw`("(?:${oauthName}|state)"\s*:\s*)"(?:[^"\\]|\\.)*"`, 'gi');
const formField = new RegExp(String.raw`((?:^|[?&;\s"'])(?:${secretName})=)[^&#\s"'<>;]+`, 'gim');
const oauthFormField = new RegExp(String.raw`((?:^|[?&\s"'])(?:${oauthName}|state)=)[^&#\s"'<>;]+`, 'gim');
/** What asks for a token says by which grant, and nothing else does. */
const tokenRequest = /(?:^|[?&;\s"'])grant_type(?:=|"\s*:)/im;
const grantJsonField = new RegExp(String.raw`("(?:${oauthName})"\s*:\s*)"(?:[^"\\]|\\.)*"`, 'gi');
const grantFormField = new RegExp(String.raw`((?:^|[?&;\s"'])(?:${oauthName})=)[^&#\s"'<>;]+`, 'gim');
/** Looking first takes a small part of the time of replacing nothing. */
const maySign = /x-amz-|sig/i;
const signedField = new RegExp(String.raw`([?&](?:${signedQuery})=)[^&#\s"'<>]+`, 'gi');
/** In JSON the `&` of an address may be escaped. */
const signedInText = new RegExp(String.raw`((?:[?&;]|\\u0026)(?:${signedQuery})=)[^&#\s"'<>\\]+`, 'gi');
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
  return redactRest(exchange, redactRequest(exchange.request, secrets));
}

/** The half of an exchange that is known before its answer comes, and how to mask the other one. */
export interface RedactedRequest {
  readonly request: Exchange['request'];
  readonly plain: Masking;
  readonly text: Masking;
}

/** The first half of `redactExchange`. */
export function redactRequest(request: Exchange['request'], secrets: readonly string[]): RedactedRequest {
  const values = spellings(secrets);
  const plain = (text: string) => maskValues(maskWebTokens(text), values);
  const oauth = oauthAddress.test(request.url);
  return {
    request: {
      name: request.name && plain(request.name),
      file: request.file,
      line: request.line,
      method: request.method,
      url: plain(maskAddress(request.url)),
      headers: maskHeaders(request.headers, plain),
      bodyBytes: request.bodyBytes,
    },
    plain,
    text: value => plain(maskFields(value, oauth)),
  };
}

/** The second half; the request is the one that was masked. */
export function redactRest(
  exchange: Omit<Exchange, 'request'>,
  { request, plain, text }: RedactedRequest,
): Exchange {
  const { response, error, asserts, diagnoses } = exchange;
  return {
    request,
    environment: exchange.environment,
    response: response && maskResponse(response, plain, text),
    error: error && { code: error.code, message: text(error.message) },
    timings: exchange.timings,
    attempts: exchange.attempts,
    asserts:
      asserts.length === 0
        ? asserts
        : asserts.map(assert => ({ ...assert, text: text(assert.text), actual: text(assert.actual) })),
    rateLimit: exchange.rateLimit,
    pagination: exchange.pagination,
    diagnoses:
      diagnoses.length === 0 ? diagnoses : diagnoses.map(diagnosis => maskDiagnosis(diagnosis, plain, text)),
  };
}

type Masking = (text: string) => string;

function maskResponse(
  response: NonNullable<Exchange['response']>,
  plain: Masking,
  text: Masking,
): Exchange['response'] {
  const { status, bodyBytes, body, bodyFile, redirects } = response;
  return {
    status,
    statusText: plain(response.statusText),
    headers: maskHeaders(response.headers, plain),
    bodyBytes,
    ...(body === undefined ? {} : { body: text(body) }),
    ...(bodyFile === undefined ? {} : { bodyFile }),
    ...(redirects === undefined ? {} : { redirects }),
  };
}

/** Each secret as it is and as it stands in an address, a form, JSON and HTML. Shorter ones would mask plain words. */
function spellings(secrets: readonly string[]): readonly string[] {
  const found = new Set<string>();
  for (const secret of secrets) {
    if (secret.length <= 3) continue;
    found.add(secret);
    // Most tokens are written alike everywhere.
    if (/^[\w.~-]+$/.test(secret)) continue;
    for (const spelling of [...inJson(secret), ...inHtml(secret), ...inAddresses(wellFormed(secret))])
      found.add(spelling);
  }
  // A secret may hold another one; the longer must go first.
  return [...found].sort((one, other) => other.length - one.length);
}

/** As JSON writers have it: only what must be escaped, Rails' `<`, `>` and `&` too, everything beyond ASCII too, or slashes. */
function inJson(secret: string): readonly string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  const rails = json.replaceAll(/[<>&\u2028\u2029]/g, escaped);
  const ascii = json.replaceAll(/[^ -~]/g, escaped);
  const railsAscii = rails.replaceAll(/[^ -~]/g, escaped);
  return [json, rails, ascii, railsAscii, json.replaceAll('/', '\\/'), ascii.replaceAll('/', '\\/')];
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function inHtml(secret: string): readonly string[] {
  const html = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const quoted = html.replaceAll('"', '&quot;');
  return [html, quoted, quoted.replaceAll("'", '&#39;'), quoted.replaceAll("'", '&#x27;')];
}

/** Encoded whole, as a form has it, and as an address takes it where nobody encoded it before. */
function inAddresses(secret: string): readonly string[] {
  const encoded = encodeURIComponent(secret);
  const form = new URLSearchParams({ '': secret }).toString().slice(1);
  return [
    encoded,
    encoded.replaceAll('%20', '+'),
    form,
    encodedForm(secret),
    // Where nobody encoded it, a `#` in it ends the query, and blanks at its end are gone.
    ...[secret, secret.replaceAll('#', '%23')].map(text => new URL(`http://host/?${text}`).href.slice(13)),
    new URL(`http://host/${secret.replaceAll(/[#?/\\]/g, encodeURIComponent)}`).pathname.slice(1),
    new URL(`http://host/${secret}`).href.slice(12),
  ]
    .flatMap(spelling => [spelling, spelling.replaceAll(/%[\dA-F]{2}/g, octet => octet.toLowerCase())])
    .filter(spelling => spelling.length > 3);
}

/** A lone surrogate cannot be encoded; on the wire the replacement character stands for it. */
function wellFormed(text: string): string {
  return Buffer.from(text).toString();
}

/** Masks a text that is to be kept outside an exchange, such as a body on its way to a file. */
export function redactText(text: string, secrets: readonly string[], url: string): string {
  return maskValues(maskWebTokens(maskFields(text, oauthAddress.test(url))), spellings(secrets));
}

/**
 * The values of fields and parameters with a secret's name in JSON, a form or a query, as they are meant; of what
 * asks for a token its code and assertion, too, whose names stand for plain data elsewhere.
 */
export function secretFields(text: string): readonly string[] {
  const asks = text.includes('grant_type') && tokenRequest.test(text);
  if (!asks && !mayHoldSecret.test(text)) return [];
  const values = (field: RegExp) =>
    [...text.matchAll(field)].map(({ 0: all, 1: before = '' }) => all.slice(before.length));
  return [
    ...values(jsonField).map(readJson),
    ...values(formField).flatMap(readForm),
    ...(asks ? [...values(grantJsonField).map(readJson), ...values(grantFormField).flatMap(readForm)] : []),
  ];
}

function readJson(value: string): string {
  try {
    return String(JSON.parse(value));
  } catch {
    return value;
  }
}

/** As it stands too: not all that looks like a form is encoded like one. */
function readForm(value: string): readonly string[] {
  return [value, new URLSearchParams(`v=${value}`).get('v') ?? ''];
}

/** Masks signatures and credentials of storage addresses in a text that is kept for longer than it is looked at. */
export function redactSignatures(text: string): string {
  return text.replace(signedInText, `$1${mask}`);
}

/** Masks an address that is shown outside an exchange. */
export function redactAddress(address: string, secrets: readonly string[]): string {
  return maskValues(maskWebTokens(maskAddress(address)), spellings(secrets));
}

/** Every token has a `J`, which is rare; the search for `eyJ` would stop at each `e`. */
function maskWebTokens(text: string): string {
  return text.includes('J') && text.includes('eyJ') ? text.replace(webToken, mask) : text;
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
  const open = address.includes('@') ? address.replace(userInfo, `$1${mask}@`) : address;
  if (!open.includes('?') && !open.includes('=')) return open;
  const unsigned = maySign.test(open) ? open.replace(signedField, `$1${mask}`) : open;
  return maskFields(unsigned, oauthAddress.test(address));
}

function maskHeaders(headers: HeaderMap, plain: Masking): HeaderMap {
  const masked: Record<string, string | readonly string[]> = {};
  for (const name of Object.keys(headers)) {
    const value = headers[name] ?? '';
    masked[name] =
      typeof value === 'string'
        ? maskHeader(name, value, plain)
        : value.map(one => maskHeader(name, one, plain));
  }
  return masked;
}

/** Whether a header of this lower-case name is a credential. */
export function isSecretHeader(name: string): boolean {
  const known = secretHeaders.get(name);
  if (known !== undefined) return known;
  const secret = secretHeader.test(name);
  // Servers send the same few, and whoever sends others each time is not remembered.
  if (secretHeaders.size < mostHeaders) secretHeaders.set(name, secret);
  return secret;
}

const secretHeaders = new Map<string, boolean>();
const mostHeaders = 500;

function maskHeader(name: string, value: string, plain: Masking): string {
  if (!isSecretHeader(name)) {
    return plain(value.includes('://') || value.includes('?') ? maskAddress(value) : value);
  }
  const scheme = name.endsWith('authorization') ? /^([A-Za-z]+) +\S/.exec(value)?.[1] : undefined;
  return scheme === undefined ? mask : `${scheme} ${mask}`;
}
