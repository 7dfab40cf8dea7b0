/** What a window is told when it starts, as JSON in its first argument. */
export interface WindowSetup {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Holds `secrets/` and `auth/`. */
  readonly folder: string;
  /** Chance to die at a step. */
  readonly crash: number;
  /** Milliseconds by which its clock is wrong. */
  readonly skewMs: number;
}

/** What a window says, one line of JSON each, written before it goes on. */
export type FromWindow =
  | { readonly kind: 'signed-in'; readonly session: string }
  | { readonly kind: 'used'; readonly session: string }
  /** None of the sessions that it sees gives a token. */
  | { readonly kind: 'nobody'; readonly sessions: readonly string[]; readonly why: string }
  /** Dying between `begin` and `end` costs the session. */
  | { readonly kind: 'begin' | 'end'; readonly risk: 'token' | 'secret'; readonly session: string }
  | { readonly kind: 'note'; readonly text: string };

/** What a window is told while it runs. */
export type ToWindow =
  | { readonly kind: 'sign-in'; readonly code: string }
  | { readonly kind: 'calm' }
  | { readonly kind: 'close' };

/** The header by which the server knows whose refresh token it gets. */
export const sessionHeader = 'x-stress-session';
