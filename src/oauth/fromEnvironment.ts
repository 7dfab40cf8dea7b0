import type { Environment } from '../procore/environments.ts';
import { OAuthError } from './errors.ts';
import { orAborted } from './orAborted.ts';
import { type Secret, secret } from './secret.ts';
import { type SessionToken, sessionToken } from './sessionToken.ts';
import { clientCredentialsGrantRequest, processClientCredentialsResponse } from './tokens.ts';
import type { SendOptions } from './transport.ts';

/** What sign-in without an editor needs. `env` is the operating system's environment. */
export interface EnvironmentSignIn {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The one environment that the credentials in `env` are for: no other ever gets their token. */
  readonly environment: Environment;
  readonly now: () => number;
  readonly transport: SendOptions['transport'];
}

/**
 * The runner's `getToken`, from `PROCORE_ACCESS_TOKEN`, or else from `PROCORE_CLIENT_ID` and
 * `PROCORE_CLIENT_SECRET` (client credentials), in memory only. `undefined`: neither is set, so there is no
 * way to sign in. Throws `OAuthError` `credentials-missing` where only one of the pair is set, or the token
 * cannot be one.
 */
export function signInFromEnvironment(
  parts: EnvironmentSignIn,
):
  | ((
      environment: string,
      options: { readonly rejected?: Pick<SessionToken, 'reveal'>; readonly signal: AbortSignal },
    ) => Promise<SessionToken | undefined>)
  | undefined {
  const given = (name: string): string | undefined => parts.env[name]?.trim() || undefined;
  const pasted = given('PROCORE_ACCESS_TOKEN')?.replace(/^bearer +/i, '');
  if (pasted !== undefined && !/^[\x21-\x7e]+$/.test(pasted))
    throw new OAuthError(
      'credentials-missing',
      'PROCORE_ACCESS_TOKEN holds spaces, line breaks or letters that no token has. Set it to the token alone.',
    );
  if (pasted !== undefined) return fromAccessToken(secret(pasted), parts);
  const clientId = given('PROCORE_CLIENT_ID');
  const clientSecret = given('PROCORE_CLIENT_SECRET');
  if (clientId === undefined && clientSecret === undefined) return undefined;
  if (clientId === undefined || clientSecret === undefined)
    throw new OAuthError(
      'credentials-missing',
      clientId === undefined
        ? 'PROCORE_CLIENT_SECRET is set but PROCORE_CLIENT_ID is not. Set both, or PROCORE_ACCESS_TOKEN.'
        : 'PROCORE_CLIENT_ID is set but PROCORE_CLIENT_SECRET is not. Set both, or PROCORE_ACCESS_TOKEN.',
    );
  return fromClientCredentials(clientId, secret(clientSecret), parts);
}

function fromAccessToken(token: Secret, { environment }: EnvironmentSignIn) {
  return async (
    name: string,
    { rejected }: { readonly rejected?: Pick<SessionToken, 'reveal'> },
  ): Promise<SessionToken | undefined> => {
    if (name !== environment.name || rejected !== undefined) return undefined;
    return sessionToken(token, {
      environment: name,
      account: undefined,
      grant: 'access_token',
      expiresAt: undefined,
    });
  };
}

/** Before the end of its life a token is replaced, so that none expires on the way. */
const marginMs = 60_000;

function fromClientCredentials(
  clientId: string,
  clientSecret: Secret,
  { environment, now, transport }: EnvironmentSignIn,
) {
  let held: Asking | undefined;

  async function ask(signal: AbortSignal): Promise<SessionToken> {
    const answer = await clientCredentialsGrantRequest(
      environment,
      { clientId, clientSecret },
      { transport, signal },
    );
    const tokens = processClientCredentialsResponse(answer, now());
    return sessionToken(tokens.accessToken, {
      environment: environment.name,
      account: undefined,
      grant: 'client_credentials',
      app: clientId,
      expiresAt: tokens.expiresAt,
    });
  }

  function begin(): Asking {
    const controller = new AbortController();
    const asking = { token: ask(controller.signal), controller, waiting: 0 };
    held = asking;
    asking.token.catch(() => {
      if (held === asking) held = undefined;
    });
    return asking;
  }

  /** When nobody waits any more, nothing goes on that could hold up the end of the process. */
  async function waitFor(asking: Asking, signal: AbortSignal): Promise<SessionToken> {
    asking.waiting += 1;
    try {
      return await orAborted(asking.token, signal);
    } finally {
      asking.waiting -= 1;
      if (asking.waiting === 0) asking.controller.abort(signal.reason);
    }
  }

  return async (
    name: string,
    { rejected, signal }: { readonly rejected?: Pick<SessionToken, 'reveal'>; readonly signal: AbortSignal },
  ): Promise<SessionToken | undefined> => {
    if (name !== environment.name) return undefined;
    const current = held === undefined ? undefined : await waitFor(held, signal);
    const usable =
      current !== undefined &&
      current.reveal() !== rejected?.reveal() &&
      (current.expiresAt === undefined || current.expiresAt - now() > marginMs);
    return usable ? current : waitFor(begin(), signal);
  };
}

interface Asking {
  readonly token: Promise<SessionToken>;
  readonly controller: AbortController;
  waiting: number;
}
