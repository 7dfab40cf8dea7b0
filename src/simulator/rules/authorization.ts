import type { Faults } from '../faults.ts';
import { environmentOfToken, type Grants, type Session } from '../grants.ts';
import { type Refusal, refuse, refuseWithText } from '../refusal.ts';

/**
 * The token of an `Authorization` header. `undefined`: no header; `malformed`: not `Bearer <token>`.
 * Source: Procore documentation, "RESTful API concepts" [doc].
 */
export function bearerToken(
  value: string | null,
): { readonly token: string } | { readonly malformed: string } | undefined {
  if (value === null || value === '') return undefined;
  if (value.slice(0, 7).toLowerCase() !== 'bearer ') return { malformed: 'the scheme is not Bearer' };
  const token = value.slice(7);
  if (token === '' || token.includes(' ')) return { malformed: 'there is not exactly one token' };
  return { token };
}

/** The session to act for, or why not. */
export type Authorized = { readonly session: Session } | { readonly refusal: Refusal };

/**
 * 401: `{"error":"Invalid Token"}` where no token was sent [live], one text for expired, revoked and
 * foreign ones. Source: Procore documentation, "Troubleshooting" [doc]; a malformed header [assumed].
 */
export function authorize(
  value: string | null,
  parts: {
    readonly grants: Grants;
    readonly faults: Faults;
    readonly environment: string;
    readonly now: () => number;
  },
): Authorized {
  const bearer = bearerToken(value);
  if (bearer === undefined) return noToken('no Authorization header');
  if ('malformed' in bearer) return noToken(`Authorization header: ${bearer.malformed}`);
  const session = parts.grants.find(bearer.token);
  if (session === undefined) {
    const origin = environmentOfToken(bearer.token);
    if (origin === undefined) return invalidToken('the token is not one of this simulator');
    return invalidToken(
      origin === parts.environment
        ? 'the token is of an earlier run of this simulator'
        : `the token is of environment ${origin}, this is ${parts.environment}`,
    );
  }
  if (session.revoked) return invalidToken('the token was revoked');
  if (session.expiresAt <= parts.now()) return invalidToken('the token has expired');
  if (parts.faults.take('access-token-invalid')) return invalidToken('fault access-token-invalid');
  if (parts.faults.take('wrong-environment')) return invalidToken('fault wrong-environment');
  return { session };
}

function noToken(note: string): Authorized {
  return { refusal: refuse(401, { error: 'Invalid Token' }, [{ message: 'Invalid Token' }], note) };
}

function invalidToken(note: string): Authorized {
  return { refusal: refuseWithText(401, 'The access token is invalid', note) };
}
