import {
  type Environment,
  environmentOfUrl,
  isApiUrl,
  productionReachedBy,
  tokenMayGoTo,
} from '../procore/environments.ts';
import { header } from '../procore/headers.ts';
import { readUrl } from '../procore/readUrl.ts';
import { authorizationInAddress, authorizationToSend } from './authorization.ts';
import { acceptedEncodings } from './contentEncoding.ts';
import type { NotSendable } from './notSendable.ts';
import type { SentBody } from './streamedBody.ts';

/** A request after substitution, still with the target as written by the user. */
export interface ResolvedRequest {
  readonly method: string;
  readonly target: string;
  /** In the order and spelling of the file; repeated names stay apart. */
  readonly headers: readonly HeaderField[];
  readonly body: SentBody;
  /** Value of `# @company`. */
  readonly company: string | undefined;
}

export type HeaderField = readonly [name: string, value: string];

/** A request that can be sent, but for its token. Header names are lower case. */
export interface PreparedRequest {
  readonly method: string;
  /** The very object that was checked for where a token may go. */
  readonly url: URL;
  readonly headers: readonly HeaderField[];
  readonly body: SentBody;
  /** The environment's own token is to be added: its host, and the user wrote no `Authorization`. */
  readonly wantsToken: boolean;
  /** The environment whose host the address names; `undefined`: not Procore. */
  readonly destination: Environment | undefined;
  /** The production environment whose data it may write, however its host is written; `undefined`: none. */
  readonly production: Environment | undefined;
  readonly company: CompanyChoice | undefined;
}

/** Where the value of `Procore-Company-Id` comes from, to be shown to people. */
export interface CompanyChoice {
  readonly id: string;
  readonly source: 'header' | 'flag' | 'path' | 'query' | 'host';
}

export interface Surroundings {
  readonly environment: Environment;
  readonly environments: readonly Environment[];
  /** The company chosen in the editor, `$procore.companyId`. */
  readonly companyId: string | undefined;
}

const acceptJson: HeaderField = ['accept', 'application/json'];
const acceptAll: HeaderField = ['accept', '*/*'];
const acceptEncoding: HeaderField = ['accept-encoding', acceptedEncodings];
/** What the product calls itself to servers. */
const agent: HeaderField = ['user-agent', 'procore-workbench'];

/** Set by the connection itself; a value of the user's could only contradict it. */
const connectionHeaders = new Set([
  'host',
  'content-length',
  'transfer-encoding',
  'connection',
  'keep-alive',
]);

/** All but tab, the visible ASCII characters, the blank and the upper half of Latin-1 (RFC 9110, field values). */
const unfitForHeaders = /[^\t\u0020-\u007e\u0080-\u00ff]/;

/** OAuth endpoints take the client's credentials and no bearer token; "OAuth endpoints" [doc]. */
const tokenless = /^\/oauth\/(?:token|revoke|authorize)\/?$|^\/_simulator(?:\/|$)/;

/**
 * Gives a request its address, company header and usual headers. A target that is only a path goes to the
 * environment's API host (`/oauth/...` to its login host), or to the user's `Host` header.
 *
 * `Procore-Company-Id` goes to the environment's API host only; it comes from the user's header,
 * `# @company`, the company in the path, `company_id` in the query, or the company chosen in the editor,
 * in this order. Source: Procore documentation, "Multiple Procore Regions" [doc]: the header is required
 * even where path or query name the company.
 */
export function prepare(request: ResolvedRequest, around: Surroundings): PreparedRequest | NotSendable {
  if (request.method === 'CONNECT') return tunnelMethod;
  const url = addressOf(request, around.environment);
  if (!(url instanceof URL)) return url;

  const destination = destinationOf(url, around);
  const fields = fieldsToSend(request.headers);
  if (!Array.isArray(fields)) return fields;
  const sent = (name: string) => fields.findLast(field => field[0] === name)?.[1];
  const company = isApiUrl(around.environment, url)
    ? companyOf(request, url, sent(header.companyId), around.companyId)
    : undefined;
  if (company?.source === 'flag' && !/^\d+$/.test(company.id)) return notACompany(company.id);
  const wantsToken =
    sent(header.authorization) === undefined &&
    tokenMayGoTo(around.environment, url) &&
    !tokenless.test(url.pathname);
  const inAddress = authorizationInAddress(url);
  const add = (field: HeaderField) => {
    if (sent(field[0]) === undefined) fields.push(field);
  };
  add(destination === undefined ? acceptAll : acceptJson);
  add(acceptEncoding);
  add(agent);
  if (company !== undefined) add([header.companyId, company.id]);
  if (inAddress !== undefined) add([header.authorization, inAddress]);
  const unfit = fields.find(field => unfitForHeaders.test(field[1]));
  if (unfit !== undefined) return unfitHeader(unfit);

  return {
    method: request.method,
    url,
    headers: fields,
    body: request.body,
    wantsToken,
    destination,
    production: isWrite(request.method)
      ? productionReachedBy([around.environment, ...around.environments], url)
      : undefined,
    company,
  };
}

/** Everything but the methods that HTTP calls safe. */
export function isWrite(method: string): boolean {
  return !safeMethods.has(method);
}

const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);

function addressOf({ target, headers }: ResolvedRequest, environment: Environment): URL | NotSendable {
  const text = target.trim();
  if (/[\t\r\n]/.test(text)) return brokenAddress(text);
  if (text === '') return { code: 'target-missing', message: 'The request has no address after its method.' };
  if (!text.startsWith('/')) return absoluteAddress(text);
  if (text.startsWith('//')) return noScheme(text);
  const host = headers.find(([name]) => name.toLowerCase() === 'host')?.[1].trim();
  if (host) return absoluteAddress(/^https?:\/\//i.test(host) ? host + text : schemeOf(host) + host + text);
  return new URL((text.startsWith('/oauth/') ? environment.loginUrl : environment.apiUrl) + text);
}

/**
 * Of a `Host` header. REST Client sends with TLS to the ports 443 and 8443 only, which is followed for other
 * ports and for this machine; where no port stands, nothing should go out in clear.
 */
function schemeOf(host: string): 'https://' | 'http://' {
  const port = /:(\d+)$/.exec(host)?.[1];
  if (port !== undefined) return port === '443' || port === '8443' ? 'https://' : 'http://';
  return /^(?:localhost|127\.|\[::1\])/.test(host) ? 'http://' : 'https://';
}

function absoluteAddress(written: string): URL | NotSendable {
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(written);
  if (!hasScheme && !bareHost.test(written)) return noScheme(written);
  const text = hasScheme ? written : schemeOf(written.split(/[/?#]/, 1)[0] ?? '') + written;
  const url = readUrl(text);
  if (url === undefined) {
    return { code: 'target-invalid', message: `${shortened(text)} is not an address that can be sent to.` };
  }
  if (url.protocol === 'https:' || url.protocol === 'http:') return url;
  return {
    code: 'target-scheme',
    message: `${url.protocol}// is not sent from here; write https:// or a path such as /rest/v1.0/me.`,
  };
}

/** `localhost:3000/x`, `10.0.0.1`, `example.com/x`: JetBrains takes an address without `http://`, too. */
const bareHost = /^(?:localhost|\[[\da-f:.]+\]|[\w-]+(?:\.[\w-]+)+|[\w-]+(?=:\d))(?::\d+)?(?:[/?#]|$)/i;

/** `URL` would leave the breaks out without a word. */
function brokenAddress(text: string): NotSendable {
  return {
    code: 'target-invalid',
    message: `The address ${shortened(text.replace(/\s+/g, ' '))} holds a line break or a tab. Check the values that it is made of.`,
  };
}

function noScheme(text: string): NotSendable {
  return {
    code: 'target-invalid',
    message: `${shortened(text)} is neither a path such as /rest/v1.0/me nor an address that starts with https://.`,
  };
}

function shortened(text: string): string {
  return `"${text.length > 60 ? `${text.slice(0, 60)}…` : text}"`;
}

/** httpYac takes the certificate that the header names, with its passphrase, and does not send the header. */
const clientCertificate: NotSendable = {
  code: 'client-certificate-not-sent',
  message:
    'X-ClientCert names a client certificate for httpYac. Certificates are not sent from here, and the header would tell its passphrase. Remove it.',
};

const tunnelMethod: NotSendable = {
  code: 'method-not-sent',
  message:
    'CONNECT asks a proxy for a tunnel and is not sent as a request. Set HTTPS_PROXY, or the editor’s http.proxy, to go through a proxy.',
};

function notACompany(said: string): NotSendable {
  return {
    code: 'company-invalid',
    message: `# @company says ${shortened(said)}, which is not the id of a company. Write its number.`,
  };
}

function unfitHeader([name, value]: HeaderField): NotSendable {
  const character = unfitForHeaders.exec(value)?.[0] ?? '';
  const what = /[\r\n]/.test(character) ? 'a line break' : `the character ${JSON.stringify(character)}`;
  return {
    code: 'header-invalid',
    message: `The value of ${name} holds ${what}, which no header may hold. Check the values that it is made of.`,
  };
}

function destinationOf(url: URL, { environment, environments }: Surroundings): Environment | undefined {
  return environmentOfUrl([environment, ...environments], url);
}

function companyOf(
  request: ResolvedRequest,
  url: URL,
  written: string | undefined,
  chosen: string | undefined,
): CompanyChoice | undefined {
  if (written !== undefined) return { id: written, source: 'header' };
  if (request.company) return { id: request.company, source: 'flag' };
  return companyInAddress(url) ?? (chosen ? { id: chosen, source: 'host' } : undefined);
}

function companyInAddress(url: URL): CompanyChoice | undefined {
  const inPath = /\/companies\/(\d+)(?:\/|$)/.exec(url.pathname)?.[1];
  if (inPath !== undefined) return { id: inPath, source: 'path' };
  const inQuery = companyInQuery(url);
  return inQuery ? { id: inQuery, source: 'query' } : undefined;
}

/** As `searchParams` has it; making that takes long, so it is asked only where the value is no plain number. */
function companyInQuery(url: URL): string | null {
  const { search } = url;
  if (!search.includes('company_id')) return null;
  const value = search.includes('%') ? '' : (/[?&]company_id=([^&]*)/.exec(search)?.[1] ?? '');
  return /^\d+$/.test(value) ? value : url.searchParams.get('company_id');
}

/**
 * The company whose data a request is about, also where it goes to a host that gets no company from here: as its
 * header, path or query say. `undefined`: it names none.
 */
export function companyNamed({ company, headers, url }: PreparedRequest): string | undefined {
  const written = headers.find(([name]) => name === header.companyId)?.[1];
  return company?.id ?? written ?? companyInAddress(url)?.id;
}

function fieldsToSend(headers: readonly HeaderField[]): HeaderField[] | NotSendable {
  const fields: HeaderField[] = [];
  for (const [written, value] of headers) {
    const name = written.toLowerCase();
    if (connectionHeaders.has(name)) continue;
    const cookie = name === 'cookie' ? fields.findIndex(([other]) => other === name) : -1;
    const before = fields[cookie];
    if (name === 'x-clientcert' || name === 'clientcert') return clientCertificate;
    const sent = name === header.authorization ? authorizationToSend(value) : value;
    if (typeof sent === 'object') return sent;
    if (before !== undefined) fields[cookie] = [name, `${before[1]}; ${value}`];
    else fields.push([name, sent]);
  }
  return fields;
}
