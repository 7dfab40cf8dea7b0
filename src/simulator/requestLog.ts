/** One request as the control page and the log show it. Never holds a token or a body. */
export interface LoggedRequest {
  readonly at: number;
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly status: number;
  /** Why it was refused, in words for a developer; `undefined`: nothing to say. */
  readonly note: string | undefined;
}

/** The last requests, oldest dropped first; memory stays the same however many come. */
export interface RequestLog {
  add(entry: LoggedRequest): void;
  /** Newest first. */
  recent(): readonly LoggedRequest[];
  /** All that ever came. */
  count(): number;
  /** How often each method got each status, e.g. `{"GET 429": 2}`. */
  outcomes(): Readonly<Record<string, number>>;
}

/** A log of the last `size` requests. */
export function createRequestLog(size: number): RequestLog {
  const ring: LoggedRequest[] = [];
  let count = 0;
  const outcomes = new Map<string, number>();
  return {
    add(entry) {
      ring[count % size] = entry;
      count += 1;
      const outcome = `${entry.method} ${entry.status}`;
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    },
    recent() {
      const newest = count % size;
      const inOrder = count <= size ? ring : [...ring.slice(newest), ...ring.slice(0, newest)];
      return inOrder.toReversed();
    },
    count: () => count,
    outcomes: () => Object.fromEntries(outcomes),
  };
}

/** One line for a terminal. */
export function renderLoggedRequest(entry: LoggedRequest): string {
  const note = entry.note === undefined ? '' : `  ${entry.note}`;
  return `${entry.status} ${entry.method} ${entry.target}${note}`;
}
