/** Rows of a list that is open. */
export interface ChangingRows<T> {
  /** Puts these in the place of those that are there, once the list is seen to have drawn the last ones. */
  show(rows: readonly T[]): void;
}

/** As much of a quick pick as is needed. */
export interface OpenList<T> {
  items: readonly T[];
  readonly onDidChangeActive: (listener: (active: readonly T[]) => void) => unknown;
}

/** Where rows stand among the items of a list. */
interface Layout<T> {
  readonly first: number;
  readonly rows: readonly T[];
}

/**
 * Rows that are replaced while somebody types. The editor says by its number which row was chosen, and counts anew with
 * every change: until it has drawn the new rows, one of the old may be chosen. So the new ones get other numbers, and at
 * those of the old stand their `standIn`s, which are not drawn and bear the same value: what is taken is what was seen.
 * That the new ones are drawn is known from the first of them that gets the focus. All rows have to be shown whatever is
 * typed.
 */
export function changingRows<T>(list: OpenList<T>, standIn: (row: T) => T): ChangingRows<T> {
  let seen: Layout<T> = { first: 0, rows: [] };
  let given = seen;
  let wanted: readonly T[] | undefined;

  function give(rows: readonly T[]): void {
    const next = { first: rows.length <= seen.first ? 0 : endOf(seen), rows };
    list.items = itemsOf(next, seen, standIn);
    // Nothing gets no focus, and nothing of it can be taken: the numbers of what was seen before stay its own.
    if (rows.length > 0) given = next;
  }

  list.onDidChangeActive(([active]) => {
    if (given === seen || active === undefined || !given.rows.includes(active)) return;
    seen = given;
    const next = wanted;
    wanted = undefined;
    if (next !== undefined) give(next);
  });

  return {
    show(rows) {
      if (given === seen) give(rows);
      else wanted = rows;
    },
  };
}

function endOf({ first, rows }: Layout<unknown>): number {
  return first + rows.length;
}

function itemsOf<T>(next: Layout<T>, seen: Layout<T>, standIn: (row: T) => T): readonly T[] {
  const old = seen.rows.map(standIn);
  const length = Math.max(endOf(next), endOf(seen));
  // What stands before both can be any of them: nobody has seen those numbers.
  return Array.from(
    { length },
    (_, at) => next.rows[at - next.first] ?? old[at - seen.first] ?? old[0],
  ).filter(item => item !== undefined);
}
