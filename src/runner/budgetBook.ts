import type { HeaderMap } from '../procore/headers.ts';
import { readRateLimit, requestedWait } from '../procore/rateLimit.ts';
import { waitForLast } from './forecast.ts';
import { isOver, type KnownWindows, mergedWindows, spentWindows, windowsAfter } from './rateWindows.ts';

/** Who waits for a request: the person who asked for just this one, or work that goes on by itself. */
export type Priority = 'person' | 'background';

/** What one process tells the others that send for the same app and company. No secret. */
export interface SharedBook {
  /** When it was written, in milliseconds since 1970. */
  readonly at: number;
  /** Sent and not answered, or about to be sent. */
  readonly underWay: number;
  readonly windows: KnownWindows;
}

/** A request that was sent, until it is answered. */
export interface Slot {
  readonly sentAt: number;
}

/** The books of one budget: what is known of the windows, and what is under way. Times by the local clock. */
export interface BudgetBook {
  /** How many may go at once. */
  room(priority: Priority, now: number): number;
  /** When there may be room if no answer comes; `undefined`: only answers make room. */
  roomAt(priority: Priority, now: number): number | undefined;
  /** Whether a window is used up for certain, or Procore has asked to wait: not only answers are missing. */
  isUsedUp(now: number): boolean;
  take(now: number): Slot;
  /** Requests of this process that are not answered yet. */
  underWay(): number;
  hear(slot: Slot, status: number, headers: HeaderMap, now: number): void;
  giveBack(slot: Slot, sent: boolean, now: number): void;
  forecast(requests: number, now: number): number | undefined;
  windows(now: number): KnownWindows;
  share(now: number, wanted: number): SharedBook;
  merge(theirs: readonly SharedBook[], now: number): void;
}

/** One reason why no more than `room` requests may go, which holds until then unless an answer changes it. */
interface Bound {
  readonly room: number;
  readonly until: number;
}

/** An answer that takes longer than this does not hold back what waits for what it will tell. */
const probeMs = 1_000;

/**
 * At most, after a 429 that tells of no window: as long as the spike window of "Rate limiting" [doc]. A longer
 * `Retry-After` may be that operation's own, as a budget snapshot's, and holds that request alone.
 */
const silentPauseMs = 10_000;

/** After a 429 others are at work, whose requests nobody tells us of: background work then goes in single file. */
const contestedMs = 60_000;

/** What another process has under way counts for so long; it may have ended without a word. */
const freshMs = 10_000;

/** A book in which nothing stands: no window is known, and nothing is under way. */
export function createBudgetBook(): BudgetBook {
  let windows: KnownWindows = [];
  /** Whether an answer has come since it was last unknown what limits there are. */
  let heard = false;
  let pausedUntil = 0;
  let refusedAt = Number.NEGATIVE_INFINITY;
  let others: readonly SharedBook[] = [];
  const underWay = new Set<Slot>();

  const elsewhere = (now: number) =>
    others.reduce((sum, { at, underWay: count }) => (Math.abs(now - at) < freshMs ? sum + count : sum), 0);

  /** Since when nobody has been asked what there is; `undefined`: all is known. */
  function unknownSince(now: number): number | undefined {
    if (windows.length === 0) return heard ? undefined : pausedUntil;
    const over = windows.filter(window => isOver(window, now)).map(({ resetsAt }) => Math.min(resetsAt, now));
    return over.length === 0 ? undefined : Math.max(...over);
  }

  /** The latest that was sent to find out. */
  function probeSince(since: number): Slot | undefined {
    return [...underWay].findLast(({ sentAt }) => sentAt >= since);
  }

  /** All that stands in the way, or may: how many it lets go, and until when if no answer comes. */
  function bounds(priority: Priority, now: number): readonly Bound[] {
    const all = underWay.size + elsewhere(now);
    const found: Bound[] = windows.map(window =>
      isOver(window, now)
        ? { room: window.limit - all, until: Number.POSITIVE_INFINITY }
        : { room: window.left - all, until: window.resetsAt },
    );
    if (isPaused(now)) found.push({ room: 0, until: pausedUntil });
    if (priority === 'person') return found;
    const since = unknownSince(now);
    const probe = since === undefined ? undefined : probeSince(since);
    if (probe !== undefined)
      found.push({ room: now - probe.sentAt < probeMs ? 0 : 1, until: probe.sentAt + probeMs });
    else if (since !== undefined) found.push({ room: 1, until: Number.POSITIVE_INFINITY });
    if (Math.abs(now - refusedAt) < contestedMs)
      found.push({ room: 1 - underWay.size, until: refusedAt + contestedMs });
    return found;
  }

  /** A pause that seems to last longer than it can was made before the clock was set back. */
  const isPaused = (now: number) => now < pausedUntil && pausedUntil - now <= silentPauseMs;

  return {
    room(priority, now) {
      const rooms = bounds(priority, now).map(({ room }) => room);
      return Math.max(0, Math.min(...rooms, Number.POSITIVE_INFINITY));
    },
    roomAt(priority, now) {
      const blocking = bounds(priority, now).filter(({ room }) => room <= 0);
      const until = Math.max(now, ...blocking.map(bound => bound.until));
      return Number.isFinite(until) ? until : undefined;
    },
    isUsedUp: now => isPaused(now) || windows.some(window => !isOver(window, now) && window.left <= 0),
    underWay: () => underWay.size,
    take(now) {
      const slot = { sentAt: now };
      underWay.add(slot);
      return slot;
    },
    hear(slot, status, headers, now) {
      underWay.delete(slot);
      heard = true;
      windows = windowsAfter(windows, headers, { sentAt: slot.sentAt, now });
      if (status !== 429) return;
      const told = readRateLimit(headers, now);
      if (told === undefined || told.remaining === 0) refusedAt = now;
      if (told !== undefined) return;
      pausedUntil = now + Math.min(requestedWait(headers, now) ?? silentPauseMs, silentPauseMs);
      heard = false;
    },
    giveBack(slot, sent, now) {
      underWay.delete(slot);
      if (sent) windows = spentWindows(windows, { sentAt: slot.sentAt, now });
    },
    forecast(requests, now) {
      const pause = isPaused(now) ? pausedUntil - now : 0;
      const wait = waitForLast(requests, windows, now + pause);
      return wait === undefined && pause === 0 ? undefined : pause + (wait ?? 0);
    },
    windows: now => windows.filter(window => !isOver(window, now)),
    share: (now, wanted) => ({ at: now, underWay: underWay.size + wanted, windows }),
    merge(theirs, now) {
      others = theirs;
      for (const { windows: known } of theirs) {
        windows = mergedWindows(
          windows,
          known.filter(window => !isOver(window, now)),
        );
      }
      if (windows.length > 0) heard = true;
    },
  };
}
