import { type Secret, secret } from './secret.ts';
import type { SessionGrant } from './sessionToken.ts';
import { fieldsOf, type StoredFields, storedFields } from './storedFields.ts';

/** Who a session belongs to. `id` and `label` are unique for each person and environment, and stable. */
export interface Account {
  readonly id: string;
  readonly label: string;
}

/**
 * Why a session cannot go on:
 * - `revoked`: the login host refused a refresh token that was never sent before;
 * - `replayed`: it refused one that another copy of the session sent;
 * - `unknown-outcome`: the token was sent, and the new pair was lost with its answer;
 * - `copied`: nothing on this machine tells whether the token was sent;
 * - `expired`: it cannot be renewed at all.
 */
export type SessionEnd = (typeof ends)[number];

/** The tokens of a session. Times are milliseconds since 1970. */
export interface LiveTokens {
  readonly accessToken: Secret;
  /** `undefined`: it has none (service account, pasted token). */
  readonly refreshToken: Secret | undefined;
  readonly createdAt: number;
  /** `undefined`: not known. */
  readonly expiresAt: number | undefined;
}

/** One session as it is stored, one secret each. `gen` counts its token pairs. */
export interface SessionRecord {
  readonly id: string;
  readonly gen: number;
  readonly environment: string;
  /** Origin of the login host that issued the tokens; they are never used for an environment of another. */
  readonly issuer: string;
  readonly account: Account;
  readonly grant: SessionGrant;
  /** The app it was made with; `undefined` for a pasted token. */
  readonly clientId: string | undefined;
  /** What was sent to the login page; the refresh repeats it. */
  readonly redirectUri: string | undefined;
  /** Milliseconds since 1970, and after that of the sessions that it replaced; renewals leave it as it is. */
  readonly signedInAt: number;
  readonly tokens: LiveTokens;
}

/** Layout of the stored text; a record of a higher version is another program's and left alone. */
const version = 1;

/** The text to store. It holds tokens: it goes to secret storage and nowhere else. */
export function encodeSession(record: SessionRecord): string {
  const { id: _id, tokens, ...kept } = record;
  const { accessToken, refreshToken } = tokens;
  const revealed = { ...tokens, accessToken: accessToken.reveal(), refreshToken: refreshToken?.reveal() };
  return JSON.stringify({ v: version, ...kept, tokens: revealed });
}

/** The record, or in one word why the text is none: `corrupt`, or `newer` than this program. Never throws. */
export function decodeSession(id: string, text: string): SessionRecord | 'corrupt' | 'newer' {
  const stored = storedFields<Field>(text);
  if (typeof stored.v === 'number' && stored.v > version) return 'newer';
  const account = fieldsOf<Field>(stored.account);
  const tokens = decodeTokens(fieldsOf<Field>(stored.tokens));
  const grant = grants.find(known => known === stored.grant);
  const { gen, environment, issuer } = stored;
  if (
    stored.v !== version ||
    typeof gen !== 'number' ||
    typeof environment !== 'string' ||
    typeof issuer !== 'string' ||
    typeof account.id !== 'string' ||
    typeof account.label !== 'string' ||
    grant === undefined ||
    tokens === undefined
  )
    return 'corrupt';
  return {
    id,
    gen,
    environment,
    issuer,
    account: { id: account.id, label: account.label },
    grant,
    clientId: textOf(stored.clientId),
    redirectUri: textOf(stored.redirectUri),
    signedInAt: typeof stored.signedInAt === 'number' ? stored.signedInAt : 0,
    tokens,
  };
}

const grants = ['authorization_code', 'client_credentials', 'access_token'] as const;
const ends = ['revoked', 'replayed', 'unknown-outcome', 'copied', 'expired'] as const;

/** Whether a stored value names a reason that ends a session; one that only newer versions know does not. */
export function isSessionEnd(value: unknown): value is SessionEnd {
  return ends.some(end => end === value);
}

function decodeTokens({ accessToken, refreshToken, createdAt, expiresAt }: Fields): LiveTokens | undefined {
  const access = textOf(accessToken);
  const refresh = textOf(refreshToken);
  if (access === undefined || typeof createdAt !== 'number') return undefined;
  return {
    accessToken: secret(access),
    refreshToken: refresh === undefined ? undefined : secret(refresh),
    createdAt,
    expiresAt: typeof expiresAt === 'number' ? expiresAt : undefined,
  };
}

type Field =
  | 'v'
  | 'gen'
  | 'environment'
  | 'issuer'
  | 'account'
  | 'grant'
  | 'clientId'
  | 'redirectUri'
  | 'signedInAt'
  | 'tokens'
  | 'id'
  | 'label'
  | 'accessToken'
  | 'refreshToken'
  | 'createdAt'
  | 'expiresAt';
type Fields = StoredFields<Field>;

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
