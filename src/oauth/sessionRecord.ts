import { type Secret, secret } from './secret.ts';
import type { SessionGrant } from './sessionToken.ts';

/** Who a session belongs to. `id` and `label` are unique for each person and environment, and stable. */
export interface Account {
  readonly id: string;
  readonly label: string;
}

/** Why a session cannot go on; the words of a diagnosis' `refresh`, and `expired` where it cannot renew. */
export type SessionEnd = 'revoked' | 'unknown-outcome' | 'expired';

/** The tokens of a live session. Times are milliseconds since 1970. */
export interface LiveTokens {
  readonly kind: 'live';
  readonly accessToken: Secret;
  /** `undefined`: it has none (service account, pasted token), or the one it had may be spent. */
  readonly refreshToken: Secret | undefined;
  readonly createdAt: number;
  /** `undefined`: not known. */
  readonly expiresAt: number | undefined;
  /** A refresh was sent and its outcome never came: the refresh token is not tried again. */
  readonly refreshUnknown: boolean;
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
  readonly state:
    | LiveTokens
    | { readonly kind: 'ended'; readonly reason: SessionEnd }
    /** A tombstone: signed out; whoever is still renewing it must not bring it back. */
    | { readonly kind: 'removed'; readonly at: number };
}

/** Layout of the stored text; a record of a higher version is another program's and left alone. */
const version = 1;

/** The text to store. It holds tokens: it goes to secret storage and nowhere else. */
export function encodeSession(record: SessionRecord): string {
  const { id: _id, state, ...kept } = record;
  const tokens =
    state.kind === 'live'
      ? {
          ...state,
          accessToken: state.accessToken.reveal(),
          refreshToken: state.refreshToken?.reveal(),
        }
      : state;
  return JSON.stringify({ v: version, ...kept, state: tokens });
}

/** The record, or in one word why the text is none: `corrupt`, or `newer` than this program. Never throws. */
export function decodeSession(id: string, text: string): SessionRecord | 'corrupt' | 'newer' {
  const stored = fieldsOf(parse(text));
  if (typeof stored.v === 'number' && stored.v > version) return 'newer';
  const account = fieldsOf(stored.account);
  const state = decodeState(fieldsOf(stored.state));
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
    state === undefined
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
    state,
  };
}

const grants = ['authorization_code', 'client_credentials', 'access_token'] as const;
const ends = ['revoked', 'unknown-outcome', 'expired'] as const;

function decodeState(state: Fields): SessionRecord['state'] | undefined {
  if (state.kind === 'removed' && typeof state.at === 'number') return { kind: 'removed', at: state.at };
  if (state.kind === 'ended') {
    const reason = ends.find(known => known === state.reason);
    return reason === undefined ? undefined : { kind: 'ended', reason };
  }
  const access = textOf(state.accessToken);
  const refresh = textOf(state.refreshToken);
  if (state.kind !== 'live' || access === undefined || typeof state.createdAt !== 'number') return undefined;
  return {
    kind: 'live',
    accessToken: secret(access),
    refreshToken: refresh === undefined ? undefined : secret(refresh),
    createdAt: state.createdAt,
    expiresAt: typeof state.expiresAt === 'number' ? state.expiresAt : undefined,
    refreshUnknown: state.refreshUnknown === true,
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
  | 'state'
  | 'id'
  | 'label'
  | 'kind'
  | 'at'
  | 'reason'
  | 'accessToken'
  | 'refreshToken'
  | 'createdAt'
  | 'expiresAt'
  | 'refreshUnknown';
type Fields = { readonly [field in Field]?: unknown };

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? value : {};
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
