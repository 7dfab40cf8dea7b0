/** Lines from `from` up to but not `to` of one text that stand where those of the other do. One of both may be none. */
export interface LineChange {
  readonly older: LineRange;
  readonly newer: LineRange;
}

/** Lines of one text, counted from 0, without the one at `to`; none where both are the same. */
export interface LineRange {
  readonly from: number;
  readonly to: number;
}

/** A part of both texts that is to be compared yet. */
interface Part extends LineChange {
  /** How often it was cut up already. */
  readonly cuts: number;
}

/** What was cut up so often repeats itself, and is as readable whole. */
const mostCuts = 12;

/**
 * Where two texts differ, in order; the lines between two changes are the same in both. Each part is cut at lines
 * that it has once on both sides, as rows are known by their ids: not always the fewest changes, but found in a time
 * that grows with the length of the texts, however much differs.
 */
export function changedLines(older: readonly string[], newer: readonly string[]): readonly LineChange[] {
  const all = { older: { from: 0, to: older.length }, newer: { from: 0, to: newer.length } };
  // What only the ends have need not be numbered.
  const part = withoutSameEnds({ older, newer }, all);
  const numbers = new Map<string, number>();
  const sides = {
    older: numbered(older, part.older, numbers),
    newer: numbered(newer, part.newer, numbers),
    times: new Uint8Array(numbers.size),
    at: new Int32Array(numbers.size),
  };
  const found: LineChange[] = [];
  // A stack, the first part on top: texts may be cut deeper than functions may call themselves.
  const open: Part[] = [{ ...part, cuts: 0 }];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    const rest = withoutSameEnds(sides, part);
    if (lengthOf(rest.older) === 0 && lengthOf(rest.newer) === 0) continue;
    const anchors =
      lengthOf(rest.older) === 0 || lengthOf(rest.newer) === 0 || part.cuts >= mostCuts
        ? []
        : anchorsIn(sides, rest);
    if (anchors.length === 0) found.push(rest);
    else for (const each of between(rest, anchors, part.cuts + 1).reverse()) open.push(each);
  }
  return found;
}

interface Sides {
  readonly older: Int32Array;
  readonly newer: Int32Array;
  /** For each line's number, how often a part has it: one of the values below. */
  readonly times: Uint8Array;
  /** Where the older text has it. */
  readonly at: Int32Array;
}

/** A number for each line of a part, the same for the same line; 0 outside of it. */
function numbered(
  lines: readonly string[],
  { from, to }: LineRange,
  numbers: Map<string, number>,
): Int32Array {
  const given = new Int32Array(lines.length);
  for (let index = from; index < to; index += 1) {
    const line = lines[index] ?? '';
    const number = numbers.get(line) ?? numbers.size;
    if (number === numbers.size) numbers.set(line, number);
    given[index] = number;
  }
  return given;
}

function lengthOf({ from, to }: LineRange): number {
  return to - from;
}

function withoutSameEnds<T>(
  { older, newer }: { readonly older: ArrayLike<T>; readonly newer: ArrayLike<T> },
  part: LineChange,
): LineChange {
  let { from, to } = part.older;
  let { from: newerFrom, to: newerTo } = part.newer;
  while (from < to && newerFrom < newerTo && older[from] === newer[newerFrom]) {
    from += 1;
    newerFrom += 1;
  }
  while (from < to && newerFrom < newerTo && older[to - 1] === newer[newerTo - 1]) {
    to -= 1;
    newerTo -= 1;
  }
  return { older: { from, to }, newer: { from: newerFrom, to: newerTo } };
}

/** A line that both have. */
interface Anchor {
  readonly older: number;
  readonly newer: number;
}

/** What `times` tells, beside 0: nothing that counts. */
const times = { onceInOlder: 1, oftener: 2, onceInEach: 3 };

/** Lines that stand once in each of both, as many as keep their order. */
function anchorsIn(sides: Sides, part: LineChange): readonly Anchor[] {
  const { older, newer, at } = sides;
  for (let index = part.older.from; index < part.older.to; index += 1) {
    const line = older[index] ?? 0;
    sides.times[line] = sides.times[line] === 0 ? times.onceInOlder : times.oftener;
    at[line] = index;
  }
  for (let index = part.newer.from; index < part.newer.to; index += 1) {
    const line = newer[index] ?? 0;
    if (sides.times[line] === times.onceInOlder) sides.times[line] = times.onceInEach;
    else if (sides.times[line] === times.onceInEach) sides.times[line] = times.oftener;
  }
  const once: Anchor[] = [];
  for (let index = part.newer.from; index < part.newer.to; index += 1) {
    const line = newer[index] ?? 0;
    if (sides.times[line] === times.onceInEach) once.push({ older: at[line] ?? 0, newer: index });
  }
  for (let index = part.older.from; index < part.older.to; index += 1) sides.times[older[index] ?? 0] = 0;
  return longestRising(once);
}

/** The longest row of anchors whose places rise in the older text, too. */
function longestRising(anchors: readonly Anchor[]): readonly Anchor[] {
  const ends: number[] = [];
  const before = new Int32Array(anchors.length);
  for (const [index, anchor] of anchors.entries()) {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((anchors[ends[middle] ?? 0]?.older ?? 0) < anchor.older) low = middle + 1;
      else high = middle;
    }
    before[index] = low === 0 ? -1 : (ends[low - 1] ?? -1);
    ends[low] = index;
  }
  const rising: Anchor[] = [];
  for (let index = ends.at(-1) ?? -1; index >= 0; index = before[index] ?? -1) {
    const anchor = anchors[index];
    if (anchor !== undefined) rising.push(anchor);
  }
  return rising.reverse();
}

function between(part: LineChange, anchors: readonly Anchor[], cuts: number): Part[] {
  const ends = [...anchors, { older: part.older.to, newer: part.newer.to }];
  let { from } = part.older;
  let { from: newerFrom } = part.newer;
  return ends.flatMap(end => {
    const older = { from, to: end.older };
    const newer = { from: newerFrom, to: end.newer };
    from = end.older + 1;
    newerFrom = end.newer + 1;
    return lengthOf(older) === 0 && lengthOf(newer) === 0 ? [] : [{ older, newer, cuts }];
  });
}
