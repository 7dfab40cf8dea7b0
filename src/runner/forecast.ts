import { isOver, type KnownWindows, lengthOf } from './rateWindows.ts';

/**
 * Milliseconds until the last of so many requests may go, if nobody else sends any; `undefined`: Procore has
 * told of no window, so nothing is known. `underWay` were sent and are not answered yet. Assumes that each
 * window begins with the first request after its end, as "Rate limiting" [doc] can be read.
 */
export function waitForLast(
  requests: number,
  windows: KnownWindows,
  now: number,
  underWay = 0,
): number | undefined {
  if (windows.length === 0) return undefined;
  const state = windows.map(window =>
    isOver(window, now)
      ? { kind: window.kind, limit: window.limit, left: window.limit - underWay, resetsAt: Infinity }
      : { ...window, left: window.left - underWay },
  );
  let at = now;
  for (let open = requests; ; ) {
    for (const window of state) {
      if (window.resetsAt > at) continue;
      window.left = window.limit;
      window.resetsAt = Infinity;
    }
    const room = Math.min(open, ...state.map(({ left }) => left));
    if (room > 0) {
      open -= room;
      for (const window of state) {
        window.left -= room;
        if (window.resetsAt === Infinity) window.resetsAt = at + lengthOf(window.kind);
      }
    }
    if (open <= 0) return at - now;
    const blocking = state.filter(({ left }) => left <= 0).map(({ resetsAt }) => resetsAt);
    const next = Math.max(...blocking);
    // Only what is under way stands in the way, which ends with its answers.
    if (next === Infinity || blocking.length === 0) return at - now;
    at = next;
  }
}

/**
 * Milliseconds that the rate windows of an environment hold up so many requests of a run at least, whoever of those
 * known they are sent for; `undefined`: less than a second, or nothing is known.
 */
export function runForecast(
  requests: number,
  budgets: readonly { readonly environment: { readonly name: string }; readonly windows: KnownWindows }[],
  environment: string,
  now: number,
): number | undefined {
  const waits = budgets
    .filter(budget => budget.environment.name === environment)
    .map(({ windows }) => waitForLast(requests, windows, now) ?? 0);
  const longest = Math.max(0, ...waits);
  return longest < 1000 ? undefined : longest;
}

/** "118 requests, about 50 s at this budget"; without the time where nothing is known or nothing waits. */
export function forecastText(requests: number, milliseconds: number | undefined): string {
  const count = `${requests.toLocaleString('en')} ${requests === 1 ? 'request' : 'requests'}`;
  if (milliseconds === undefined || milliseconds < 1000) return count;
  return `${count}, about ${roughDuration(milliseconds)} at this budget`;
}

/** `50 s`, `12 min`, `2 h 5 min`. */
export function roughDuration(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 120) return `${minutes} min`;
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)} h${rest === 0 ? '' : ` ${rest} min`}`;
}
