import type { Environment } from '../procore/environments.ts';
import { OAuthError, outcomeIsUnknown } from './errors.ts';
import type { Secret } from './secret.ts';
import type { LiveTokens, SessionEnd, SessionRecord } from './sessionRecord.ts';
import type { SessionStore } from './sessionStore.ts';
import {
  clientCredentialsGrantRequest,
  type OAuthClient,
  processClientCredentialsResponse,
  processRefreshTokenResponse,
  processRevokeResponse,
  refreshTokenGrantRequest,
  revokeRequest,
  type TokenSet,
} from './tokens.ts';
import type { Transport } from './transport.ts';

/** What a renewal needs of the world. */
export interface RenewalParts {
  readonly store: SessionStore;
  readonly transport: Transport;
  readonly now: () => number;
  /** The environment of that name, with its hosts as they are now; `undefined`: there is none any more. */
  readonly environment: (name: string) => Environment | undefined;
  /** The app of that client id, to renew with; `undefined`: its secret is not known here. */
  readonly client: (environment: Environment, clientId: string) => Promise<OAuthClient | undefined>;
  /** Lines for a log; never a token. */
  readonly log: (line: string) => void;
}

export interface Renewal {
  /**
   * A new pair for the record, stored before this resolves; at most one at a time for each session. Resolves
   * to the record as it then stands, ended or removed ones too. Rejects with `OAuthError` where the session
   * is untouched and a later try may do.
   */
  renew(record: SessionRecord): Promise<SessionRecord | undefined>;
  /** Best effort: `false` where the login host was not reached or refused. */
  revoke(record: SessionRecord, token: Secret): Promise<boolean>;
}

/** The one place that may spend a refresh token. */
export function createRenewal(parts: RenewalParts): Renewal {
  const { store, transport, now, log } = parts;
  const running = new Map<string, Promise<SessionRecord | undefined>>();

  async function renewNow(base: SessionRecord): Promise<SessionRecord | undefined> {
    if (base.state.kind !== 'live') return base;
    const { refreshToken, refreshUnknown } = base.state;
    const renewable = base.grant === 'client_credentials' || refreshToken !== undefined;
    if (base.grant === 'access_token' || !renewable)
      return end(base, refreshUnknown ? 'unknown-outcome' : 'expired');
    const { environment, client } = await clientOf(base);
    try {
      return await storeNewPair(base, await askForPair(base, refreshToken, environment, client));
    } catch (error) {
      if (refreshToken === undefined) throw error;
      if (error instanceof OAuthError && error.error === 'invalid_grant') return end(base, 'revoked');
      if (!outcomeIsUnknown(error)) throw error;
      log(`Whether session ${base.id} was renewed is not known: ${messageOf(error)}`);
      return keepWithoutRefreshToken(base);
    }
  }

  async function askForPair(
    { redirectUri }: SessionRecord,
    refreshToken: Secret | undefined,
    environment: Environment,
    client: OAuthClient,
  ): Promise<TokenSet> {
    if (refreshToken === undefined)
      return processClientCredentialsResponse(
        await clientCredentialsGrantRequest(environment, client, { transport }),
        now(),
      );
    const grant = { refreshToken, redirectUri };
    return processRefreshTokenResponse(
      await refreshTokenGrantRequest(environment, client, grant, { transport }),
      now(),
    );
  }

  async function storeNewPair(base: SessionRecord, tokens: TokenSet): Promise<SessionRecord | undefined> {
    const stored = await store.update(base.id, current =>
      isStill(base, current) ? { ...base, gen: base.gen + 1, state: liveTokens(tokens) } : undefined,
    );
    if (stored?.state.kind !== 'live') {
      log(`Session ${base.id} was signed out while it was being renewed; its new token is revoked.`);
      await revoke(base, tokens.accessToken);
    }
    return stored;
  }

  /** The old access token may be used while it lives; the refresh token is never tried a second time. */
  async function keepWithoutRefreshToken(base: SessionRecord): Promise<SessionRecord | undefined> {
    const kept = await store.update(base.id, current =>
      isStill(base, current)
        ? { ...current, state: { ...current.state, refreshToken: undefined, refreshUnknown: true } }
        : undefined,
    );
    return kept !== undefined && isAlive(kept, now()) ? kept : end(base, 'unknown-outcome');
  }

  /** Marks the session unless somebody has renewed or removed it meanwhile; never deletes it. */
  function end(base: SessionRecord, reason: SessionEnd): Promise<SessionRecord | undefined> {
    return store.update(base.id, current =>
      isStill(base, current) ? { ...current, state: { kind: 'ended', reason } } : undefined,
    );
  }

  async function clientOf(
    record: SessionRecord,
  ): Promise<{ readonly environment: Environment; readonly client: OAuthClient }> {
    const { account, clientId, issuer } = record;
    const environment = parts.environment(record.environment);
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

  async function revoke(record: SessionRecord, token: Secret): Promise<boolean> {
    try {
      const { environment, client } = await clientOf(record);
      processRevokeResponse(await revokeRequest(environment, client, token, { transport, timeoutMs: 5000 }));
      return true;
    } catch (error) {
      log(`A token of ${record.account.label} was not revoked: ${messageOf(error)}`);
      return false;
    }
  }

  return {
    renew(record) {
      const already = running.get(record.id);
      if (already !== undefined) return already;
      const renewal = renewNow(record).finally(() => running.delete(record.id));
      running.set(record.id, renewal);
      return renewal;
    },
    revoke,
  };
}

/** What is stored of a token set. */
export function liveTokens(
  tokens: Omit<TokenSet, 'expiresAt'> & { readonly expiresAt: number | undefined },
): LiveTokens {
  const { accessToken, refreshToken, createdAt, expiresAt } = tokens;
  return { kind: 'live', accessToken, refreshToken, createdAt, expiresAt, refreshUnknown: false };
}

/** Whether the access token may still be used at `now`, as far as its life is known. */
export function isAlive({ state }: SessionRecord, now: number): boolean {
  return state.kind === 'live' && (state.expiresAt === undefined || state.expiresAt > now);
}

/** The origin that a session of this environment is bound to. */
export function issuerOf(environment: Pick<Environment, 'loginUrl'>): string {
  return new URL(environment.loginUrl).origin;
}

/** The message of what this room throws; anything else may hold what nobody has looked at. */
export function messageOf(error: unknown): string {
  return error instanceof OAuthError ? error.message : 'an unexpected error';
}

type LiveRecord = SessionRecord & { readonly state: LiveTokens };

function isStill(base: SessionRecord, current: SessionRecord | undefined): current is LiveRecord {
  return current?.gen === base.gen && current.state.kind === 'live';
}
