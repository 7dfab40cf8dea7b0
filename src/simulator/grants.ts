import { createHash } from 'node:crypto';

/** The grants that tokens are issued for. Procore documentation, "Choose an OAuth 2.0 Grant Type" [doc]. */
export type GrantType = 'authorization_code' | 'client_credentials';

/** An access token as the simulator keeps it. Times are milliseconds since 1970. */
export interface Session {
  /** Counts up from 1; what the control page calls it, since a token is never shown. */
  readonly number: number;
  readonly userId: number;
  readonly grant: GrantType;
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly revoked: boolean;
}

/** A pair as the token endpoint hands it out. */
export interface IssuedTokens {
  readonly accessToken: string;
  /** `undefined` for client credentials. */
  readonly refreshToken: string | undefined;
  readonly session: Session;
}

/** What a code was asked for with; the same must come when it is exchanged. */
export interface CodeRequest {
  readonly userId: number;
  readonly redirectUri: string;
  /** PKCE, kept for the strict mode. */
  readonly challenge: string | undefined;
  readonly challengeMethod: string | undefined;
}

/** Codes, tokens and what became of them. */
export interface Grants {
  /** A code for one use within ten minutes. */
  issueCode(request: CodeRequest): string;
  /** The request a code was issued for, and the code is used up; `undefined`: unknown, used or too old. */
  redeemCode(code: string): CodeRequest | undefined;
  issue(userId: number, grant: GrantType): IssuedTokens;
  /** A new pair for a refresh token, which dies with it; `undefined`: unknown, used or revoked. */
  refresh(refreshToken: string): IssuedTokens | undefined;
  /** Kills the whole pair that a token of either kind belongs to. */
  revoke(token: string): void;
  /** The session of an access token, expired and revoked ones too; `undefined`: not issued here. */
  find(accessToken: string): Session | undefined;
  /** Newest first, at most `limit`. */
  sessions(limit: number): readonly Session[];
  /** `undefined`: all sessions. */
  expire(number: number | undefined): void;
  revokeSession(number: number | undefined): void;
  /** How often a refresh token came that had been used before. */
  refreshReplays(): number;
}

/** Whose tokens they are. `now` is in milliseconds since 1970; `randomHex` gives two digits for each byte. */
export interface GrantsOptions {
  readonly environment: string;
  readonly clientId: string;
  /** Seconds. */
  readonly accessTokenTtl: number;
  readonly now: () => number;
  readonly randomHex: (bytes: number) => string;
}

interface Pair {
  readonly access: string;
  readonly refresh: string | undefined;
  session: Session;
}

const codeLifetime = 10 * 60 * 1000;
/** Old sessions are forgotten beyond this, so that a long-running simulator keeps its size. */
const keptPairs = 5000;
const keptUsedTokens = 20000;

/**
 * Codes live ten minutes and work once. A refresh token works once: using it makes a new pair and kills it,
 * whether or not the answer arrives; the old access token lives on until it expires. Source: Procore
 * documentation, "OAuth authorization code grant flow" and FAQ [doc].
 */
export function createGrants(options: GrantsOptions): Grants {
  const { now, randomHex } = options;
  const codes = new Map<string, CodeRequest & { readonly expiresAt: number }>();
  const byAccess = new Map<string, Pair>();
  const byRefresh = new Map<string, Pair>();
  const usedRefreshTokens = new Set<string>();
  let issued = 0;
  let replays = 0;

  function issue(userId: number, grant: GrantType): IssuedTokens {
    issued += 1;
    const issuedAt = now();
    const session: Session = {
      number: issued,
      userId,
      grant,
      issuedAt,
      expiresAt: issuedAt + options.accessTokenTtl * 1000,
      revoked: false,
    };
    const access = jwtLookalike({ ...options, session });
    const refresh = grant === 'authorization_code' ? randomHex(32) : undefined;
    const pair: Pair = { access, refresh, session };
    byAccess.set(access, pair);
    if (refresh !== undefined) byRefresh.set(refresh, pair);
    forgetOldest();
    return { accessToken: access, refreshToken: refresh, session };
  }

  function forgetOldest(): void {
    const [oldest] = byAccess.size > keptPairs ? byAccess.values() : [];
    if (oldest === undefined) return;
    byAccess.delete(oldest.access);
    if (oldest.refresh !== undefined) byRefresh.delete(oldest.refresh);
  }

  function change(number: number | undefined, changes: Partial<Session>): void {
    for (const pair of byAccess.values()) {
      if (number !== undefined && pair.session.number !== number) continue;
      pair.session = { ...pair.session, ...changes };
      if (changes.revoked && pair.refresh !== undefined) byRefresh.delete(pair.refresh);
    }
  }

  return {
    issueCode(request) {
      for (const [old, { expiresAt }] of codes) if (expiresAt <= now()) codes.delete(old);
      const code = randomHex(32);
      codes.set(code, { ...request, expiresAt: now() + codeLifetime });
      return code;
    },
    redeemCode(code) {
      const request = codes.get(code);
      codes.delete(code);
      return request !== undefined && request.expiresAt > now() ? request : undefined;
    },
    issue,
    refresh(refreshToken) {
      if (usedRefreshTokens.has(refreshToken)) replays += 1;
      const pair = byRefresh.get(refreshToken);
      if (pair === undefined) return undefined;
      byRefresh.delete(refreshToken);
      usedRefreshTokens.add(refreshToken);
      if (usedRefreshTokens.size > keptUsedTokens) {
        const [oldest] = usedRefreshTokens;
        if (oldest !== undefined) usedRefreshTokens.delete(oldest);
      }
      return issue(pair.session.userId, pair.session.grant);
    },
    revoke(token) {
      const pair = byAccess.get(token) ?? byRefresh.get(token);
      if (pair !== undefined) change(pair.session.number, { revoked: true });
    },
    find: accessToken => byAccess.get(accessToken)?.session,
    sessions: limit =>
      [...byAccess.values()]
        .slice(-limit)
        .map(({ session }) => session)
        .reverse(),
    expire: number => change(number, { expiresAt: now() }),
    revokeSession: number => change(number, { revoked: true }),
    refreshReplays: () => replays,
  };
}

/**
 * Looks like Procore's access tokens (a JWT signed with ES512), signature made up. Clients treat it as
 * opaque; the simulator reads it back only to say where a foreign token came from.
 */
function jwtLookalike(about: GrantsOptions & { readonly session: Session }): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const payload = {
    aid: about.clientId,
    env: about.environment,
    uid: about.session.userId,
    exp: Math.floor(about.session.expiresAt / 1000),
    jti: about.randomHex(16),
  };
  const signature = Buffer.from(about.randomHex(66), 'hex').toString('base64url');
  return `${part({ typ: 'JWT', alg: 'ES512' })}.${part(payload)}.${signature}`;
}

/** The environment a simulator's token names; `undefined`: not a token of any simulator. */
export function environmentOfToken(token: string): string | undefined {
  try {
    const payload: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    if (typeof payload !== 'object' || payload === null || !('env' in payload)) return undefined;
    return typeof payload.env === 'string' ? payload.env : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a PKCE verifier belongs to a challenge (RFC 7636); `plain` where no method was named. */
export function verifierFits(verifier: string, challenge: string, method: string | undefined): boolean {
  if (method !== 'S256') return verifier === challenge;
  return createHash('sha256').update(verifier).digest('base64url') === challenge;
}
