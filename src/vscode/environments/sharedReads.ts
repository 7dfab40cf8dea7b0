/** Readings that several ask for at a time, each made once. */
export interface SharedReads<T> {
  /** The reading under way, else a new one. */
  of(key: string, read: () => Promise<T>): Promise<T>;
  /** Something has changed: what is being read now is read again before anybody gets it. */
  forget(): void;
}

export function createSharedReads<T>(): SharedReads<T> {
  const underWay = new Map<string, Promise<T>>();
  let changes = 0;

  async function asOfNow(read: () => Promise<T>): Promise<T> {
    for (;;) {
      const before = changes;
      const found = await read();
      if (before === changes) return found;
    }
  }

  return {
    of(key, read) {
      const known = underWay.get(key);
      if (known !== undefined) return known;
      const found = asOfNow(read).finally(() => underWay.delete(key));
      underWay.set(key, found);
      return found;
    },
    forget() {
      changes += 1;
    },
  };
}
