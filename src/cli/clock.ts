import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../runner/clock.ts';

/** The time of this machine. */
export const machineClock: Clock = {
  now: Date.now,
  sleep: (milliseconds, signal) => delay(milliseconds, undefined, { signal }),
};
