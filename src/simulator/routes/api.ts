import type { CatalogMatch } from '../../procore/catalog/catalog.ts';
import { header } from '../../procore/headers.ts';
import type { Faults } from '../faults.ts';
import { errorPage, gatewayOutage, gatewayRedirect } from '../gateway.ts';
import { type LinkMode, paginationHeaders } from '../pagination.ts';
import type { SimulatorParts } from '../parts.ts';
import type { RecordsAnswer } from '../records/records.ts';
import { type Refusal, refusalBody, refuseWithText } from '../refusal.ts';
import { authorize } from '../rules/authorization.ts';
import { parseBody } from '../rules/body.ts';
import type { ApiCall } from '../rules/call.ts';
import { spendRequest } from '../rules/rateLimit.ts';
import { webhookTrouble } from '../rules/webhookTrouble.ts';
import { findYoungOperation } from '../uploads/operations.ts';
import { type FindOperation, rememberMatches } from './findOperation.ts';
import { everyAnswer, type Reply, send } from './reply.ts';
import { settleCall } from './settleCall.ts';
import { splitUrl, type Target } from './target.ts';

type Headers = Readonly<Record<string, string>>;

const json = 'application/json; charset=utf-8';

/**
 * Every call to `/rest` and `/vapid`: the rules in the order in which a gateway, then the app would apply
 * them, then the records. `/vapid` is the old prefix of `/rest/v1.0`. Source: Procore documentation, "REST
 * API overview" [doc].
 */
export function apiRoute(parts: SimulatorParts): (request: Request) => Response | Promise<Response> {
  const findOperation = rememberMatches(parts.catalog);
  return request => {
    const target = splitUrl(request.url);
    return send(answer(request, target, findOperation, parts), request, target, parts);
  };
}

function answer(
  request: Request,
  target: Target,
  findOperation: FindOperation,
  parts: SimulatorParts,
): Reply | Promise<Reply> {
  const outage =
    gatewayOutage(parts.faults, parts.now() + parts.skew()) ??
    gatewayRedirect(parts.faults, target.path + target.search, parts.uploads.storageUrl);
  if (outage !== undefined) return { ...outage, headers: { ...outage.headers, ...everyAnswer(parts) } };

  const path = target.path.startsWith('/vapid/') ? `/rest/v1.0/${target.path.slice(7)}` : target.path;
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  const version2 = path.startsWith('/rest/v2');
  const companyId = request.headers.get(header.companyId) ?? undefined;
  const authorized = authorize(request.headers.get(header.authorization), parts);
  const rate = spendRequest(
    rateKey(parts, 'session' in authorized, companyId),
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

  const match = findOperation(method, path);
  if (match === undefined) return unknownRoute(method, path, parts, rate.headers, refuse);
  const call = (body: unknown): ApiCall => ({
    method,
    query: target.search === '' ? new URLSearchParams() : new URLSearchParams(target.search),
    match,
    session: authorized.session,
    companyId,
    body,
  });
  const settle = (body: unknown): Reply => {
    const settled = settleCall(call(body), parts);
    if ('refusal' in settled) return refuse(settled.refusal);
    return success(settled.answer, target, parts, rate.headers);
  };
  return takesBody(method, match) ? withBody(request, match, settle, refuse) : settle(undefined);
}

function takesBody(method: string, match: CatalogMatch): boolean {
  if (method === 'GET') return false;
  return method !== 'DELETE' || match.operation.body !== undefined;
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

function success(
  answered: RecordsAnswer & { kind: 'answer' },
  target: Target,
  parts: SimulatorParts,
  rate: Headers,
): Reply {
  const { faults } = parts;
  const empty = Array.isArray(listOf(answered.body)) && faults.take('unexpected-empty');
  const page = answered.page && empty ? { ...answered.page, total: 0 } : answered.page;
  const body = empty ? emptied(answered.body) : webhookTrouble(target.path, answered.body, faults);
  const headers = everyAnswer(parts);
  if (body !== undefined) headers[header.contentType] = json;
  Object.assign(headers, rate);
  if (page !== undefined) Object.assign(headers, paginationHeaders(page, target.url, linkMode(faults)));
  if (answered.location !== undefined) headers[header.location] = answered.location;
  return {
    status: answered.status,
    headers,
    body: body === undefined ? '' : JSON.stringify(body),
    note: undefined,
  };
}

function linkMode(faults: Faults): LinkMode {
  if (faults.take('link-off')) return 'off';
  return faults.take('link-drops-parameters') ? 'drop-parameters' : 'full';
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
    other => (parts.catalog.find(other, path) ?? findYoungOperation(other, path)) !== undefined,
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

/**
 * Calls that no app can be told of have a budget of their own; companies that do not exist share one, so
 * that made-up ids cannot fill the memory.
 */
function rateKey({ app, records }: SimulatorParts, known: boolean, companyId: string | undefined): string {
  if (!known) return 'unauthorized';
  const exists = companyId !== undefined && records.company(companyId) !== undefined;
  return exists ? `${app.clientId} in company ${companyId}` : app.clientId;
}
