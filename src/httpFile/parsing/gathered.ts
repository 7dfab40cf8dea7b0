/**
 * A list that is filled and taken again and again and keeps its room: a large file has tens of thousands of
 * short lists, and a new array makes room for more than a dozen items. A class, so that all of them run the
 * same code.
 */
export class Gathered<T> {
  readonly #room: T[] = [];
  #count = 0;

  push(item: T): void {
    this.#room[this.#count] = item;
    this.#count++;
  }

  count(): number {
    return this.#count;
  }

  last(): T | undefined {
    return this.#count === 0 ? undefined : this.#room[this.#count - 1];
  }

  /** A copy of what it holds from `start` on. */
  items(start = 0): readonly T[] {
    return this.#room.slice(start, this.#count);
  }

  replaceLast(item: T): void {
    if (this.#count > 0) this.#room[this.#count - 1] = item;
  }

  clear(): void {
    this.#count = 0;
  }

  /** The items from `start` on, which it forgets. */
  take(start = 0): readonly T[] {
    if (this.#count <= start) return none;
    const taken = this.#room.slice(start, this.#count);
    this.#count = start;
    return taken;
  }
}

const none: readonly never[] = [];
