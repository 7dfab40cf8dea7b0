import { type Ledger, lockOf } from './ledger.ts';
import { createLedgerEntries, isRemoved } from './ledgerEntries.ts';
import { acquireLock } from './lock.ts';
import type { RenewalParts } from './renewalParts.ts';
import { revokeToken } from './sessionApp.ts';
import type { SessionRecord } from './sessionRecord.ts';
import { accountOf } from './standing.ts';

/** What was signed out of, and whether its token is ours to revoke. */
export interface Buried {
  readonly record: SessionRecord;
  readonly revocable: boolean;
}

/**
 * Signs out here: under the lock where that is to be had soon, without it otherwise, since whoever is
 * renewing looks before storing. `undefined`: there was nothing, or another window has done it.
 */
export async function bury(id: string, parts: RenewalParts): Promise<Buried | undefined> {
  const { store, ledgers, times } = parts;
  if ((await store.read(id)) === undefined) return undefined;
  const unneeded = async () => false;
  const lock = await acquireLock(lockOf(id), parts, { waitMs: times.signOutWaitMs, unneeded }).catch(
    () => 'busy' as const,
  );
  try {
    const record = await store.read(id);
    if (record === undefined) return undefined;
    const read = ledgers.read(id);
    if (isRemoved(read)) {
      await store.delete(id);
      return undefined;
    }
    const ledger = read === 'newer' ? undefined : read;
    if (read !== 'newer') {
      const gen = Math.max(record.gen, ledger?.gen ?? 0) + 1;
      const removed = createLedgerEntries(parts).entry(parts.newId(), gen, 'removed');
      await ledgers
        .write(id, removed, () => true)
        .catch(() => parts.log('Other windows could not be told of a sign-out.'));
    }
    await store.delete(id);
    return { record, revocable: isOurs(record, ledger, parts) };
  } finally {
    if (typeof lock === 'object') await lock.release();
  }
}

/** Revokes what another session has taken the place of; a server may have handed the same token out again. */
export async function revokeReplaced(buried: Buried | undefined, parts: RenewalParts): Promise<void> {
  const token = buried?.record.tokens.accessToken.reveal();
  const kept = await parts.store.readAll();
  if (!kept.some(({ tokens }) => tokens.accessToken.reveal() === token)) await revokeBuried(buried, parts);
}

/**
 * Puts away a copy of a session that was signed out elsewhere. Where secrets do not travel it may hold newer
 * tokens than the page that signed out had, so they are revoked.
 */
export async function dropCopy(record: SessionRecord, parts: RenewalParts): Promise<void> {
  const ledger = parts.ledgers.read(record.id);
  await parts.store.delete(record.id);
  if (typeof ledger !== 'object' || parts.secretsTravel) return;
  await revokeBuried({ record, revocable: isOurs(record, ledger, parts) }, parts);
}

/** Best effort: `false` where there was nothing to revoke, or the login host was not reached or refused. */
export async function revokeBuried(buried: Buried | undefined, parts: RenewalParts): Promise<boolean> {
  if (buried === undefined || !buried.revocable) return false;
  return revokeToken(buried.record, buried.record.tokens.accessToken, parts);
}

/** The token of a copied profile belongs to the machine that it came from, a pasted one to who made it. */
function isOurs(
  record: SessionRecord,
  ledger: Ledger | undefined,
  { self }: Pick<RenewalParts, 'self'>,
): boolean {
  const own = record.grant !== 'authorization_code' || accountOf(record, ledger, self) !== undefined;
  return own && record.grant !== 'access_token';
}
