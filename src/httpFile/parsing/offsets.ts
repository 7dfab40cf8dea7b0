/** Offsets in a text that are gathered for one request after another, in room that is kept. */
export class Offsets {
  readonly #room: number[] = [];
  /** How many there are; what stands behind is forgotten by making it smaller. */
  count = 0;

  push(offset: number): void {
    this.#room[this.count] = offset;
    this.count++;
  }

  /** -1 where there is none at that index. */
  at(index: number): number {
    return index < this.count ? (this.#room[index] ?? -1) : -1;
  }

  set(index: number, offset: number): void {
    this.#room[index] = offset;
  }

  /** A copy of those from that index on. */
  from(index: number): readonly number[] {
    return this.#room.slice(index, this.count);
  }

  /** Writes all into `list` from that index on; gives the index behind them. */
  copyTo(list: Int32Array, from: number): number {
    const room = this.#room;
    for (let index = 0; index < this.count; index++) list[from + index] = room[index] ?? -1;
    return from + this.count;
  }
}
