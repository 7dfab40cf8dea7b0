import { lockOf } from './ledger.ts';
import { createLedgerEntries } from './ledgerEntries.ts';
import { acquireLock } from './lock.ts';
import type { RenewalParts } from './renewal.ts';
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
 * renewing looks before storing. `undefined`: there was nothing.
 */
export async function bury(id: string, parts: RenewalParts): Promise<Buried | undefined> {
  const { store, ledgers, self, times } = parts;
  if ((await store.read(id)) === undefined) return undefined;
  const unneeded = async () => false;
  const lock = await acquireLock(lockOf(id), parts, { waitMs: times.signOutWaitMs, unneeded }).catch(
    () => 'busy' as const,
  );
  try {
    const record = await store.read(id);
    if (record === undefined) return undefined;
    const read = ledgers.read(id);
    const ledger = read === 'newer' ? undefined : read;
    if (read !== 'newer') {
      const gen = Math.max(record.gen, ledger?.gen ?? 0) + 1;
      const removed = createLedgerEntries(parts).entry(parts.newId(), gen, 'removed');
      await ledgers
        .write(id, removed, () => true)
        .catch(() => parts.log('Other windows could not be told of a sign-out.'));
    }
    await store.delete(id);
    // The token of a copied profile belongs to the machine that it came from.
    const own = record.grant !== 'authorization_code' || accountOf(record, ledger, self) !== undefined;
    return { record, revocable: own && record.grant !== 'access_token' };
  } finally {
    if (typeof lock === 'object') await lock.release();
  }
}

/** Best effort: `false` where there was nothing to revoke, or the login host was not reached or refused. */
export async function revokeBuried(buried: Buried | undefined, parts: RenewalParts): Promise<boolean> {
  if (buried === undefined || !buried.revocable) return false;
  return revokeToken(buried.record, buried.record.tokens.accessToken, parts);
}
