import { randomUUID } from 'node:crypto';
import type { Hono } from 'hono';
import { header } from '../../procore/headers.ts';
import { BrokenConnection } from '../brokenConnection.ts';
import { errorPage } from '../gateway.ts';
import type { IssuedTokens } from '../grants.ts';
import type { SimulatorParts } from '../parts.ts';
import { bearerToken } from '../rules/authorization.ts';
import { mediaType } from '../rules/body.ts';
import { type OAuthError, oauthErrorStatus, oauthErrors } from './oauthErrors.ts';
import { exchange, type Fields, isClient } from './tokenExchange.ts';

/**
 * Token, revocation and token information. Bodies come as form data, urlencoded or JSON; the client sends
 * its secret in the body. Source: Procore documentation, "OAuth endpoints", "Quick start guide" (which
 * writes the token address with a slash at its end) [doc].
 */
export function addTokenRoutes(hono: Hono, parts: SimulatorParts): void {
  for (const path of ['/oauth/token', '/oauth/token/']) {
    hono.post(path, async context => {
      if (parts.faults.take('token-server-error')) {
        log(parts, 'POST', '/oauth/token', 503, 'fault token-server-error');
        const headers = { 'content-type': 'text/html; charset=utf-8' };
        return new parts.Response(errorPage('503 Service Temporarily Unavailable'), { status: 503, headers });
      }
      const fields = await readFields(context.req.raw);
      const result = exchange(fields, parts);
      if ('error' in result) return refuse(parts, 'POST', '/oauth/token', result, describe(fields));
      if (parts.faults.take('lost-token-response')) {
        log(
          parts,
          'POST',
          '/oauth/token',
          200,
          'fault lost-token-response: the pair was made, the answer lost',
        );
        throw new BrokenConnection('lost-token-response');
      }
      log(parts, 'POST', '/oauth/token', 200, describe(fields));
      return answerJson(parts, 200, tokenAnswer(result, parts));
    });
  }
  hono.post('/oauth/revoke', async context => {
    const fields = await readFields(context.req.raw);
    const known = isClient(fields, parts);
    if (known) parts.grants.revoke(fields['token'] ?? '');
    log(parts, 'POST', '/oauth/revoke', 200, known ? undefined : 'client not known: nothing revoked');
    return answerJson(parts, 200, {});
  });
  hono.get('/oauth/token/info', context => {
    const bearer = bearerToken(context.req.header('authorization') ?? null);
    const token = bearer && 'token' in bearer ? bearer.token : context.req.query('access_token');
    return tokenInfo(token, parts);
  });
}

function tokenAnswer({ accessToken, refreshToken, session }: IssuedTokens, parts: SimulatorParts): unknown {
  return {
    access_token: accessToken,
    token_type: 'bearer',
    expires_in: Math.round((session.expiresAt - session.issuedAt) / 1000),
    ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
    created_at: Math.floor((session.issuedAt + parts.skew()) / 1000),
  };
}

function tokenInfo(token: string | undefined, parts: SimulatorParts): Response {
  const session = token === undefined ? undefined : parts.grants.find(token);
  const target = '/oauth/token/info';
  if (session === undefined) return refuse(parts, 'GET', target, oauthErrors.tokenInvalid, undefined);
  if (session.revoked) return refuse(parts, 'GET', target, oauthErrors.tokenRevoked, undefined);
  if (session.expiresAt <= parts.now())
    return refuse(parts, 'GET', target, oauthErrors.tokenExpired, undefined);
  log(parts, 'GET', target, 200, undefined);
  return answerJson(parts, 200, {
    resource_owner_id: session.userId,
    scopes: [],
    expires_in_seconds: Math.floor((session.expiresAt - parts.now()) / 1000),
    application: { uid: parts.app.clientId },
    created_at: Math.floor((session.issuedAt + parts.skew()) / 1000),
  });
}

async function readFields(request: Request): Promise<Fields> {
  const type = mediaType(request.headers.get('content-type'));
  try {
    if (type === 'application/json')
      return textFields(Object.entries(JSON.parse(await request.text()) ?? {}));
    if (type === 'multipart/form-data') return textFields([...(await request.formData())]);
    return textFields([...new URLSearchParams(await request.text())]);
  } catch {
    return {};
  }
}

function textFields(entries: readonly (readonly [string, unknown])[]): Fields {
  const fields: Record<string, string> = Object.create(null);
  for (const [name, value] of entries) if (typeof value === 'string') fields[name] = value;
  return fields;
}

function describe(fields: Fields): string {
  return `grant ${fields['grant_type'] ?? 'not named'}, client ${fields['client_id'] ?? 'not named'}`;
}

function refuse(
  parts: SimulatorParts,
  method: string,
  target: string,
  error: OAuthError,
  about: string | undefined,
): Response {
  const status = oauthErrorStatus(error);
  log(parts, method, target, status, about === undefined ? error.error : `${error.error}: ${about}`);
  const { error: code, error_description } = error;
  return answerJson(parts, status, { error: code, error_description });
}

function log(
  parts: SimulatorParts,
  method: string,
  target: string,
  status: number,
  note: string | undefined,
): void {
  parts.requestLog.add({ at: parts.now(), method, target, status, note });
}

function answerJson(parts: SimulatorParts, status: number, body: unknown): Response {
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    pragma: 'no-cache',
    [header.requestId]: randomUUID(),
    [header.date]: new Date(parts.now() + parts.skew()).toUTCString(),
  };
  return new parts.Response(JSON.stringify(body), { status, headers });
}
