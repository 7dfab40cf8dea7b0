import type { HeaderMap } from '../procore/headers.ts';
import { type RateWindow, readRateLimit, requestedWait } from '../procore/rateLimit.ts';

/** One window as far as Procore has told of it. Times in milliseconds since 1970, by the local clock. */
export interface KnownWindow {
  readonly kind: Exclude<RateWindow, 'unknown'>;
  readonly limit: number;
  /** The lowest count that was told for this turn, less what was sent since without being told of. */
  readonly left: number;
  /** The reset by Procore's clock, which tells one turn of the window from the next. */
  readonly turn: number;
  /** When this turn is surely over. */
  readonly resetsAt: number;
}

/** At most one of each kind. */
export type KnownWindows = readonly KnownWindow[];

/** A request that was sent, and when its answer came. */
export interface Heard {
  readonly sentAt: number;
  readonly now: number;
}

/** How long a window is from its first request on. Source: "Rate limiting" [doc]. */
const lengthMs = { spike: 10_000, hourly: 3_600_000 } as const;

/** Resets and `Date` come in whole seconds, and no page says whether they are rounded up or down. */
const grainMs = 1_000;

/**
 * Whether the window has begun anew by now. So has one that seems to last longer than windows do: then the
 * local clock was set back.
 */
export function isOver({ kind, resetsAt }: KnownWindow, now: number): boolean {
  return now >= resetsAt || resetsAt - now > lengthMs[kind] + 2 * grainMs;
}

/** How long a window lasts, in milliseconds. */
export function lengthOf(kind: KnownWindow['kind']): number {
  return lengthMs[kind];
}

/** How many more may go in a window that is not over, with `underWay` of them not answered yet. */
export function roomIn({ left }: KnownWindow, underWay: number): number {
  return left - underWay;
}

/**
 * The windows after an answer, whatever its status. It tells of one window at most, and costs one request in
 * the others. Answers may come in any order: within a turn the lowest count is the latest, and the earliest
 * of the ends that they allow for is late enough, because none of them allows for one that is too early.
 */
export function windowsAfter(windows: KnownWindows, headers: HeaderMap, heard: Heard): KnownWindows {
  const told = windowIn(windows, headers, heard.now);
  if (told === undefined) return spentWindows(windows, heard);
  const others = windows.filter(({ kind }) => kind !== told.kind);
  const known = windows.find(({ kind }) => kind === told.kind);
  return [...spentWindows(others, heard), known === undefined ? told : newerOf(known, told, heard)];
}

/** The windows after a request of which nothing was told: it counts, because it may have arrived. */
export function spentWindows(windows: KnownWindows, { sentAt, now }: Heard): KnownWindows {
  return windows.flatMap(window => {
    if (!isOver(window, now)) return { ...window, left: window.left - 1 };
    // What comes after its end and tells of another window or of none knows of nothing tighter.
    return sentAt >= window.resetsAt ? [] : window;
  });
}

/** What two observers know together. */
export function mergedWindows(mine: KnownWindows, theirs: KnownWindows): KnownWindows {
  const kinds = [...new Set([...mine, ...theirs].map(({ kind }) => kind))];
  return kinds.flatMap(kind => {
    const own = mine.find(window => window.kind === kind);
    const other = theirs.find(window => window.kind === kind);
    if (own === undefined || other === undefined) return own ?? other ?? [];
    if (!isSameTurn(own, other)) return own.turn > other.turn ? own : other;
    return joined(own, other);
  });
}

function windowIn(windows: KnownWindows, headers: HeaderMap, now: number): KnownWindow | undefined {
  const report = readRateLimit(headers, now);
  if (report === undefined || report.limit < 1) return undefined;
  const wait = requestedWait(headers, now);
  if (wait === undefined) return undefined;
  const { limit, remaining } = report;
  const turn = Date.parse(report.resetAt);
  // An hour that is about to end looks like ten seconds.
  const isHour = windows.some(
    window => window.kind === 'hourly' && window.limit === limit && isSameTurn(window, { turn }),
  );
  const kind = report.window === 'hourly' || isHour ? 'hourly' : 'spike';
  // A window that counts this request cannot end later than its whole length from here.
  const resetsAt = now + Math.min(wait + grainMs, lengthMs[kind]);
  return { kind, limit, left: remaining, turn, resetsAt };
}

function newerOf(known: KnownWindow, told: KnownWindow, { sentAt, now }: Heard): KnownWindow {
  if (!isSameTurn(known, told)) return told.turn > known.turn ? told : known;
  if (!isOver(known, now)) return joined(known, told);
  // Sent after what seemed to be its end, and still counted in this turn: it was not the end.
  return sentAt >= known.resetsAt ? told : known;
}

function isSameTurn(a: Pick<KnownWindow, 'turn'>, b: Pick<KnownWindow, 'turn'>): boolean {
  return Math.abs(a.turn - b.turn) <= grainMs;
}

function joined(a: KnownWindow, b: KnownWindow): KnownWindow {
  return { ...a, left: Math.min(a.left, b.left), resetsAt: Math.min(a.resetsAt, b.resetsAt) };
}
