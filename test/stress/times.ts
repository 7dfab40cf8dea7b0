import type { RenewalTimes } from '../../src/oauth/renewalTimes.ts';

/** For tokens that live seconds. */
export const stressTimes: RenewalTimes = {
  marginMs: 1000,
  marginJitterMs: 300,
  pollMs: 20,
  pollJitterMs: 30,
  lockWaitMs: 10_000,
  beatMs: 200,
  staleMs: 2000,
  lateMs: 2000,
  requestMs: 15_000,
  hungMs: 60_000,
  backOffMs: 200,
  signOutWaitMs: 1000,
  shutdownMs: 1000,
};

/** Seconds. */
export const tokenLife = 2;
