import type { Secret } from './secret.ts';

/** How a session came about: a person signed in, a service account, or a token that was pasted. */
export type SessionGrant = 'authorization_code' | 'client_credentials' | 'access_token';

/** A bearer token and what is known of it: the shape that the runner takes. */
export interface SessionToken {
  /** Name of the environment that issued it. */
  readonly environment: string;
  /** The account's label; `undefined` where none is known. */
  readonly account: string | undefined;
  readonly grant: SessionGrant;
  /** Client id of the app it was issued to; absent for a pasted token. */
  readonly app?: string;
  /** Milliseconds since 1970; `undefined` where not known. */
  readonly expiresAt: number | undefined;
  reveal(): string;
}

/** Joins a token with what is known of it. */
export function sessionToken(token: Secret, about: Omit<SessionToken, 'reveal'>): SessionToken {
  return { ...about, reveal: () => token.reveal() };
}
