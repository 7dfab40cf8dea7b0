import type { Environment } from '../procore/environments.ts';
import { OAuthError } from './errors.ts';
import type { Secret } from './secret.ts';
import type { SessionRecord } from './sessionRecord.ts';
import { type OAuthClient, processRevokeResponse, revokeRequest } from './tokens.ts';
import type { Transport } from './transport.ts';

/** What it takes to find the app that a session was made with. */
export interface SessionAppParts {
  readonly transport: Transport;
  /** The environment of that name, with its hosts as they are now; `undefined`: there is none any more. */
  readonly environment: (name: string) => Environment | undefined;
  /** The app of that client id, to renew with; `undefined`: its secret is not known here. */
  readonly client: (environment: Environment, clientId: string) => Promise<OAuthClient | undefined>;
  /** Lines for a log; never a token. */
  readonly log: (line: string) => void;
}

/** The app and the environment of a session. Throws `OAuthError` `credentials-missing`. */
export async function appOf(
  { account, clientId, issuer, environment: name }: SessionRecord,
  parts: SessionAppParts,
): Promise<{ readonly environment: Environment; readonly client: OAuthClient }> {
  const environment = parts.environment(name);
  if (environment === undefined || issuerOf(environment) !== issuer)
    throw new OAuthError(
      'credentials-missing',
      `The session of ${account.label} belongs to ${issuer}, which no environment uses now. Sign in again.`,
    );
  const client = clientId === undefined ? undefined : await parts.client(environment, clientId);
  if (client === undefined)
    throw new OAuthError(
      'credentials-missing',
      `The client secret of the app that ${account.label} signed in with is not known any more. Sign in again.`,
    );
  return { environment, client };
}

/** Best effort: `false` where the login host was not reached or refused. */
export async function revokeToken(
  record: SessionRecord,
  token: Secret,
  parts: SessionAppParts,
): Promise<boolean> {
  try {
    const { environment, client } = await appOf(record, parts);
    const { transport } = parts;
    processRevokeResponse(await revokeRequest(environment, client, token, { transport, timeoutMs: 5000 }));
    return true;
  } catch (error) {
    parts.log(`A token of ${record.account.label} was not revoked: ${messageOf(error)}`);
    return false;
  }
}

/** The origin that a session of this environment is bound to. */
export function issuerOf(environment: Pick<Environment, 'loginUrl'>): string {
  return new URL(environment.loginUrl).origin;
}

/** The message of what this room throws; anything else may hold what nobody has looked at. */
export function messageOf(error: unknown): string {
  return error instanceof OAuthError ? error.message : 'an unexpected error';
}
