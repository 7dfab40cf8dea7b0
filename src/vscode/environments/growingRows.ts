/** The rows of a list that is open while more of them arrive. */
export interface GrowingRows<T> {
  readonly all: () => readonly T[];
  /** One that is there already stays where it is. */
  readonly add: (found: Iterable<readonly [key: string, row: T]>) => void;
}

/**
 * Rows only ever come behind those that are shown: the editor says by its number which one was chosen, and counts anew
 * with every change. A row in between would make it another one for whoever chose just then.
 */
export function growingRows<T>(first: readonly T[]): GrowingRows<T> {
  const arrived = new Map<string, T>();
  return {
    all: () => [...first, ...arrived.values()],
    add(found) {
      for (const [key, row] of found) arrived.set(key, row);
    },
  };
}
