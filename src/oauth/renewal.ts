import { OAuthError, outcomeIsUnknown } from './errors.ts';
import { type Ledger, type LedgerRead, type LedgerState, type Ledgers, lockOf } from './ledger.ts';
import { acquireLock, type Lock } from './lock.ts';
import { busy, filesUnusable, renewedElsewhere, writtenByNewer } from './renewalErrors.ts';
import type { RenewalTimes } from './renewalTimes.ts';
import type { Secret } from './secret.ts';
import { appOf, messageOf, revokeToken, type SessionAppParts } from './sessionApp.ts';
import type { LiveTokens, SessionEnd, SessionRecord } from './sessionRecord.ts';
import type { SessionStore } from './sessionStore.ts';
import { accountOf } from './standing.ts';
import { runs } from './thisProcess.ts';
import {
  clientCredentialsGrantRequest,
  processClientCredentialsResponse,
  processRefreshTokenResponse,
  refreshTokenGrantRequest,
  type TokenSet,
} from './tokens.ts';
import type { World } from './world.ts';

/** What a renewal needs. */
export interface RenewalParts extends SessionAppParts, World {
  readonly store: SessionStore;
  readonly ledgers: Ledgers;
  readonly times: RenewalTimes;
  /** Whether what one window stores comes to the others by itself: not where the editor is in a browser. */
  readonly secretsTravel: boolean;
}

export interface Renewal {
  /**
   * A new pair for the session, stored before this resolves, unless somebody has stored one that `isGood`.
   * At most one at a time for each session, of all processes. Resolves to the record as it then stands,
   * which is the old one where the session has ended; `undefined`: it is gone. Rejects with `OAuthError`
   * where the session is untouched and a later try may do.
   */
  renew(id: string, isGood: (record: SessionRecord) => boolean): Promise<SessionRecord | undefined>;
  /** Resolves when nothing is under way any more. */
  settled(): Promise<void>;
}

/** The one place that may spend a refresh token. */
export function createRenewal(parts: RenewalParts): Renewal {
  const { store, ledgers, transport, times, self, now, log } = parts;
  const running = new Map<string, Promise<SessionRecord | undefined>>();
  /** Claims of this process that came to nothing: the token was not sent under them. */
  const neverSent = new Set<string>();

  async function renewNow(
    id: string,
    isGood: (record: SessionRecord) => boolean,
  ): Promise<SessionRecord | undefined> {
    for (let attempt = 0; attempt < 3; attempt++) {
      const unneeded = async () => {
        const record = await store.read(id);
        return record === undefined || isGood(record);
      };
      const lock = await acquireLock(lockOf(id), parts, { waitMs: times.lockWaitMs, unneeded });
      if (lock === 'unneeded') return store.read(id);
      if (lock === 'busy') break;
      try {
        const record = await renewUnder(lock, id, isGood);
        if (record !== 'again') return record;
      } finally {
        await lock.release();
      }
    }
    throw busy();
  }

  async function renewUnder(
    lock: Lock,
    id: string,
    isGood: (record: SessionRecord) => boolean,
  ): Promise<SessionRecord | undefined | 'again'> {
    const record = await caughtUp(id);
    const read = ledgers.read(id);
    if (record === undefined) return undefined;
    if (read === 'newer') throw writtenByNewer(record);
    if (read?.state === 'removed') return record;
    if (record.grant !== 'authorization_code')
      return isGood(record) ? record : renewWithoutToken(lock, record, read);
    const ledger = accountOf(record, read, self);
    if (ledger === undefined) return record;
    if (ledger.gen > record.gen) return ledger.state === 'ended' ? record : behind(lock, record, ledger);
    if (isGood(record)) return record;
    // A record ahead of its ledger was stored by somebody who could not write the ledger any more.
    if (ledger.gen < record.gen || neverSent.has(ledger.nonce)) return spend(lock, record, ledger);
    switch (ledger.state) {
      case 'idle':
      case 'lost':
        return spend(lock, record, ledger);
      case 'spending':
        return afterSpender(lock, record, ledger);
      default:
        return record;
    }
  }

  /** The record; where the ledger is ahead of it, what another has stored is given time to come. */
  async function caughtUp(id: string): Promise<SessionRecord | undefined> {
    const ledger = ledgers.read(id);
    const gen = typeof ledger === 'object' && ledger.state !== 'removed' ? ledger.gen : 0;
    return arrival(id, gen);
  }

  /** The record once it is of that generation, or as it is after `lateMs`, counted in looks. */
  async function arrival(id: string, gen: number): Promise<SessionRecord | undefined> {
    for (let waitedMs = 0; ; waitedMs += times.pollMs) {
      const record = await store.read(id);
      if (record === undefined || record.gen >= gen || waitedMs >= times.lateMs) return record;
      await parts.sleep(times.pollMs);
    }
  }

  /** Our copy is old, and so is its refresh token: it is not sent, whatever else. */
  async function behind(lock: Lock, record: SessionRecord, ledger: Ledger): Promise<SessionRecord> {
    if (ledger.state === 'lost') return record;
    if (!parts.secretsTravel || !isGone(ledger)) throw renewedElsewhere(record);
    log(`The renewed tokens of ${record.account.label} were lost with the window that got them.`);
    await writeIfSame(lock, record, ledger, entry(lock.nonce, ledger.gen, 'lost'));
    return record;
  }

  /** Whoever was spending the token has not finished: it may be late, stand still, or be dead. */
  async function afterSpender(
    lock: Lock,
    record: SessionRecord,
    ledger: Ledger,
  ): Promise<SessionRecord | undefined | 'again'> {
    const late = await arrival(record.id, record.gen + 1);
    if (late === undefined || late.gen > record.gen) return late && 'again';
    if (!isGone(ledger) && Math.abs(now() - ledger.startedAt) < times.hungMs) throw busy(ledger.writer.pid);
    log(`Whether a session of ${record.account.label} was renewed is not known: its window was closed.`);
    await writeIfSame(lock, record, ledger, { ...ledger, state: 'unknown' });
    return record;
  }

  /** Whether the process that wrote it can do nothing more; this one has nothing else under way. */
  function isGone({ writer }: Ledger): boolean {
    const { pid, host, boot } = self.mark;
    const own = writer.pid === pid && writer.host === host && writer.boot === boot;
    return own || runs(writer, self) === false;
  }

  async function spend(lock: Lock, record: SessionRecord, ledger: Ledger): Promise<SessionRecord | 'again'> {
    const { refreshToken } = record.tokens;
    if (refreshToken === undefined) {
      await writeIfSame(lock, record, ledger, endOf(lock.nonce, record.gen, 'expired'));
      return record;
    }
    const app = await appOf(record, parts);
    const claim = entry(lock.nonce, record.gen, 'spending');
    const written = await writeIfSame(lock, record, ledger, claim);
    // Whoever takes the lock reads the ledger after that; so one of the two sees the other.
    if (!written || !lock.holds() || !isClaim(ledgers.read(record.id), claim)) {
      neverSent.add(lock.nonce);
      return 'again';
    }
    const tokens = await askForPair(record, refreshToken, app).catch((error: unknown) => ({ error }));
    if ('error' in tokens) return failed(record, claim, tokens.error);
    try {
      return await keep(record, claim, tokens);
    } catch (error) {
      await settle(record.id, claim, { ...claim, state: 'unknown' });
      throw error;
    }
  }

  async function askForPair(
    { redirectUri }: SessionRecord,
    refreshToken: Secret,
    { environment, client }: App,
  ): Promise<TokenSet> {
    const options = { transport, timeoutMs: times.requestMs };
    const grant = { refreshToken, redirectUri };
    const answer = await refreshTokenGrantRequest(environment, client, grant, options);
    return processRefreshTokenResponse(answer, now());
  }

  /** Stored first, then told to the others, then used. */
  async function keep(record: SessionRecord, claim: Ledger, tokens: TokenSet): Promise<SessionRecord> {
    const { id, gen } = record;
    const next = { ...record, gen: gen + 1, tokens: liveTokens(tokens) };
    const moved = () => {
      const current = ledgers.read(id);
      return typeof current === 'object' && (current.gen !== gen || current.state === 'removed');
    };
    if (!moved()) await storeSurely(next);
    if (moved()) {
      log(`A session of ${record.account.label} was signed out while it was being renewed.`);
      const current = ledgers.read(id);
      if (typeof current === 'object' && current.state === 'removed') await store.delete(id);
      await revokeToken(record, tokens.accessToken, parts);
      return record;
    }
    await settle(id, claim, entry(claim.nonce, next.gen, 'idle'));
    return next;
  }

  /** Never over a newer record. Throws what the store says where it does not take it. */
  async function storeSurely(next: SessionRecord): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const current = await store.read(next.id);
      if (current !== undefined && current.gen >= next.gen) return;
      if (attempt > 3) throw filesUnusable(undefined);
      try {
        await store.write(next);
      } catch (error) {
        if (attempt === 3) throw error;
      }
      if (attempt > 1) await parts.sleep(times.pollMs);
    }
  }

  async function failed(record: SessionRecord, claim: Ledger, error: unknown): Promise<SessionRecord> {
    const { id, gen } = record;
    if (error instanceof OAuthError && error.error === 'invalid_grant') {
      const late = await arrival(id, gen + 1);
      if (late !== undefined && late.gen > gen) return late;
      const ours = isClaim(ledgers.read(id), claim);
      const end = endOf(claim.nonce, gen, ours ? 'revoked' : 'replayed');
      await ledgers.write(id, end, current => isOf(current, gen)).catch(() => false);
      log(`The login host refused to renew a session of ${record.account.label}.`);
      return record;
    }
    if (outcomeIsUnknown(error)) {
      log(`Whether a session of ${record.account.label} was renewed is not known: ${messageOf(error)}`);
      await settle(id, claim, { ...claim, state: 'unknown' });
      return record;
    }
    neverSent.add(claim.nonce);
    await settle(id, claim, entry(claim.nonce, gen, 'idle'));
    throw error;
  }

  /** What came of a claim; whoever holds the lock now does not matter. A ledger that cannot be written stays. */
  async function settle(id: string, claim: Ledger, outcome: Ledger): Promise<void> {
    await ledgers
      .write(id, outcome, current => current === undefined || isClaim(current, claim))
      .catch(() => log('The record of a renewal could not be written.'));
  }

  /** A service account asks anew, which spends nothing; a pasted token is at its end. */
  async function renewWithoutToken(
    lock: Lock,
    record: SessionRecord,
    read: Ledger | undefined,
  ): Promise<SessionRecord> {
    const gen = Math.max(record.gen, read?.gen ?? 0);
    if (record.grant === 'access_token') {
      await writeIfSame(lock, record, read, endOf(lock.nonce, gen, 'expired'));
      return record;
    }
    const { environment, client } = await appOf(record, parts);
    const tokens = processClientCredentialsResponse(
      await clientCredentialsGrantRequest(environment, client, { transport, timeoutMs: times.requestMs }),
      now(),
    );
    const removed = () => {
      const current = ledgers.read(record.id);
      return typeof current === 'object' && current.state === 'removed';
    };
    if (removed()) return record;
    const next = { ...record, gen: gen + 1, tokens: liveTokens(tokens) };
    await storeSurely(next);
    if (removed()) await store.delete(record.id);
    await writeIfSame(lock, record, read, entry(lock.nonce, next.gen, 'idle'));
    return next;
  }

  function entry(nonce: string, gen: number, state: LedgerState): Ledger {
    return { gen, state, startedAt: now(), nonce, writer: self.mark, machine: self.machine };
  }

  function endOf(nonce: string, gen: number, end: SessionEnd): Ledger {
    return { ...entry(nonce, gen, 'ended'), end };
  }

  function writeIfSame(lock: Lock, { id }: SessionRecord, seen: Ledger | undefined, next: Ledger) {
    return ledgers.write(id, next, current => lock.holds() && isSame(current, seen));
  }

  return {
    renew(id, isGood) {
      const already = running.get(id);
      if (already !== undefined) return already;
      const renewal = renewNow(id, isGood)
        .catch((error: unknown) => {
          throw error instanceof OAuthError ? error : filesUnusable(error);
        })
        .finally(() => running.delete(id));
      running.set(id, renewal);
      return renewal;
    },
    async settled() {
      await Promise.allSettled(running.values());
    },
  };
}

type App = Awaited<ReturnType<typeof appOf>>;

/** What is stored of a token set. */
export function liveTokens(
  tokens: Omit<TokenSet, 'expiresAt'> & { readonly expiresAt: number | undefined },
): LiveTokens {
  const { accessToken, refreshToken, createdAt, expiresAt } = tokens;
  return { accessToken, refreshToken, createdAt, expiresAt };
}

function isClaim(current: LedgerRead, { gen, nonce }: Ledger): boolean {
  if (!isOf(current, gen) || current.nonce !== nonce) return false;
  return current.state === 'spending' || current.state === 'unknown';
}

function isOf(current: LedgerRead, gen: number): current is Ledger {
  return typeof current === 'object' && current.gen === gen && current.state !== 'removed';
}

function isSame(current: LedgerRead, seen: Ledger | undefined): boolean {
  if (typeof current !== 'object' || seen === undefined) return current === seen;
  return current.gen === seen.gen && current.state === seen.state && current.nonce === seen.nonce;
}
