/**
 * The candidate that somebody who wrote `name` most likely meant: the same letters in another case or with
 * other dashes, or few letters wrong (one of three to five, two of more, three of more than ten). `undefined`
 * where none is near. Of equally near ones the first stands.
 */
export function nearestName(name: string, candidates: Iterable<string>): string | undefined {
  const wanted = plain(name);
  if (wanted === '') return undefined;
  let best: string | undefined;
  let least = mistakesAllowed(wanted.length) + 1;
  for (const candidate of candidates) {
    if (candidate === name) continue;
    const distance = boundedDistance(wanted, plain(candidate), least);
    if (distance >= least) continue;
    best = candidate;
    least = distance;
    if (least === 0) break;
  }
  return best;
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[-_\s]/g, '');
}

function mistakesAllowed(length: number): number {
  if (length < 3) return 0;
  if (length < 6) return 1;
  return length > 10 ? 3 : 2;
}

/** Letters to put in, leave out, change or swap with a neighbour; `limit` where it is that many or more. */
function boundedDistance(from: string, to: string, limit: number): number {
  if (Math.abs(from.length - to.length) >= limit) return limit;
  let before: readonly number[] = [];
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    let least = row;
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      let cost = Math.min(
        (previous[column - 1] ?? 0) + (same ? 0 : 1),
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
      );
      if (row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1])
        cost = Math.min(cost, (before[column - 2] ?? 0) + 1);
      current.push(cost);
      least = Math.min(least, cost);
    }
    if (least >= limit) return limit;
    before = previous;
    previous = current;
  }
  return Math.min(limit, previous.at(-1) ?? limit);
}
