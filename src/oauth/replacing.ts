import type { StandingSession } from './session.ts';
import type { SessionRecord } from './sessionRecord.ts';

type SignIn = Pick<SessionRecord, 'id' | 'account' | 'environment' | 'clientId' | 'signedInAt'>;

/**
 * Whether only one of the two can stay: of the same account, environment and app. A pasted token belongs to
 * no app: it replaces any, and any replaces it.
 */
export function isSameSignIn(one: Omit<SignIn, 'id' | 'signedInAt'>, other: typeof one): boolean {
  return (
    one.account.id === other.account.id &&
    one.environment === other.environment &&
    (one.clientId === other.clientId || one.clientId === undefined || other.clientId === undefined)
  );
}

/** When a session that takes the place of those was signed in, whatever the clock says: after them. */
export function signedInAfter(replaced: readonly SignIn[], now: number): number {
  return Math.max(now, ...replaced.map(({ signedInAt }) => signedInAt + 1));
}

/**
 * The sessions whose place a later one has taken that lives. There are some where two windows signed in at
 * the same instant, or one died in between. All windows choose the same, so that one is left.
 */
export function replacedSessions(sessions: readonly StandingSession[]): readonly SessionRecord[] {
  const alive = sessions.flatMap(({ record, standing }) => (standing === 'live' ? [record] : []));
  return sessions
    .map(({ record }) => record)
    .filter(record => alive.some(other => isSameSignIn(record, other) && isLater(other, record)));
}

function isLater(one: SignIn, other: SignIn): boolean {
  return one.signedInAt === other.signedInAt ? one.id > other.id : one.signedInAt > other.signedInAt;
}
