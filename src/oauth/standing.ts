import type { Ledger, LedgerRead } from './ledger.ts';
import type { SessionEnd, SessionRecord } from './sessionRecord.ts';
import { isSameMachine, type ThisProcess } from './thisProcess.ts';

/** How a session stands by what this window holds and what all windows know. */
export type Standing = 'live' | 'removed' | SessionEnd;

/** `now` in milliseconds since 1970. Only a live session gives tokens. */
export function standingOf(
  record: SessionRecord,
  read: LedgerRead,
  self: ThisProcess,
  now: number,
): Standing {
  if (read === 'newer') return 'live';
  if (read?.state === 'removed') return 'removed';
  const ledger = accountOf(record, read, self);
  if (ledger === undefined) {
    if (record.grant !== 'authorization_code') return 'live';
    return isAlive(record, now) ? 'live' : 'copied';
  }
  if (ledger.gen < record.gen) return 'live';
  if (ledger.state === 'ended') return ledger.end ?? 'expired';
  const lost = ledger.state === 'lost' && ledger.gen > record.gen;
  const unknown = ledger.state === 'unknown' && ledger.gen === record.gen;
  return (lost || unknown) && !isAlive(record, now) ? 'unknown-outcome' : 'live';
}

/**
 * The ledger that speaks for this machine's use of the record. `undefined`: there is none, or it came along
 * with a copy of the profile, so that the token may be in use elsewhere.
 */
export function accountOf(
  record: SessionRecord,
  ledger: Ledger | undefined,
  self: ThisProcess,
): Ledger | undefined {
  if (ledger === undefined || record.grant !== 'authorization_code') return ledger;
  return isSameMachine(ledger.machine, self) ? ledger : undefined;
}

/** Whether the access token may still be used at `now`, as far as its life is known. */
export function isAlive({ tokens }: SessionRecord, now: number): boolean {
  return tokens.expiresAt === undefined || tokens.expiresAt > now;
}
