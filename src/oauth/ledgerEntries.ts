import type { Ledger, LedgerRead, LedgerState, Ledgers } from './ledger.ts';
import type { Lock } from './lock.ts';
import type { SessionEnd } from './sessionRecord.ts';
import type { World } from './world.ts';

/** What a process writes into ledgers: claims on a token, and what came of them. */
export interface LedgerEntries {
  entry(nonce: string, gen: number, state: LedgerState): Ledger;
  endOf(nonce: string, gen: number, end: SessionEnd): Ledger;
  /** Under the lock, over what was seen there; `false`: the lock or the ledger is not what it was. */
  writeUnder(lock: Lock, id: string, seen: Ledger | undefined, next: Ledger): Promise<boolean>;
  /** What came of a claim; whoever holds the lock now does not matter. A ledger that cannot be written stays. */
  settle(id: string, claim: Ledger, outcome: Ledger): Promise<void>;
}

/** Entries by this process, with its mark and the time of writing. */
export function createLedgerEntries(
  parts: Pick<World, 'self' | 'now'> & { readonly ledgers: Ledgers; readonly log: (line: string) => void },
): LedgerEntries {
  const { ledgers, self, now } = parts;
  const entry: LedgerEntries['entry'] = (nonce, gen, state) => ({
    gen,
    state,
    startedAt: now(),
    nonce,
    writer: self.mark,
    machine: self.machine,
  });
  return {
    entry,
    endOf: (nonce, gen, end) => ({ ...entry(nonce, gen, 'ended'), end }),
    writeUnder: (lock, id, seen, next) =>
      ledgers.write(id, next, current => lock.holds() && isSame(current, seen)),
    async settle(id, claim, outcome) {
      await ledgers
        .write(id, outcome, current => current === undefined || isClaim(current, claim))
        .catch(() => parts.log('The record of a renewal could not be written.'));
    },
  };
}

/** Whether the ledger still holds that claim; that others called its outcome unknown does not matter. */
export function isClaim(current: LedgerRead, { gen, nonce }: Ledger): boolean {
  if (!isOf(current, gen) || current.nonce !== nonce) return false;
  return current.state === 'spending' || current.state === 'unknown';
}

/** Whether the ledger tells of that generation; one that was signed out tells of none. */
export function isOf(current: LedgerRead, gen: number): current is Ledger {
  return typeof current === 'object' && current.gen === gen && current.state !== 'removed';
}

/** Whether somebody has signed out of the session, in whichever window. */
export function isRemoved(current: LedgerRead): boolean {
  return typeof current === 'object' && current.state === 'removed';
}

function isSame(current: LedgerRead, seen: Ledger | undefined): boolean {
  if (typeof current !== 'object' || seen === undefined) return current === seen;
  return current.gen === seen.gen && current.state === seen.state && current.nonce === seen.nonce;
}
