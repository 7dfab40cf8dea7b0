import type { RateLimit } from '../../procore/rateLimit.ts';
import type { BudgetEvent, BudgetOwner } from '../../runner/budgets.ts';
import type { KnownWindow } from '../../runner/rateWindows.ts';

export type WindowKind = KnownWindow['kind'];

/** What was left of a window after an answer. Times in milliseconds since 1970. */
export interface WindowPoint {
  readonly at: number;
  readonly left: number;
  readonly limit: number;
  /** The end of this turn of the window. */
  readonly resetsAt: number;
}

/** What a header said last of a window. */
export interface Told {
  readonly at: number;
  readonly remaining: number;
}

/** The last hour of what one app has done in one company. */
export interface BudgetTrack {
  /** Stable; holds no name. */
  readonly id: string;
  readonly owner: BudgetOwner;
  /** Oldest first, one a second at most. */
  readonly points: Readonly<Record<WindowKind, readonly WindowPoint[]>>;
  /** `undefined`: no answer in this window of the editor told of it. */
  readonly told: Readonly<Partial<Record<WindowKind, Told>>>;
  /** When answers of 429 came. */
  readonly refusals: readonly { readonly at: number; readonly window: RateLimit['window'] }[];
  /** Answers in this hour, in this window of the editor. */
  readonly answers: number;
}

/** Budget events of the last hour, in memory only. */
export interface BudgetHistory {
  hear(event: BudgetEvent): void;
  /** Those with anything in the hour before `now`, in the order in which they were first heard of. */
  tracks(now: number): readonly BudgetTrack[];
}

export const hourMs = 3_600_000;
/** More marks than this cannot be told apart. */
const mostRefusals = 500;
/** Of events that come faster than this only the lowest count is kept, in milliseconds. */
const grainMs = 1_000;
const kinds = ['spike', 'hourly'] as const;

interface Keeping {
  readonly owner: BudgetOwner;
  readonly points: Record<WindowKind, WindowPoint[]>;
  readonly told: Partial<Record<WindowKind, Told>>;
  refusals: { readonly at: number; readonly window: RateLimit['window'] }[];
  /** Answers by second. */
  counts: { readonly second: number; count: number }[];
}

export function createBudgetHistory(): BudgetHistory {
  const kept = new Map<string, Keeping>();

  return {
    hear(event) {
      const { environment, app, company, at, status, told, windows } = event;
      const key = budgetKey(event);
      const keeping = kept.get(key) ?? {
        owner: { environment, app, company },
        points: { spike: [], hourly: [] },
        told: {},
        refusals: [],
        counts: [],
      };
      kept.set(key, keeping);
      for (const { kind, left, limit, resetsAt } of windows)
        addPoint(keeping.points[kind], { at, left: Math.max(0, left), limit, resetsAt });
      const kind = told && kindOf(told, windows);
      if (told !== undefined && kind !== undefined) keeping.told[kind] = { at, remaining: told.remaining };
      if (status === 429) keeping.refusals.push({ at, window: told?.window ?? 'unknown' });
      const second = Math.floor(at / grainMs);
      const last = keeping.counts.at(-1);
      if (last?.second === second) last.count += 1;
      else keeping.counts.push({ second, count: 1 });
      forget(keeping, at - hourMs);
    },
    tracks(now) {
      const since = now - hourMs;
      return [...kept.entries()].flatMap(([id, keeping]) => {
        const { owner, told, points, refusals, counts } = keeping;
        forget(keeping, since);
        const answers = counts.reduce((sum, { count }) => sum + count, 0);
        if (answers === 0) return [];
        return {
          id,
          owner,
          told: { ...told },
          points: { spike: [...points.spike], hourly: [...points.hourly] },
          refusals: [...refusals],
          answers,
        };
      });
    },
  };
}

/** The same for all that is counted together. */
export function budgetKey({ environment, app = '', company = '' }: BudgetOwner): string {
  return JSON.stringify([environment.name, environment.apiUrl, app, company]);
}

/** The window that a header speaks of, as the runner took it; `undefined`: it cannot be told. */
function kindOf({ window, limit }: RateLimit, windows: readonly KnownWindow[]): WindowKind | undefined {
  if (window !== 'spike') return window === 'hourly' ? 'hourly' : undefined;
  // An hour that is about to end looks like ten seconds.
  return windows.some(known => known.kind === 'spike' && known.limit === limit) ? 'spike' : 'hourly';
}

function addPoint(points: WindowPoint[], point: WindowPoint): void {
  const last = points.at(-1);
  const isSame =
    last !== undefined &&
    last.resetsAt === point.resetsAt &&
    Math.floor(last.at / grainMs) === Math.floor(point.at / grainMs);
  if (isSame) points[points.length - 1] = { ...point, left: Math.min(last.left, point.left) };
  else points.push(point);
}

/** The oldest stand first; most of the time there is nothing to forget. */
function forget(keeping: Keeping, since: number): void {
  for (const kind of kinds) dropBefore(keeping.points[kind], ({ at }) => at < since);
  dropBefore(keeping.counts, ({ second }) => (second + 1) * grainMs <= since);
  dropBefore(keeping.refusals, ({ at }) => at < since);
  if (keeping.refusals.length > mostRefusals) keeping.refusals = keeping.refusals.slice(-mostRefusals);
}

function dropBefore<T>(list: T[], isOld: (item: T) => boolean): void {
  const keep = list.findIndex(item => !isOld(item));
  if (keep !== 0) list.splice(0, keep < 0 ? list.length : keep);
}
