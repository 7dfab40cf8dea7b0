/** Every time of the renewal protocol, in milliseconds. */
export interface RenewalTimes {
  /** A token with less than this left is renewed ahead; never more than a fifth of its life. */
  readonly marginMs: number;
  /** Up to this is added to the margin, by chance for each window, so that not all begin at once. */
  readonly marginJitterMs: number;
  /** Between two looks at a lock that another holds, and what is added to it by chance. */
  readonly pollMs: number;
  readonly pollJitterMs: number;
  /** How long a renewal waits for the lock before it gives up for now. */
  readonly lockWaitMs: number;
  /** How often the holder of a lock shows that it runs. */
  readonly beatMs: number;
  /** Without a beat for this long, counted in own looks, a lock counts as left behind. */
  readonly staleMs: number;
  /** How long a pair that another process may be storing is waited for. */
  readonly lateMs: number;
  /** For the token request, counted in ticks of this process, so that sleep does not end it. */
  readonly requestMs: number;
  /** A process that still runs, but has been spending a token for this long, counts as lost. */
  readonly hungMs: number;
  /** After a renewal ahead of time has failed, the token is used as it is for this long. */
  readonly backOffMs: number;
  /** How long signing out waits for a renewal that is under way elsewhere. */
  readonly signOutWaitMs: number;
  /** How long a window that closes waits for its renewal. */
  readonly shutdownMs: number;
}

/** The times outside of tests. */
export const usualTimes: RenewalTimes = {
  marginMs: 5 * 60_000,
  marginJitterMs: 60_000,
  pollMs: 50,
  pollJitterMs: 100,
  lockWaitMs: 45_000,
  beatMs: 2000,
  staleMs: 20_000,
  lateMs: 5000,
  requestMs: 15_000,
  hungMs: 10 * 60_000,
  backOffMs: 30_000,
  signOutWaitMs: 2000,
  shutdownMs: 3000,
};
