import type { Account, SessionEnd, SessionRecord } from './sessionRecord.ts';
import type { SessionGrant } from './sessionToken.ts';
import type { Standing } from './standing.ts';

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

/** A record, and how it stands; one that was signed out is none any more. */
export interface StandingSession {
  readonly record: SessionRecord;
  readonly standing: Exclude<Standing, 'removed'>;
}

/** What has changed since the last time anybody was told. A renewed token is `changed`. */
export interface SessionsChange {
  readonly added: readonly Session[];
  readonly removed: readonly Session[];
  readonly changed: readonly Session[];
}

/** The part that is no secret. */
export function sessionOf({ record, standing }: StandingSession): Session {
  const { id, environment, account, grant, clientId, tokens } = record;
  const ended = standing === 'live' ? undefined : standing;
  const expiresAt = ended === undefined ? tokens.expiresAt : undefined;
  return { id, environment, account, grant, clientId, expiresAt, ended };
}

/** Compares by generation and standing. `undefined`: nothing has changed. */
export function changeBetween(
  before: readonly StandingSession[],
  after: readonly StandingSession[],
): SessionsChange | undefined {
  const old = byId(before);
  const current = byId(after);
  const change = {
    added: after.filter(({ record }) => !old.has(record.id)).map(sessionOf),
    removed: before.filter(({ record }) => !current.has(record.id)).map(sessionOf),
    changed: after.filter(session => differs(old.get(session.record.id), session)).map(sessionOf),
  };
  return change.added.length + change.removed.length + change.changed.length === 0 ? undefined : change;
}

function differs(old: StandingSession | undefined, { record, standing }: StandingSession): boolean {
  return old !== undefined && (old.record.gen !== record.gen || old.standing !== standing);
}

function byId(sessions: readonly StandingSession[]): ReadonlyMap<string, StandingSession> {
  return new Map(sessions.map(session => [session.record.id, session]));
}
