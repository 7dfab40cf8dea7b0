/** Tells which ids have come before, in 11 to 22 bytes an id: a million of them would fill the memory as texts. */
export interface SeenIds {
  /**
   * How many of the ids of a page stood on an earlier one. Where one page holds an id twice, ids do not tell
   * rows apart in this list, and nothing is counted any more.
   */
  countAgain(ids: readonly string[]): number;
}

/** Two different ids are taken for one in 1 of 20,000 lists of a million rows; the result is only a report. */
export function createSeenIds(): SeenIds {
  let table = new Float64Array(1024);
  let used = 0;
  let meaningful = true;

  /** Whether it is new; it is in the table then. */
  function add(hash: number): boolean {
    let at = hash % table.length;
    for (; table[at] !== 0; at = (at + 1) % table.length) if (table[at] === hash) return false;
    table[at] = hash;
    used += 1;
    return true;
  }

  function grow() {
    const old = table;
    table = new Float64Array(old.length * 2);
    used = 0;
    for (const hash of old) if (hash !== 0) add(hash);
  }

  return {
    countAgain(ids) {
      if (!meaningful) return 0;
      meaningful = new Set(ids).size === ids.length;
      if (!meaningful) return 0;
      let again = 0;
      for (const id of ids) {
        if (used * 4 > table.length * 3) grow();
        if (!add(hashOf(id))) again += 1;
      }
      return again;
    },
  };
}

/** 53 bits, never 0: two multiplicative hashes side by side. */
function hashOf(text: string): number {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    high = Math.imul(high ^ unit, 0x9e3779b1);
    low = Math.imul(low ^ unit, 0x5f356495);
  }
  high = Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35);
  low = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35);
  return (high & 0x1fffff) * 0x1_0000_0000 + (low >>> 0) || 1;
}
