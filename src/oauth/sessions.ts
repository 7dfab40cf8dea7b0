import type { Environment } from '../procore/environments.ts';
import { OAuthError } from './errors.ts';
import { createLedgers } from './ledger.ts';
import { createLedgerEntries } from './ledgerEntries.ts';
import { orAborted } from './orAborted.ts';
import { createRenewal } from './renewal.ts';
import { filesUnusable } from './renewalErrors.ts';
import type { RenewalParts } from './renewalParts.ts';
import { type RenewalTimes, usualTimes } from './renewalTimes.ts';
import { isSameSignIn, replacedSessions, signedInAfter } from './replacing.ts';
import type { Secret } from './secret.ts';
import type { SecretStore } from './secretStore.ts';
import {
  changeBetween,
  type Session,
  type SessionsChange,
  type StandingSession,
  sessionOf,
} from './session.ts';
import { issuerOf, messageOf } from './sessionApp.ts';
import type { Account, LiveTokens, SessionRecord } from './sessionRecord.ts';
import { createSessionStore } from './sessionStore.ts';
import { type SessionGrant, type SessionToken, sessionToken } from './sessionToken.ts';
import { bury, dropCopy, revokeBuried, revokeReplaced } from './signOut.ts';
import { liveTokens } from './spending.ts';
import { accountOf, isAlive, type Standing, standingOf } from './standing.ts';
import type { TokenSet } from './tokens.ts';

/** What the sessions need of the world. */
export interface SessionsParts extends Omit<RenewalParts, 'store' | 'ledgers' | 'times'> {
  /** Sessions only: every key is a session's id. */
  readonly secrets: SecretStore;
  /** Default: those that fit tokens of an hour and a half. */
  readonly times?: RenewalTimes;
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
  /** Stops listening; resolves when nothing is being renewed any more, or after a short while. */
  dispose(): Promise<void>;
}

/** After that no window holds a copy of a session any more that was signed out in another. */
const tombstoneLifeMs = 30 * 24 * 60 * 60_000;

/** The sessions of one secret store, shared with all other processes that use the same store and files. */
export function createSessions(given: SessionsParts): Sessions {
  const { secrets, now, log, self, times = usualTimes } = given;
  const store = createSessionStore(secrets, log);
  const ledgers = createLedgers(given.files);
  const parts: RenewalParts = { ...given, times, store, ledgers };
  const { renew, settled } = createRenewal(parts);
  const jitterMs = given.random() * times.marginJitterMs;
  /** Generations whose token a 401 refused and that cannot be renewed. */
  const spent = new Map<string, number>();
  const failures = new Map<string, { readonly at: number; readonly error: unknown }>();
  const listeners = new Set<(change: SessionsChange) => void>();
  let told: readonly StandingSession[] | undefined;
  let telling: Promise<unknown> = Promise.resolve();

  /** Does the work, if any, and tells of all that changed by it in one event. */
  function tellAfter<T>(work: () => Promise<T>): Promise<T> {
    const done = telling.then(async () => {
      told ??= await readAll();
      const result = await work();
      const current = await readAll();
      const change = changeBetween(told, current);
      told = current;
      if (change !== undefined) for (const listener of [...listeners]) listener(change);
      return result;
    });
    telling = done.catch(() => undefined);
    return done;
  }

  /** Also ends what another window has left behind. */
  const reconcile = () =>
    tellAfter(async () => {
      const records = await store.readAll();
      for (const record of records) if (standing(record) === 'removed') await dropCopy(record, parts);
      for (const { id } of replacedSessions(records.flatMap(stand))) await replace(id);
    });
  const look = () => {
    reconcile().catch((error: unknown) => log(`Sessions could not be read: ${messageOf(error)}`));
  };
  const unsubscribe = secrets.onDidChange(look);
  look();

  function standing(record: SessionRecord): Standing {
    const read = ledgers.read(record.id);
    const stands = standingOf(record, read, self, now());
    if (stands !== 'live' || spent.get(record.id) !== record.gen) return stands;
    return typeof read === 'object' && accountOf(record, read, self) ? 'unknown-outcome' : 'copied';
  }

  async function readAll(): Promise<readonly StandingSession[]> {
    return (await store.readAll()).flatMap(stand);
  }

  function stand(record: SessionRecord): readonly StandingSession[] {
    const stands = standing(record);
    return stands === 'removed' ? [] : [{ record, standing: stands }];
  }

  async function replace(id: string): Promise<void> {
    const old = await bury(id, parts);
    void revokeReplaced(old, parts).catch(() => log('A replaced session could not be revoked.'));
  }

  function isFresh({ createdAt, expiresAt }: LiveTokens): boolean {
    if (expiresAt === undefined) return true;
    return expiresAt - now() > Math.min(times.marginMs + jitterMs, (expiresAt - createdAt) / 5);
  }

  /** A session is only good for the login host that issued it, whatever its environment's hosts are now. */
  function isOfItsEnvironment({ environment, issuer }: SessionRecord): boolean {
    const known = parts.environment(environment);
    return known !== undefined && issuerOf(known) === issuer;
  }

  /** The ledger first: without it nobody would dare to renew what is stored. */
  async function storeNew(record: SessionRecord): Promise<void> {
    try {
      const idle = createLedgerEntries(parts).entry(given.newId(), record.gen, 'idle');
      await ledgers.write(record.id, idle, () => true);
    } catch (error) {
      throw filesUnusable(error);
    }
    await store.write(record);
  }

  return {
    async create({ environment, account, grant, clientId, redirectUri, tokens }) {
      return tellAfter(async () => {
        const about = { account, environment: environment.name, clientId };
        const same = (await store.readAll()).filter(other => isSameSignIn(about, other));
        const record: SessionRecord = {
          ...about,
          id: given.newId(),
          gen: 1,
          issuer: issuerOf(environment),
          grant,
          redirectUri,
          signedInAt: signedInAfter(same, now()),
          tokens: liveTokens(tokens),
        };
        await storeNew(record).catch((error: unknown) => {
          // Nobody else has the tokens, and the refresh token would never end by itself.
          void revokeBuried({ record, revocable: grant !== 'access_token' }, parts);
          throw error;
        });
        await ledgers.tidyUp(now() - tombstoneLifeMs).catch(() => undefined);
        await Promise.all(same.map(({ id }) => replace(id)));
        return sessionOf({ record, standing: 'live' });
      });
    },

    async list() {
      return (await readAll()).map(sessionOf);
    },

    async storedToken(id) {
      const record = await store.read(id);
      return record && standing(record) === 'live' ? record.tokens.accessToken : undefined;
    },

    async getAccessToken(id, { rejected, signal }) {
      signal.throwIfAborted();
      const record = await store.read(id);
      if (record === undefined || !isOfItsEnvironment(record)) return undefined;
      if (standing(record) !== 'live') return undefined;
      const isRefused = ({ accessToken }: LiveTokens) => rejected?.reveal() === accessToken.reveal();
      const isGood = ({ tokens }: SessionRecord) => !isRefused(tokens) && isFresh(tokens);
      const isUsable = (current: SessionRecord) => !isRefused(current.tokens) && isAlive(current, now());
      if (isGood(record)) return tokenOf(record);
      const failure = failures.get(id);
      const sinceMs = failure === undefined ? Number.POSITIVE_INFINITY : Math.abs(now() - failure.at);
      if (isUsable(record) && sinceMs < times.backOffMs) return tokenOf(record);
      // Whoever asks twice in a row does not wait twice for another window.
      if (sinceMs < times.lateMs && isOthersWork(failure?.error)) throw failure?.error;
      const renewed = await orAborted(tellAfterRenewal(id, isGood), signal).catch((error: unknown) => {
        if (!signal.aborted) failures.set(id, { at: now(), error });
        if (signal.aborted || !isUsable(record)) throw error;
        log(`Session ${id} keeps its token for now: ${messageOf(error)}`);
        return record;
      });
      if (renewed === undefined || standing(renewed) !== 'live') return undefined;
      if (isUsable(renewed)) return tokenOf(renewed);
      if (renewed.grant === 'authorization_code' && isRefused(renewed.tokens)) await isSpent(renewed);
      return undefined;
    },

    async remove(id) {
      const buried = await tellAfter(() => bury(id, parts));
      return { revoked: revokeBuried(buried, parts) };
    },

    reconcile,
    onDidChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async dispose() {
      unsubscribe();
      listeners.clear();
      await Promise.race([settled(), given.sleep(times.shutdownMs)]);
    },
  };

  /** Its token would be offered until the end of its life otherwise, and nobody asked to sign in. */
  async function isSpent({ id, gen }: SessionRecord): Promise<void> {
    spent.set(id, gen);
    await reconcile();
  }

  /** Outside the turn of telling: a slow login host must not hold up a sign-out. */
  async function tellAfterRenewal(
    id: string,
    isGood: (record: SessionRecord) => boolean,
  ): Promise<SessionRecord | undefined> {
    try {
      return await renew(id, isGood);
    } finally {
      await reconcile();
    }
  }
}

function isOthersWork(error: unknown): boolean {
  return error instanceof OAuthError && (error.code === 'busy' || error.code === 'renewed-elsewhere');
}

function tokenOf({ environment, account, grant, clientId, tokens }: SessionRecord): SessionToken {
  const { accessToken, expiresAt } = tokens;
  return sessionToken(accessToken, {
    environment,
    account: account.label,
    grant,
    expiresAt,
    ...(clientId === undefined ? {} : { app: clientId }),
  });
}
