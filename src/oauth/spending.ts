import { arrival, storeSurely } from './arrival.ts';
import { OAuthError, outcomeIsUnknown } from './errors.ts';
import type { Ledger } from './ledger.ts';
import { createLedgerEntries, isClaim, isOf, isRemoved } from './ledgerEntries.ts';
import type { Lock } from './lock.ts';
import type { RenewalParts } from './renewalParts.ts';
import type { Secret } from './secret.ts';
import { appOf, messageOf, revokeToken } from './sessionApp.ts';
import type { LiveTokens, SessionRecord } from './sessionRecord.ts';
import {
  clientCredentialsGrantRequest,
  processClientCredentialsResponse,
  processRefreshTokenResponse,
  refreshTokenGrantRequest,
  type TokenSet,
} from './tokens.ts';

/** Sends refresh tokens, after the ledger said that nobody has, and keeps what comes of it. */
export interface Spending {
  /** The record as it then stands; `again`: the lock was lost before anything was sent; `undefined`: it is gone. */
  spend(lock: Lock, record: SessionRecord, ledger: Ledger): Promise<SessionRecord | 'again' | undefined>;
  /** A service account asks anew, which spends nothing; a pasted token is at its end. */
  spendNothing(
    lock: Lock,
    record: SessionRecord,
    read: Ledger | undefined,
  ): Promise<SessionRecord | undefined>;
  /** Whether the token was not sent under that claim of this process, whatever the ledger says. */
  wasNeverSent(nonce: string): boolean;
}

/** For one process, which remembers what it claimed and never sent. */
export function createSpending(parts: RenewalParts): Spending {
  const { store, ledgers, transport, times, now, sleep, log } = parts;
  const { entry, endOf, writeUnder, settle } = createLedgerEntries(parts);
  const neverSent = new Set<string>();

  async function spend(
    lock: Lock,
    record: SessionRecord,
    ledger: Ledger,
  ): Promise<SessionRecord | 'again' | undefined> {
    const { refreshToken } = record.tokens;
    if (refreshToken === undefined) {
      await writeUnder(lock, record.id, ledger, endOf(lock.nonce, record.gen, 'expired'));
      return record;
    }
    const app = await appOf(record, parts);
    const claim = entry(lock.nonce, record.gen, 'spending');
    const written = await writeUnder(lock, record.id, ledger, claim);
    // Whoever takes the lock reads the ledger after that; so one of the two sees the other.
    if (!written || !lock.holds() || !isClaim(ledgers.read(record.id), claim)) {
      neverSent.add(lock.nonce);
      return 'again';
    }
    const mine = await ledgers.claimSending(record.id, record.gen).catch(async (error: unknown) => {
      await settleUnsent(record, claim);
      throw error;
    });
    if (!mine) return sentByAnother(record, claim);
    const tokens = await askForPair(record, refreshToken, app).catch((error: unknown) => ({ error }));
    if ('error' in tokens) return failed(record, claim, tokens.error);
    try {
      return await keep(record, claim, tokens);
    } catch (error) {
      await settle(record.id, claim, { ...claim, state: 'unknown' });
      throw error;
    }
  }

  async function settleUnsent({ id, gen }: SessionRecord, claim: Ledger): Promise<void> {
    neverSent.add(claim.nonce);
    await ledgers.disclaimSending(id, gen).catch(() => log('The mark of a renewal could not be removed.'));
    await settle(id, claim, entry(claim.nonce, gen, 'idle'));
  }

  /** Whoever stood still may have written the ledger over that of another, who has sent the token since. */
  async function sentByAnother(record: SessionRecord, claim: Ledger): Promise<SessionRecord | 'again'> {
    const late = await arrival(record.id, record.gen + 1, parts);
    if (late !== undefined && late.gen > record.gen) return 'again';
    log(`Whether a session of ${record.account.label} was renewed is not known: another window has tried.`);
    await settle(record.id, claim, { ...claim, state: 'unknown' });
    return record;
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
  async function keep(
    record: SessionRecord,
    claim: Ledger,
    tokens: TokenSet,
  ): Promise<SessionRecord | undefined> {
    const { id, gen } = record;
    const next = { ...record, gen: gen + 1, tokens: liveTokens(tokens) };
    const moved = () => {
      const current = ledgers.read(id);
      return typeof current === 'object' && (current.gen !== gen || current.state === 'removed');
    };
    const erased = ledgers.read(id) === undefined && (await isErased(id));
    if (!erased && !moved()) await storeSurely(next, parts);
    if (erased || moved()) {
      log(`A session of ${record.account.label} was signed out while it was being renewed.`);
      if (isRemoved(ledgers.read(id))) await store.delete(id);
      await revokeToken(record, tokens.accessToken, parts);
      return store.read(id);
    }
    await settle(id, claim, entry(claim.nonce, next.gen, 'idle'));
    return next;
  }

  /** Without its ledger a session may have been erased with it: its secret goes too then, which takes a while. */
  async function isErased(id: string): Promise<boolean> {
    await sleep(times.lateMs);
    return ledgers.read(id) === undefined && (await store.read(id)) === undefined;
  }

  async function failed(record: SessionRecord, claim: Ledger, error: unknown): Promise<SessionRecord> {
    const { id, gen } = record;
    if (error instanceof OAuthError && error.error === 'invalid_grant') {
      const late = await arrival(id, gen + 1, parts);
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
    await settleUnsent(record, claim);
    throw error;
  }

  /** A service account asks anew, which spends nothing; a pasted token is at its end. */
  async function spendNothing(
    lock: Lock,
    record: SessionRecord,
    read: Ledger | undefined,
  ): Promise<SessionRecord | undefined> {
    const gen = Math.max(record.gen, read?.gen ?? 0);
    if (record.grant === 'access_token') {
      await writeUnder(lock, record.id, read, endOf(lock.nonce, gen, 'expired'));
      return record;
    }
    const { environment, client } = await appOf(record, parts);
    const tokens = processClientCredentialsResponse(
      await clientCredentialsGrantRequest(environment, client, { transport, timeoutMs: times.requestMs }),
      now(),
    );
    const after = ledgers.read(record.id);
    if (isRemoved(after)) return record;
    if (read !== undefined && after === undefined && (await isErased(record.id))) return undefined;
    const next = { ...record, gen: gen + 1, tokens: liveTokens(tokens) };
    await storeSurely(next, parts);
    if (isRemoved(ledgers.read(record.id))) await store.delete(record.id);
    await writeUnder(lock, record.id, read, entry(lock.nonce, next.gen, 'idle'));
    return next;
  }

  return { spend, spendNothing, wasNeverSent: nonce => neverSent.has(nonce) };
}

type App = Awaited<ReturnType<typeof appOf>>;

/** What is stored of a token set. */
export function liveTokens(
  tokens: Omit<TokenSet, 'expiresAt'> & { readonly expiresAt: number | undefined },
): LiveTokens {
  const { accessToken, refreshToken, createdAt, expiresAt } = tokens;
  return { accessToken, refreshToken, createdAt, expiresAt };
}
