import type { HttpFile, Range, Segment } from './syntax.ts';

/** `find`, asked once for each segment. Ranges in what it gives count from the segment's `base`. */
export function perSegment<T>(find: (segment: Segment) => T): (segment: Segment) => T {
  const known = new WeakMap<Segment, { readonly value: T }>();
  return segment => {
    const kept = known.get(segment);
    if (kept !== undefined) return kept.value;
    const value = find(segment);
    known.set(segment, { value });
    return value;
  };
}

/**
 * A fact about a whole file, combined from a fact about each of its segments in order. After an edit it is
 * the same value, without combining anew, where the segments that changed give facts that are the `same`
 * as before. So the facts should hold what matters and no ranges.
 */
export function acrossSegments<Fact, Combined>(
  factOf: (segment: Segment) => Fact,
  same: (one: Fact, other: Fact) => boolean,
  combine: (facts: readonly Fact[]) => Combined,
): (file: HttpFile) => Combined {
  interface Kept {
    readonly segments: readonly Segment[];
    readonly facts: readonly Fact[];
    readonly value: Combined;
  }
  const latest = new WeakMap<object, Kept>();

  function find(segments: readonly Segment[], before: Kept | undefined): Kept {
    const old = before?.segments ?? [];
    let head = 0;
    while (head < old.length && head < segments.length && old[head] === segments[head]) head++;
    let tail = 0;
    const most = Math.min(old.length, segments.length) - head;
    while (tail < most && old[old.length - 1 - tail] === segments[segments.length - 1 - tail]) tail++;
    const fresh = segments.slice(head, segments.length - tail).map(factOf);
    if (before === undefined) return { segments, facts: fresh, value: combine(fresh) };
    const gone = before.facts.slice(head, old.length - tail);
    if (gone.length === fresh.length && gone.every((fact, at) => same(fact, fresh[at] ?? fact)))
      return { segments, facts: before.facts, value: before.value };
    const facts = [...before.facts.slice(0, head), ...fresh, ...before.facts.slice(old.length - tail)];
    return { segments, facts, value: combine(facts) };
  }

  return ({ lineage, segments }) => {
    const before = latest.get(lineage);
    if (before?.segments === segments) return before.value;
    const now = find(segments, before);
    latest.set(lineage, now);
    return now.value;
  };
}

/** Length of the text, without joining it. */
export function lengthOf({ segments, segmentStarts }: HttpFile): number {
  return (segmentStarts.at(-1) ?? 0) + (segments.at(-1)?.text.length ?? 0);
}

/** Index of the segment that holds `offset`; the last one for the end of the text. */
export function segmentAt({ segmentStarts }: HttpFile, offset: number): number {
  let low = 0;
  let high = segmentStarts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((segmentStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** What to add to the ranges of the segment with that index. */
export function shiftOf({ segments, segmentStarts }: HttpFile, index: number): number {
  return (segmentStarts[index] ?? 0) - (segments[index]?.base ?? 0);
}

/** The range moved by so many UTF-16 units. */
export function shiftRange({ start, end }: Range, by: number): Range {
  return { start: start + by, end: end + by };
}
