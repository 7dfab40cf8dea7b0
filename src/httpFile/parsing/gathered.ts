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

  replaceLast(item: T): void {
    if (this.#count > 0) this.#room[this.#count - 1] = item;
  }

  /** All items, which it forgets. */
  take(): readonly T[] {
    if (this.#count === 0) return none;
    const taken = this.#room.slice(0, this.#count);
    this.#count = 0;
    return taken;
  }
}

const none: readonly never[] = [];
