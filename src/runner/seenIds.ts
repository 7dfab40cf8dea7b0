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
  let older = new Float64Array(1);
  let used = 0;
  let meaningful = true;

  /** Whether it is new; it is in the table then. */
  function add(hash: number): boolean {
    let at = hash % table.length;
    if (holds(older, hash)) return false;
    for (; table[at] !== 0; at = (at + 1) % table.length) if (table[at] === hash) return false;
    table[at] = hash;
    used += 1;
    return true;
  }

  /** Rows move between pages that are near: of very long lists only the last ids are remembered. */
  function grow() {
    const old = table;
    if (old.length >= longestTable) {
      older = old;
      table = new Float64Array(1024);
      used = 0;
      return;
    }
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

/** Two of them hold some 200,000 to 400,000 ids in 4 MB. */
const longestTable = 2 ** 18;

function holds(table: Float64Array, hash: number): boolean {
  for (let at = hash % table.length; table[at] !== 0; at = (at + 1) % table.length)
    if (table[at] === hash) return true;
  return false;
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
