import type { StepEnd } from './step.ts';

/** How the steps of a soak ended. */
export interface Tally {
  add(kind: string, end: StepEnd): void;
  ends(): Readonly<Record<StepEnd, number>>;
  well(kind: string): number;
  /** Kinds that were tried often and never did what they are for: then they prove nothing. */
  neverWell(): readonly string[];
}

const often = 20;

export function createTally(): Tally {
  const kinds = new Map<string, Record<StepEnd, number>>();
  const none = () => ({ well: 0, refused: 0, failed: 0, cancelled: 0 });
  const sum = (counts: Readonly<Record<StepEnd, number>>) =>
    Object.values(counts).reduce((all, count) => all + count, 0);
  return {
    add(kind, end) {
      const counts = kinds.get(kind) ?? none();
      counts[end] += 1;
      kinds.set(kind, counts);
    },
    ends() {
      const all = none();
      for (const counts of kinds.values()) {
        all.well += counts.well;
        all.refused += counts.refused;
        all.failed += counts.failed;
        all.cancelled += counts.cancelled;
      }
      return all;
    },
    well: kind => kinds.get(kind)?.well ?? 0,
    neverWell: () =>
      [...kinds].flatMap(([kind, counts]) =>
        sum(counts) >= often && counts.well === 0
          ? [`none of ${sum(counts)} steps of the kind "${kind}" ended well`]
          : [],
      ),
  };
}
