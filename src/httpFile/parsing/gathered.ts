/**
 * A list that is filled and taken again and again and keeps its room: a large file has tens of thousands of
 * short lists, and a new array makes room for more than a dozen items.
 */
export interface Gathered<T> {
  push(item: T): void;
  count(): number;
  last(): T | undefined;
  /** A copy of what it holds. */
  items(): readonly T[];
  replaceLast(item: T): void;
  clear(): void;
  /** The items from `start` on, which it forgets. */
  take(start?: number): readonly T[];
}

export function gathered<T>(): Gathered<T> {
  const room: T[] = [];
  let count = 0;
  return {
    push(item) {
      room[count] = item;
      count++;
    },
    count: () => count,
    last: () => (count === 0 ? undefined : room[count - 1]),
    items: () => room.slice(0, count),
    replaceLast(item) {
      if (count > 0) room[count - 1] = item;
    },
    clear() {
      count = 0;
    },
    take(start = 0) {
      if (count <= start) return none;
      const taken = room.slice(start, count);
      count = start;
      return taken;
    },
  };
}

const none: readonly never[] = [];
