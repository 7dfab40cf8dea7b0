import type { Account, SessionEnd, SessionRecord } from './sessionRecord.ts';
import type { SessionGrant } from './sessionToken.ts';

/** A session as anybody may know it: no token. */
export interface Session {
  readonly id: string;
  readonly environment: string;
  readonly account: Account;
  readonly grant: SessionGrant;
  /** The app that it was made with; `undefined` for a pasted token. */
  readonly clientId: string | undefined;
  /** Of the access token, in milliseconds since 1970; `undefined`: not known, or the session has ended. */
  readonly expiresAt: number | undefined;
  /** `undefined`: alive. Else only a new sign-in helps. */
  readonly ended: SessionEnd | undefined;
}

/** What has changed since the last time anybody was told. A renewed token is `changed`. */
export interface SessionsChange {
  readonly added: readonly Session[];
  readonly removed: readonly Session[];
  readonly changed: readonly Session[];
}

/** The part of a record that is no secret. */
export function sessionOf({ id, environment, account, grant, clientId, state }: SessionRecord): Session {
  return {
    id,
    environment,
    account,
    grant,
    clientId,
    expiresAt: state.kind === 'live' ? state.expiresAt : undefined,
    ended: state.kind === 'ended' ? state.reason : undefined,
  };
}

/** Compares by generation; tombstones count as absent. `undefined`: nothing has changed. */
export function changeBetween(
  before: readonly SessionRecord[],
  after: readonly SessionRecord[],
): SessionsChange | undefined {
  const old = present(before);
  const current = present(after);
  const change = {
    added: [...current.values()].filter(({ id }) => !old.has(id)).map(sessionOf),
    removed: [...old.values()].filter(({ id }) => !current.has(id)).map(sessionOf),
    changed: [...current.values()].filter(record => differs(old.get(record.id), record)).map(sessionOf),
  };
  return change.added.length + change.removed.length + change.changed.length === 0 ? undefined : change;
}

function differs(old: SessionRecord | undefined, current: SessionRecord): boolean {
  return old !== undefined && (old.gen !== current.gen || old.state.kind !== current.state.kind);
}

function present(records: readonly SessionRecord[]): ReadonlyMap<string, SessionRecord> {
  return new Map(records.filter(({ state }) => state.kind !== 'removed').map(record => [record.id, record]));
}
