import { randomUUID } from 'node:crypto';
import type { Catalog, CatalogMatch } from '../../procore/catalog/catalog.ts';
import { header } from '../../procore/headers.ts';
import type { SentBytes } from '../brokenConnection.ts';
import { breakConnection, drip, errorPage, gatewayOutage } from '../gateway.ts';
import { paginationHeaders } from '../pagination.ts';
import type { SimulatorParts } from '../parts.ts';
import type { RecordsAnswer } from '../records/records.ts';
import { type Refusal, refusalBody, refuseFields, refuseWithText } from '../refusal.ts';
import { checkAccessScope } from '../rules/accessScope.ts';
import { authorize } from '../rules/authorization.ts';
import { parseBody } from '../rules/body.ts';
import type { ApiCall } from '../rules/call.ts';
import { isIdentityCall, requireCompanyHeader } from '../rules/companyHeader.ts';
import { faultyAnswer } from '../rules/faultyAnswer.ts';
import { checkBody, checkParameters } from '../rules/parameters.ts';
import { checkPermissions } from '../rules/permissions.ts';
import { spendRequest } from '../rules/rateLimit.ts';

type Headers = Readonly<Record<string, string>>;

/** What a request gets, before it is written. */
interface Reply extends SentBytes {
  readonly note: string | undefined;
}

const json = 'application/json; charset=utf-8';
const noStore = 'no-store, must-revalidate, private, max-age=0';

/**
 * Every call to `/rest` and `/vapid`: the rules in the order in which a gateway, then the app would apply
 * them, then the records. `/vapid` is the old prefix of `/rest/v1.0`. Source: Procore documentation, "REST
 * API overview" [doc].
 */
export function apiRoute(parts: SimulatorParts): (request: Request) => Response | Promise<Response> {
  const findOperation = rememberMatches(parts.catalog);
  return request => {
    const target = splitUrl(request.url);
    const reply = answer(request, target, findOperation, parts);
    return reply instanceof Promise || parts.latency > 0
      ? waited(reply, request, target, parts)
      : finish(reply, request, target, parts);
  };
}

/** A request's address. WHATWG parsing costs more than all the rules together, and the server has done it. */
interface Target {
  readonly url: string;
  readonly path: string;
  /** With its question mark; empty where there is none. */
  readonly search: string;
}

function splitUrl(url: string): Target {
  const pathAt = url.indexOf('/', url.indexOf('//') + 2);
  const searchAt = url.indexOf('?', pathAt);
  return searchAt < 0
    ? { url, path: url.slice(pathAt), search: '' }
    : { url, path: url.slice(pathAt, searchAt), search: url.slice(searchAt) };
}

type FindOperation = (method: string, path: string) => CatalogMatch | undefined;

const rememberedMatches = 1000;

/** Clients ask for the same paths again and again. */
function rememberMatches(catalog: Catalog): FindOperation {
  const known = new Map<string, CatalogMatch>();
  return (method, path) => {
    const key = `${method} ${path}`;
    const remembered = known.get(key);
    if (remembered !== undefined) return remembered;
    const match = catalog.find(method, path);
    if (known.size >= rememberedMatches) known.clear();
    if (match !== undefined) known.set(key, match);
    return match;
  };
}

async function waited(
  reply: Reply | Promise<Reply>,
  request: Request,
  target: Target,
  parts: SimulatorParts,
): Promise<Response> {
  if (parts.latency > 0) await parts.sleep(parts.latency);
  return finish(await reply, request, target, parts);
}

function finish(reply: Reply, request: Request, target: Target, parts: SimulatorParts): Response {
  const { status, headers, note } = reply;
  parts.requestLog.add({
    at: parts.now(),
    method: request.method,
    target: loggedTarget(target),
    status,
    note,
  });
  const bodyless = status === 204 || status === 205 || status === 304;
  if (!parts.faults.any()) return new parts.Response(bodyless ? null : reply.body, { status, headers });
  breakConnection(parts.faults, reply);
  const slow = !bodyless && parts.faults.take('slow');
  const body = slow ? drip(reply.body, parts.sleep) : reply.body;
  return new parts.Response(bodyless ? null : body, { status, headers });
}

/** A token that somebody put into the address does not enter the log. */
function loggedTarget({ path, search }: Target): string {
  return search.includes('token') ? `${path}?...` : path + search;
}

function answer(
  request: Request,
  target: Target,
  findOperation: FindOperation,
  parts: SimulatorParts,
): Reply | Promise<Reply> {
  const outage = gatewayOutage(parts.faults);
  if (outage !== undefined) return { ...outage, headers: { ...outage.headers, ...everyAnswer(parts) } };

  const path = target.path.startsWith('/vapid/') ? `/rest/v1.0/${target.path.slice(7)}` : target.path;
  const version2 = path.startsWith('/rest/v2');
  const companyId = request.headers.get(header.companyId) ?? undefined;
  const authorized = authorize(request.headers.get(header.authorization), parts);
  const rate = spendRequest(
    rateKey(parts, companyId),
    parts.windows,
    parts.faults,
    parts.now(),
    parts.skew(),
  );
  const refuse = (refusal: Refusal): Reply => ({
    status: refusal.status,
    headers: { 'content-type': json, ...everyAnswer(parts), ...rate.headers, ...refusal.headers },
    body: refusalBody(refusal, version2),
    note: refusal.note,
  });
  if (rate.refusal !== undefined) return refuse(rate.refusal);
  if ('refusal' in authorized) return refuse(authorized.refusal);

  const match = findOperation(request.method, path);
  if (match === undefined) return unknownRoute(request.method, path, parts, rate.headers, refuse);
  const call = (body: unknown): ApiCall => ({
    method: request.method,
    path,
    query: new URLSearchParams(target.search),
    match,
    session: authorized.session,
    companyId,
    body,
  });
  const settle = (body: unknown): Reply => {
    const settled = applyRules(call(body), parts);
    if ('refusal' in settled) return refuse(settled.refusal);
    return success(settled.answer, target, parts, rate.headers);
  };
  return takesBody(request, match) ? withBody(request, match, settle, refuse) : settle(undefined);
}

function takesBody(request: Request, match: CatalogMatch): boolean {
  if (request.method === 'GET' || request.method === 'HEAD') return false;
  return request.method !== 'DELETE' || match.operation.body !== undefined;
}

async function withBody(
  request: Request,
  match: CatalogMatch,
  settle: (body: unknown) => Reply,
  refuse: (refusal: Refusal) => Reply,
): Promise<Reply> {
  const parsed = await parseBody(request, match.operation.body);
  return 'refusal' in parsed ? refuse(parsed.refusal) : settle(parsed.body);
}

type Settled = { readonly answer: RecordsAnswer & { kind: 'answer' } } | { readonly refusal: Refusal };

function applyRules(call: ApiCall, parts: SimulatorParts): Settled {
  const { faults, records } = parts;
  const early = requireCompanyHeader(call, faults);
  if (early !== undefined) return { refusal: early };
  const scoped = checkAccessScope(call, records, faults);
  if ('refusal' in scoped) return scoped;
  const refusal =
    checkParameters(call) ??
    checkPermissions(call, scoped.scope, records, faults) ??
    checkBody(call) ??
    (isIdentityCall(call) ? undefined : faultyAnswer(call.method, faults));
  if (refusal !== undefined) return { refusal };
  const { match, query, body, companyId, session } = call;
  const answered = records.answer({ match, query, body, userId: session.userId, companyId });
  if (answered.kind === 'answer') return { answer: answered };
  const { status, errors } = answered;
  return {
    refusal: typeof errors === 'string' ? refuseWithText(status, errors) : refuseFields(status, errors),
  };
}

function success(
  answered: RecordsAnswer & { kind: 'answer' },
  target: Target,
  parts: SimulatorParts,
  rate: Headers,
): Reply {
  const { faults } = parts;
  const empty = Array.isArray(listOf(answered.body)) && faults.take('unexpected-empty');
  const page = answered.page && empty ? { ...answered.page, total: 0 } : answered.page;
  const body = empty ? emptied(answered.body) : answered.body;
  const mode = faults.take('link-off')
    ? 'off'
    : faults.take('link-drops-parameters')
      ? 'drop-parameters'
      : 'full';
  return {
    status: answered.status,
    headers: {
      ...(body === undefined ? {} : { 'content-type': json }),
      ...everyAnswer(parts),
      ...rate,
      ...(page === undefined ? {} : paginationHeaders(page, target.url, mode)),
      ...(answered.location === undefined ? {} : { [header.location]: answered.location }),
    },
    body: body === undefined ? '' : JSON.stringify(body),
    note: undefined,
  };
}

function listOf(body: unknown): unknown {
  return typeof body === 'object' && body !== null && 'data' in body ? body.data : body;
}

function emptied(body: unknown): unknown {
  return Array.isArray(body) ? [] : { ...(body as object), data: [] };
}

/**
 * A path nobody knows gets the web server's page, a method that is not there the API's 404 (never 405).
 * Source: Procore documentation, "Error reference" [doc]; the page [inferred].
 */
function unknownRoute(
  method: string,
  path: string,
  parts: SimulatorParts,
  rate: Headers,
  refuse: (refusal: Refusal) => Reply,
): Reply {
  const others = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'].filter(
    other => parts.catalog.find(other, path) !== undefined,
  );
  if (others.length > 0) {
    return refuse(refuseWithText(404, 'Not Found', `there is no ${method} here, but ${others.join(', ')}`));
  }
  const near = [...parts.catalog.otherVersions(method, path), ...parts.catalog.nearest(method, path, 3)];
  const names = [...new Set(near.map(operation => `${operation.method} ${operation.path}`))].slice(0, 3);
  return {
    status: 404,
    headers: { 'content-type': 'text/html; charset=utf-8', ...everyAnswer(parts), ...rate },
    body: errorPage('404 Not Found'),
    note: names.length > 0 ? `no such operation; nearest: ${names.join(', ')}` : 'no such operation',
  };
}

/** Companies that do not exist share one budget, so that made-up ids cannot fill the memory. */
function rateKey({ app, records }: SimulatorParts, companyId: string | undefined): string {
  const known = companyId !== undefined && records.company(companyId) !== undefined;
  return known ? `${app.clientId} in company ${companyId}` : app.clientId;
}

function everyAnswer(parts: SimulatorParts): Headers {
  return {
    [header.requestId]: randomUUID(),
    [header.date]: httpDate(parts.now() + parts.skew()),
    'cache-control': noStore,
  };
}

let lastSecond = -1;
let lastDate = '';

/** Formatting a date costs more than a request may, so each second is formatted once. */
function httpDate(milliseconds: number): string {
  const second = Math.floor(milliseconds / 1000);
  if (second !== lastSecond) {
    lastSecond = second;
    lastDate = new Date(second * 1000).toUTCString();
  }
  return lastDate;
}
