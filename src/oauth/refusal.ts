import { OAuthError } from './errors.ts';
import type { Answer } from './transport.ts';

/** What was asked for; the same protocol error means different things to a person. */
export type Asked =
  | 'authorization_code'
  | 'refresh_token'
  | 'client_credentials'
  | 'revoke'
  | 'token_info'
  | 'who_am_i';

/**
 * The error of an answer that is no success. Texts are chosen by the protocol's `error`, never by its
 * sentence. Bodies: `{"error","error_description"}`, 400, or 401 for `invalid_client` and `invalid_token`.
 * Source: the OAuth server Procore uses, Doorkeeper [inferred].
 */
export function refusal(answer: Answer, asked: Asked): OAuthError {
  const host = new URL(answer.origin).host;
  const body = parseObject(answer);
  const error = body?.error;
  const description = body?.error_description;
  if (typeof error !== 'string' || answer.status < 400 || answer.status >= 500)
    return new OAuthError('unexpected-answer', unexpected(host, answer.status), { status: answer.status });
  return new OAuthError('refused', `${host}: ${sentence(error, asked)} (${printable(error)})`, {
    error: printable(error),
    errorDescription: typeof description === 'string' ? printable(description) : undefined,
    status: answer.status,
  });
}

function sentence(error: string, asked: Asked): string {
  switch (error) {
    case 'invalid_grant':
      if (asked === 'refresh_token')
        return 'The session has ended: its refresh token was already used or was revoked. Sign in again.';
      return 'The authorization code was already used, is older than 10 minutes, belongs to another app, or the redirect address differs from the one the code was made for. Start the sign-in again.';
    case 'invalid_client':
      return 'The client id or the client secret is not accepted. Check both against your app in the Procore developer portal; the Developer Sandbox and production have different ones.';
    case 'invalid_token':
    case 'Invalid Token':
    case 'unauthorized':
      return 'The access token is expired, revoked or from another environment. Sign in again.';
    case 'unauthorized_client':
      return 'The app may not sign in this way. Check its settings in the Procore developer portal.';
    case 'unsupported_grant_type':
      return 'The login host does not know this way of signing in. Check the login host of this environment.';
    case 'invalid_request':
      return 'The login host found the request incomplete. Check client id, client secret and redirect address of this environment.';
    case 'invalid_redirect_uri':
      return 'The redirect address is not registered for this app. Register it in the Procore developer portal exactly as shown, without a trailing slash.';
    default:
      return 'The login host refused the request. Check the client id, the client secret and the environment.';
  }
}

function unexpected(host: string, status: number): string {
  if (status === 429) return `${host} asks to slow down (429). Wait a minute and try again.`;
  if (status >= 500) return `${host} has a problem of its own (${status}). Wait a little and try again.`;
  if (status >= 300 && status < 400)
    return `${host} sent a redirect (${status}) where tokens were expected. Check the login host of this environment.`;
  return `${host} answered ${status} and no OAuth answer. Check the login host of this environment.`;
}

/** The fields that any answer of this room is read for; none is sure to be there or of its type. */
export type Body = {
  readonly [field in
    | 'access_token'
    | 'application'
    | 'created_at'
    | 'error'
    | 'error_description'
    | 'expires_in'
    | 'expires_in_seconds'
    | 'id'
    | 'login'
    | 'name'
    | 'refresh_token'
    | 'resource_owner_id'
    | 'token_type']?: unknown;
};

/** The body as an object, or `undefined` where it is none. The parser's own error quotes the text: dropped. */
export function parseObject(answer: Answer): Body | undefined {
  try {
    const value: unknown = JSON.parse(answer.text());
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

/** Text from outside on one line of fair length. */
function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}]+/gu, ' ').slice(0, 300);
}
