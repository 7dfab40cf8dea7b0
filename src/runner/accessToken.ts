/** How a token was got: by a person, for a service account, or pasted. */
export type Grant = 'authorization_code' | 'client_credentials' | 'access_token';

/**
 * A bearer token with what is known of it. The token itself is behind `reveal()`, so that spreading,
 * printing or serialising the value cannot leak it.
 */
export interface AccessToken {
  /** Name of the environment that issued it. */
  readonly environment: string;
  /** For people, e.g. `ana@firm.com`; `undefined` for a service account or a pasted token. */
  readonly account: string | undefined;
  readonly grant: Grant;
  /** Client id of the app it was issued to; absent where not known. */
  readonly app?: string;
  /** Milliseconds since 1970; `undefined` where not known. */
  readonly expiresAt: number | undefined;
  reveal(): string;
}

/**
 * How the runner asks for a token without knowing sessions. `rejected` is the token a 401 has just
 * refused: the answer is then a newer one, or `undefined` where there is none. `undefined` without
 * `rejected` means not signed in. `asks` is `false` where no person may be asked to sign in.
 */
export type GetToken = (
  environment: string,
  options: { readonly rejected?: AccessToken; readonly asks?: boolean; readonly signal: AbortSignal },
) => Promise<AccessToken | undefined>;

/** Wraps a token. */
export function accessToken(value: string, about: Omit<AccessToken, 'reveal'>): AccessToken {
  return { ...about, reveal: () => value };
}
