import type { Environment } from '../procore/environments.ts';
import { createRenewal, isAlive, issuerOf, liveTokens, messageOf, type RenewalParts } from './renewal.ts';
import type { Secret } from './secret.ts';
import type { SecretStore } from './secretStore.ts';
import { changeBetween, type Session, type SessionsChange, sessionOf } from './session.ts';
import type { Account, LiveTokens, SessionRecord } from './sessionRecord.ts';
import { createSessionStore } from './sessionStore.ts';
import { type SessionGrant, type SessionToken, sessionToken } from './sessionToken.ts';
import type { TokenSet } from './tokens.ts';

/** What the sessions need of the world. */
export interface SessionsParts extends Omit<RenewalParts, 'store'> {
  /** Sessions only: every key is a session's id. */
  readonly secrets: SecretStore;
  readonly newId: () => string;
  /** A token with less than this left is renewed ahead; never more than a fifth of its life. Default 5 min. */
  readonly marginMs?: number;
}

/** What a sign-in brought. */
export interface NewSession {
  readonly environment: Environment;
  readonly account: Account;
  readonly grant: SessionGrant;
  readonly clientId: string | undefined;
  readonly redirectUri: string | undefined;
  readonly tokens: Omit<TokenSet, 'expiresAt'> & { readonly expiresAt: number | undefined };
}

/** `rejected` is the token that a 401 has just refused. */
export interface AccessTokenOptions {
  readonly rejected?: Pick<SessionToken, 'reveal'> | undefined;
  readonly signal: AbortSignal;
}

/** Who is signed in, and the only way to their tokens. */
export interface Sessions {
  /**
   * Stores a session; an older one of the same account, environment and app is replaced and revoked. A
   * pasted token belongs to no app: it replaces any, and any replaces it.
   */
  create(session: NewSession): Promise<Session>;
  /** All sessions, ended ones too. Fast, without network. Unreadable records are skipped and logged. */
  list(): Promise<readonly Session[]>;
  /** The stored token, as it is; `undefined` where there is none. Requests use `getAccessToken`. */
  storedToken(id: string): Promise<Secret | undefined>;
  /**
   * A token that is good for a while: renewed ahead of its end, and when `rejected` is still the current
   * one. `undefined`: the session has ended or is gone. Rejects with `OAuthError` where it could not be
   * renewed now but may be later, or with the signal's reason; a renewal under way goes on without the caller.
   */
  getAccessToken(id: string, options: AccessTokenOptions): Promise<SessionToken | undefined>;
  /**
   * Signs out here at once; `revoked` then tells whether the login host took it too. Removing what is not
   * there does nothing.
   */
  remove(id: string): Promise<{ readonly revoked: Promise<boolean> }>;
  /** Looks again, and tells what other windows have changed. */
  reconcile(): Promise<void>;
  onDidChange(listener: (change: SessionsChange) => void): () => void;
  dispose(): void;
}

const defaultMarginMs = 5 * 60_000;
/** After that no renewal can be under way that a tombstone would have to stop. */
const tombstoneLifeMs = 24 * 60 * 60_000;

/** The sessions of one secret store. */
export function createSessions(parts: SessionsParts): Sessions {
  const { secrets, now, log } = parts;
  const store = createSessionStore(secrets, log);
  const { renew, revoke } = createRenewal({ ...parts, store });
  const listeners = new Set<(change: SessionsChange) => void>();
  let told: readonly SessionRecord[] | undefined;
  let telling: Promise<unknown> = Promise.resolve();

  /** Does the work, if any, and tells of all that changed by it in one event. */
  function tellAfter<T>(work: () => Promise<T>): Promise<T> {
    const done = telling.then(async () => {
      told ??= await store.readAll();
      const result = await work();
      const records = await store.readAll();
      const change = changeBetween(told, records);
      told = records;
      if (change !== undefined) for (const listener of [...listeners]) listener(change);
      return result;
    });
    telling = done.catch(() => undefined);
    return done;
  }

  const reconcile = () => tellAfter(async () => undefined);
  const look = () => {
    reconcile().catch((error: unknown) => log(`Sessions could not be read: ${messageOf(error)}`));
  };
  const unsubscribe = secrets.onDidChange(look);
  look();

  function isFresh({ createdAt, expiresAt }: LiveTokens): boolean {
    if (expiresAt === undefined) return true;
    const margin = Math.min(parts.marginMs ?? defaultMarginMs, (expiresAt - createdAt) / 5);
    return expiresAt - now() > margin;
  }

  /** A session is only good for the login host that issued it, whatever its environment's hosts are now. */
  function isOfItsEnvironment({ environment, issuer }: SessionRecord): boolean {
    const known = parts.environment(environment);
    return known !== undefined && issuerOf(known) === issuer;
  }

  /** Leaves a tombstone; resolves to the record as it was. */
  async function bury(id: string): Promise<SessionRecord | undefined> {
    let before: SessionRecord | undefined;
    await store.update(id, current => {
      before = current;
      return current === undefined || current.state.kind === 'removed'
        ? undefined
        : { ...current, gen: current.gen + 1, state: { kind: 'removed', at: now() } };
    });
    return before;
  }

  async function revokeBuried(buried: SessionRecord | undefined): Promise<boolean> {
    if (buried?.state.kind !== 'live' || buried.grant === 'access_token') return false;
    return revoke(buried, buried.state.accessToken);
  }

  return {
    async create({ environment, account, grant, clientId, redirectUri, tokens }) {
      const record: SessionRecord = {
        id: parts.newId(),
        gen: 1,
        environment: environment.name,
        issuer: issuerOf(environment),
        account,
        grant,
        clientId,
        redirectUri,
        state: liveTokens(tokens),
      };
      const replaced = await tellAfter(async () => {
        const before = await store.readAll();
        await store.update(record.id, () => record);
        for (const { id, state } of before)
          if (state.kind === 'removed' && now() - state.at > tombstoneLifeMs) await store.delete(id);
        const same = before.filter(
          other =>
            other.account.id === account.id &&
            other.environment === environment.name &&
            (other.clientId === clientId || other.clientId === undefined || clientId === undefined),
        );
        return Promise.all(same.map(({ id }) => bury(id)));
      });
      // A server that hands the same token out again must not lose it to this.
      for (const old of replaced)
        if (old?.state.kind === 'live' && old.state.accessToken.reveal() !== tokens.accessToken.reveal())
          void revokeBuried(old);
      return sessionOf(record);
    },

    async list() {
      const records = await store.readAll();
      return records.filter(({ state }) => state.kind !== 'removed').map(sessionOf);
    },

    async storedToken(id) {
      const record = await store.read(id);
      return record?.state.kind === 'live' ? record.state.accessToken : undefined;
    },

    async getAccessToken(id, { rejected, signal }) {
      signal.throwIfAborted();
      const record = await store.read(id);
      if (record?.state.kind !== 'live' || !isOfItsEnvironment(record)) return undefined;
      const current = record.state.accessToken.reveal();
      const refused = rejected?.reveal() === current;
      if (!refused && isFresh(record.state)) return tokenOf(record);
      const renewal = tellAfterRenewal(record);
      const renewed = await orAborted(renewal, signal).catch((error: unknown) => {
        if (refused || signal.aborted || !isAlive(record, now())) throw error;
        log(`Session ${id} keeps its token for now: ${messageOf(error)}`);
        return record;
      });
      const token = renewed === undefined ? undefined : tokenOf(renewed);
      return refused && token?.reveal() === current ? undefined : token;
    },

    async remove(id) {
      const buried = await tellAfter(() => bury(id));
      return { revoked: revokeBuried(buried) };
    },

    reconcile,
    onDidChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose() {
      unsubscribe();
      listeners.clear();
    },
  };

  /** Outside the turn of telling: a slow login host must not hold up a sign-out. */
  async function tellAfterRenewal(record: SessionRecord): Promise<SessionRecord | undefined> {
    try {
      return await renew(record);
    } finally {
      await reconcile();
    }
  }
}

function tokenOf({ environment, account, grant, state }: SessionRecord): SessionToken | undefined {
  if (state.kind !== 'live') return undefined;
  return sessionToken(state.accessToken, {
    environment,
    account: account.label,
    grant,
    expiresAt: state.expiresAt,
  });
}

/** The shared work goes on when one of those who wait for it gives up. */
function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
