import type { Ledgers } from './ledger.ts';
import type { RenewalTimes } from './renewalTimes.ts';
import type { SessionAppParts } from './sessionApp.ts';
import type { SessionStore } from './sessionStore.ts';
import type { World } from './world.ts';

/** What a renewal needs. */
export interface RenewalParts extends SessionAppParts, World {
  readonly store: SessionStore;
  readonly ledgers: Ledgers;
  readonly times: RenewalTimes;
  /** Whether what one window stores comes to the others by itself: not where the editor is in a browser. */
  readonly secretsTravel: boolean;
}
