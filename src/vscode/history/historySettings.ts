import type { BodyLimits } from '../../runner/history/makeEntry.ts';
import type { Retention } from '../../runner/history/retention.ts';

/** What the history keeps, and for how long. */
export interface HistorySettings {
  /** `undefined`: nothing is kept. */
  readonly limits: BodyLimits | undefined;
  readonly retention: Retention;
}

/** However few entries there are: they are the user's disk. */
const maxBytes = 300_000_000;
const day = 86_400_000;

/** Out of settings that may hold anything; what makes no sense counts as the default. */
export function readHistorySettings(read: (key: string) => unknown): HistorySettings {
  const keep = read('history.keep');
  const number = (key: string, fallback: number): number => {
    const value = read(key);
    return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : fallback;
  };
  const days = number('history.maxAgeDays', 30);
  return {
    limits:
      keep === 'nothing'
        ? undefined
        : { bodies: keep !== 'withoutBodies', longest: number('history.maxBodyKilobytes', 1024) * 1024 },
    retention: {
      maxAge: days === 0 ? undefined : days * day,
      maxEntries: Math.max(1, number('history.maxEntries', 500)),
      maxBytes,
    },
  };
}
