/** The longest pause between two clicks that systems usually take for a double click [assumed]. */
const pauseMs = 500;

export interface Turn {
  /** Its answer has come. */
  end(): void;
  /** A person has stopped it: what they ask for next is meant. */
  forget(): void;
}

export interface SecondSends {
  /**
   * The turn of what is asked for, or why it has none. `id`: what is asked for. `write`: never while the one before is
   * under way. `mayBeSlip`: not within half a second either, since hands may do twice what they mean once.
   */
  take(
    id: string,
    of: { readonly write: boolean; readonly mayBeSlip: boolean },
  ): Turn | 'moment-ago' | 'under-way';
}

/** Tells a sending that is meant from one that came of a click too many. `now` in milliseconds, never going back. */
export function createSecondSends(now: () => number): SecondSends {
  const taken = new Map<string, { askedAt: number; over: boolean }>();
  const isRecent = (askedAt: number) => now() - askedAt < pauseMs;

  return {
    take(id, { write, mayBeSlip }) {
      for (const [each, { askedAt, over }] of taken) if (over && !isRecent(askedAt)) taken.delete(each);
      const before = taken.get(id);
      if (before !== undefined) {
        const recent = isRecent(before.askedAt);
        const isSecond = (recent && mayBeSlip) || (write && !before.over);
        if (isSecond) {
          // Of three clicks, or a key that is held, each is measured from the one before.
          before.askedAt = now();
          return recent ? 'moment-ago' : 'under-way';
        }
      }
      const turn = { askedAt: now(), over: false };
      taken.set(id, turn);
      return {
        end() {
          turn.over = true;
        },
        forget() {
          if (taken.get(id) === turn) taken.delete(id);
        },
      };
    },
  };
}
