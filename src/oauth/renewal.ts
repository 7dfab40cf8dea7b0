import { arrival } from './arrival.ts';
import { OAuthError } from './errors.ts';
import { type Ledger, lockOf } from './ledger.ts';
import { createLedgerEntries } from './ledgerEntries.ts';
import { acquireLock, type Lock } from './lock.ts';
import { busy, filesUnusable, renewedElsewhere, writtenByNewer } from './renewalErrors.ts';
import type { RenewalParts } from './renewalParts.ts';
import type { SessionRecord } from './sessionRecord.ts';
import { createSpending } from './spending.ts';
import { accountOf } from './standing.ts';
import { runs } from './thisProcess.ts';

/** Renews the sessions of this process. */
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
  const { store, ledgers, times, self, now, log } = parts;
  const { spend, spendNothing, wasNeverSent } = createSpending(parts);
  const { entry, writeUnder } = createLedgerEntries(parts);
  const running = new Map<string, Running>();

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
      return isGood(record) ? record : spendNothing(lock, record, read);
    const ledger = accountOf(record, read, self);
    if (ledger === undefined) return record;
    if (ledger.gen > record.gen) return ledger.state === 'ended' ? record : behind(lock, record, ledger);
    if (isGood(record)) return record;
    // A record ahead of its ledger was stored by somebody who could not write the ledger any more.
    if (ledger.gen < record.gen || wasNeverSent(ledger.nonce)) return spend(lock, record, ledger);
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
    const record = await store.read(id);
    const ledger = ledgers.read(id);
    const spends = record?.grant === 'authorization_code';
    if (!spends || typeof ledger !== 'object' || ledger.state === 'removed') return record;
    return arrival(id, ledger.gen, parts);
  }

  /** Our copy is old, and so is its refresh token: it is not sent, whatever else. */
  async function behind(lock: Lock, record: SessionRecord, ledger: Ledger): Promise<SessionRecord> {
    if (ledger.state === 'lost') return record;
    if (!parts.secretsTravel || !isGone(ledger)) throw renewedElsewhere(record);
    log(`The renewed tokens of ${record.account.label} were lost with the window that got them.`);
    await writeUnder(lock, record.id, ledger, entry(lock.nonce, ledger.gen, 'lost'));
    return record;
  }

  /** Whoever was spending the token has not finished: it may be late, stand still, or be dead. */
  async function afterSpender(
    lock: Lock,
    record: SessionRecord,
    ledger: Ledger,
  ): Promise<SessionRecord | undefined | 'again'> {
    const late = await arrival(record.id, record.gen + 1, parts);
    if (late === undefined || late.gen > record.gen) return late && 'again';
    if (!isGone(ledger) && Math.abs(now() - ledger.startedAt) < times.hungMs) throw busy(ledger.writer.pid);
    log(`Whether a session of ${record.account.label} was renewed is not known: its window was closed.`);
    await writeUnder(lock, record.id, ledger, { ...ledger, state: 'unknown' });
    return record;
  }

  /** Whether the process that wrote it can do nothing more; this one has nothing else under way. */
  function isGone({ writer }: Ledger): boolean {
    const { pid, host, boot } = self.mark;
    const own = writer.pid === pid && writer.host === host && writer.boot === boot;
    return own || runs(writer, self) === false;
  }

  return {
    async renew(id, isGood) {
      const already = running.get(id);
      const record = await (already?.renewal ?? begin(id, isGood));
      // What was good enough for whoever began may be the very token that this one's 401 refused.
      const another = already !== undefined && record !== undefined && already.isGood(record);
      return another && !isGood(record) ? (running.get(id)?.renewal ?? begin(id, isGood)) : record;
    },
    async settled() {
      await Promise.allSettled([...running.values()].map(({ renewal }) => renewal));
    },
  };

  function begin(id: string, isGood: Running['isGood']): Running['renewal'] {
    const renewal = renewNow(id, isGood)
      .catch((error: unknown) => {
        throw error instanceof OAuthError ? error : filesUnusable(error);
      })
      .finally(() => running.delete(id));
    running.set(id, { renewal, isGood });
    return renewal;
  }
}

/** A renewal of this process, and what its result has to be for whoever began it. */
interface Running {
  readonly renewal: Promise<SessionRecord | undefined>;
  readonly isGood: (record: SessionRecord) => boolean;
}
