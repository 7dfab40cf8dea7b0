import { filesUnusable } from './renewalErrors.ts';
import type { RenewalTimes } from './renewalTimes.ts';
import type { SessionRecord } from './sessionRecord.ts';
import type { SessionStore } from './sessionStore.ts';
import type { World } from './world.ts';

interface StoringParts extends Pick<World, 'sleep'> {
  readonly store: SessionStore;
  readonly times: Pick<RenewalTimes, 'pollMs' | 'lateMs'>;
  readonly secretsTravel: boolean;
}

/**
 * The record once it is of that generation, or as it is after `lateMs`, counted in looks. Where secrets do not
 * travel there is nothing to wait for.
 */
export async function arrival(
  id: string,
  gen: number,
  { store, times, sleep, secretsTravel }: StoringParts,
): Promise<SessionRecord | undefined> {
  const lateMs = secretsTravel ? times.lateMs : 0;
  for (let waitedMs = 0; ; waitedMs += times.pollMs) {
    const record = await store.read(id);
    if (record === undefined || record.gen >= gen || waitedMs >= lateMs) return record;
    await sleep(times.pollMs);
  }
}

/** Never over a newer record. Throws what the store says where it does not take it. */
export async function storeSurely(next: SessionRecord, { store, times, sleep }: StoringParts): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const current = await store.read(next.id);
    if (current !== undefined && current.gen >= next.gen) return;
    if (attempt > 3) throw filesUnusable(undefined);
    try {
      await store.write(next);
    } catch (error) {
      if (attempt === 3) throw error;
    }
    if (attempt > 1) await sleep(times.pollMs);
  }
}
