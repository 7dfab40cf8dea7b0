import type { Environment } from '../procore/environments.ts';
import { OAuthError } from './errors.ts';
import { parseObject, refusal } from './refusal.ts';
import { type Secret, secret } from './secret.ts';
import { type Answer, type SendOptions, send } from './transport.ts';

/** The app that asks, as registered in Procore's developer portal for one environment. */
export interface OAuthClient {
  readonly clientId: string;
  readonly clientSecret: Secret;
}

/** What a grant gave. `createdAt` and `expiresAt` are milliseconds since 1970 by the caller's own clock. */
export interface TokenSet {
  readonly accessToken: Secret;
  /** `undefined` for client credentials, which have none. */
  readonly refreshToken: Secret | undefined;
  readonly createdAt: number;
  readonly expiresAt: number;
}

type LoginHost = Pick<Environment, 'loginUrl'>;

/**
 * Asks for tokens with the code that the login page handed out. `redirectUri` must be the very one that was
 * sent to the login page. Pass the answer to {@link processAuthorizationCodeResponse}. A code works once and
 * for 10 minutes. Source: Procore documentation, "OAuth endpoints" [doc].
 */
export function authorizationCodeGrantRequest(
  environment: LoginHost,
  client: OAuthClient,
  grant: { readonly code: Secret; readonly redirectUri: string; readonly codeVerifier?: Secret | undefined },
  options: SendOptions,
): Promise<Answer> {
  return tokenRequest(
    environment,
    client,
    {
      grant_type: 'authorization_code',
      code: grant.code.reveal(),
      redirect_uri: grant.redirectUri,
      ...(grant.codeVerifier === undefined ? {} : { code_verifier: grant.codeVerifier.reveal() }),
    },
    options,
  );
}

/** Both tokens, or throws `OAuthError`; `invalid_grant` means that the code is used, expired or another's. */
export function processAuthorizationCodeResponse(answer: Answer, now: number): TokenSet {
  return processTokenResponse(answer, now, 'authorization_code');
}

/**
 * Spends a refresh token. It is dead as soon as the server sees it, also when the answer is lost, so only
 * the session store may call this, one at a time, and never twice with the same token. Pass the answer to
 * {@link processRefreshTokenResponse}. Source: Procore documentation, "Authorization code flow" and "FAQ" [doc].
 */
export function refreshTokenGrantRequest(
  environment: LoginHost,
  client: OAuthClient,
  grant: { readonly refreshToken: Secret; readonly redirectUri: string | undefined },
  options: SendOptions,
): Promise<Answer> {
  return tokenRequest(
    environment,
    client,
    {
      grant_type: 'refresh_token',
      refresh_token: grant.refreshToken.reveal(),
      ...(grant.redirectUri === undefined ? {} : { redirect_uri: grant.redirectUri }),
    },
    options,
  );
}

/** The new pair, to be stored before it is used; `invalid_grant` means that the token was spent or revoked. */
export function processRefreshTokenResponse(answer: Answer, now: number): TokenSet {
  return processTokenResponse(answer, now, 'refresh_token');
}

/**
 * Asks for a token of the app's own service account. Pass the answer to
 * {@link processClientCredentialsResponse}. Source: "Client credentials" [doc].
 */
export function clientCredentialsGrantRequest(
  environment: LoginHost,
  client: OAuthClient,
  options: SendOptions,
): Promise<Answer> {
  return tokenRequest(environment, client, { grant_type: 'client_credentials' }, options);
}

/** A token without a refresh token; ask again when it expires. */
export function processClientCredentialsResponse(answer: Answer, now: number): TokenSet {
  return processTokenResponse(answer, now, 'client_credentials');
}

/**
 * Ends a token at the server. Revoking the access token ends its refresh token too. Pass the answer to
 * {@link processRevokeResponse}. Source: "OAuth endpoints" [doc].
 */
export function revokeRequest(
  environment: LoginHost,
  client: OAuthClient,
  token: Secret,
  options: SendOptions,
): Promise<Answer> {
  return postForm(environment, '/oauth/revoke', { token: token.reveal(), ...credentials(client) }, options);
}

/** The server answers 200 whether or not it knew the token; anything else throws `OAuthError`. */
export function processRevokeResponse(answer: Answer): void {
  if (answer.status !== 200) throw refusal(answer, 'revoke');
}

/** Asks the login host what it knows of an access token. Pass the answer to {@link processTokenInfoResponse}. */
export function tokenInfoRequest(
  environment: LoginHost,
  token: Secret,
  options: SendOptions,
): Promise<Answer> {
  return send(
    `${environment.loginUrl}/oauth/token/info`,
    {
      method: 'GET',
      headers: { accept: 'application/json', authorization: `Bearer ${token.reveal()}` },
    },
    options,
  );
}

/** Source: Procore's JavaScript SDK and "Token info" of the API reference [sdk, oas]. */
export interface TokenInfo {
  /** The user's id as text; `undefined` where the server gave none. */
  readonly resourceOwnerId: string | undefined;
  readonly clientId: string | undefined;
  readonly expiresInSeconds: number | undefined;
  /** Seconds since 1970 by the server's clock. */
  readonly createdAtSeconds: number | undefined;
}

/** Throws `OAuthError` with status 401 for a token that the server does not take any more. */
export function processTokenInfoResponse(answer: Answer): TokenInfo {
  const body = answer.status === 200 ? parseObject(answer) : undefined;
  if (body === undefined) throw refusal(answer, 'token_info');
  const owner = body.resource_owner_id;
  const application = body.application;
  const uid =
    typeof application === 'object' && application !== null ? Reflect.get(application, 'uid') : undefined;
  return {
    resourceOwnerId: typeof owner === 'number' || typeof owner === 'string' ? String(owner) : undefined,
    clientId: typeof uid === 'string' ? uid : undefined,
    expiresInSeconds: typeof body.expires_in_seconds === 'number' ? body.expires_in_seconds : undefined,
    createdAtSeconds: typeof body.created_at === 'number' ? body.created_at : undefined,
  };
}

function tokenRequest(
  environment: LoginHost,
  client: OAuthClient,
  grant: Readonly<Record<string, string>>,
  options: SendOptions,
): Promise<Answer> {
  return postForm(environment, '/oauth/token', { ...grant, ...credentials(client) }, options);
}

function credentials(client: OAuthClient): Record<string, string> {
  return { client_id: client.clientId, client_secret: client.clientSecret.reveal() };
}

function postForm(
  environment: LoginHost,
  path: string,
  fields: Readonly<Record<string, string>>,
  options: SendOptions,
): Promise<Answer> {
  return send(
    `${environment.loginUrl}${path}`,
    {
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fields).toString(),
    },
    options,
  );
}

type Grant = 'authorization_code' | 'refresh_token' | 'client_credentials';

/** Life without `expires_in`; Procore's own figure since autumn 2023 [doc]. */
const usualLifeSeconds = 5400;

/** Ten years: what says more is no time that a clock could show. */
const longestLifeSeconds = 315_360_000;

function processTokenResponse(answer: Answer, now: number, grant: Grant): TokenSet {
  const body = answer.status === 200 ? parseObject(answer) : undefined;
  if (body === undefined) throw refusal(answer, grant);
  const access = body.access_token;
  const refresh = body.refresh_token;
  const bearer = body.token_type;
  const complete =
    isText(access) &&
    (grant === 'client_credentials' || isText(refresh)) &&
    typeof bearer === 'string' &&
    bearer.toLowerCase() === 'bearer';
  if (!complete)
    throw new OAuthError(
      'unexpected-answer',
      `${new URL(answer.origin).host} answered the sign-in without the tokens that were asked for. Try again, and check the login host of this environment.`,
      { status: answer.status },
    );
  const life = body.expires_in;
  const seconds =
    typeof life === 'number' && life > 0 ? Math.min(life, longestLifeSeconds) : usualLifeSeconds;
  return {
    accessToken: secret(access),
    refreshToken: grant !== 'client_credentials' && isText(refresh) ? secret(refresh) : undefined,
    createdAt: now,
    expiresAt: now + seconds * 1000,
  };
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
