/**
 * - `refused`: the authorization server answered with an OAuth error; `error` and `status` say which.
 * - `unexpected-answer`: it answered with something that is no OAuth answer (`status` is set).
 * - `unreachable`: nothing was sent (no such host, connection or TLS refused).
 * - `connection-lost`, `timed-out`: it may have been sent, and the outcome is not known.
 * - `access-denied`: the person pressed Deny; `authorization-refused`: another error on the redirect.
 * - `callback-malformed`: what came back from the login page has no code or not this sign-in's state.
 * - `sign-in-timed-out`: no answer from the browser in time; `ports-busy`: no redirect port is free.
 * - `credentials-missing`: there is nothing to get a token with, or nowhere to keep it.
 * - `busy`: another window is renewing the session; `renewed-elsewhere`: it has, and this one cannot see it.
 * - `storage-unavailable`: the files that keep windows from using a token twice cannot be written.
 * - `session-ended`: only a new sign-in helps; `refresh` says why, where it was the refresh token.
 */
export type OAuthErrorCode =
  | 'refused'
  | 'unexpected-answer'
  | 'unreachable'
  | 'connection-lost'
  | 'timed-out'
  | 'access-denied'
  | 'authorization-refused'
  | 'callback-malformed'
  | 'sign-in-timed-out'
  | 'ports-busy'
  | 'credentials-missing'
  | 'busy'
  | 'renewed-elsewhere'
  | 'storage-unavailable'
  | 'session-ended';

/** What the protocol said, where it said something. */
export interface OAuthErrorDetails {
  /** The protocol's `error`, e.g. `invalid_grant`: the thing to match on, never the description. */
  readonly error?: string | undefined;
  readonly errorDescription?: string | undefined;
  readonly status?: number | undefined;
  /** What became of the refresh token, by what this client itself did with it. */
  readonly refresh?: RefreshFate | undefined;
  readonly cause?: unknown;
}

/** The words of a diagnosis' `context.refresh`. */
export type RefreshFate = 'replayed' | 'revoked' | 'unknown-outcome';

/**
 * Every failure of the OAuth room except cancellation, which rejects with the signal's reason. The message
 * is for people: what happened, where, what to do next; it never holds a token, a code or a secret.
 */
export class OAuthError extends Error {
  override readonly name = 'OAuthError';
  readonly code: OAuthErrorCode;
  readonly error: string | undefined;
  readonly errorDescription: string | undefined;
  readonly status: number | undefined;
  readonly refresh: RefreshFate | undefined;

  constructor(code: OAuthErrorCode, message: string, details: OAuthErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.error = details.error;
    this.errorDescription = details.errorDescription;
    this.status = details.status;
    this.refresh = details.refresh;
  }
}

/**
 * Whether the server may have acted on a request that failed so: a refresh token sent with it may be spent
 * even though no new one arrived. `false` for a refusal, which spends nothing, and for what was never sent.
 */
export function outcomeIsUnknown(error: unknown): boolean {
  if (!(error instanceof OAuthError)) return true;
  if (error.code === 'connection-lost' || error.code === 'timed-out') return true;
  return error.code === 'unexpected-answer' && (error.status === undefined || !isClientError(error.status));
}

function isClientError(status: number): boolean {
  return status >= 400 && status < 500;
}
