import type { BudgetReport } from '../../runner/budgets.ts';
import { forecastSentence, hourlyForecast } from '../budgets/budgetForecast.ts';
import { type BudgetTrack, budgetKey, type WindowKind } from '../budgets/budgetHistory.ts';
import {
  barText,
  countText,
  leftText,
  ownerText,
  resetText,
  shortOwner,
  sourceText,
} from '../budgets/budgetText.ts';
import { l10n } from '../l10n.ts';
import type { Wording } from '../responses/responseText.ts';
import { windowText } from '../responses/responseText.ts';
import { detailRow, type Row } from './row.ts';

/** What is known of the rate windows, and when. */
export interface BudgetState {
  readonly budgets: readonly BudgetReport[];
  readonly tracks: readonly BudgetTrack[];
  /** In milliseconds since 1970. */
  readonly now: number;
  /** Share of a window, from 0 to 1, below which it is nearly spent. */
  readonly warnBelow: number;
}

/** The tight one first. */
const kinds: readonly WindowKind[] = ['spike', 'hourly'];

/**
 * Both windows of each budget, also of what other windows of the editor have sent. What was not told says so, and
 * so does a window that has ended: until something is sent there is nothing newer to say of it.
 */
export function budgetRows(state: BudgetState, wording: Wording): readonly Row[] {
  const { budgets, tracks } = state;
  const known = new Set(budgets.map(budgetKey));
  const ended = tracks.filter(({ id }) => !known.has(id)).map(({ owner }) => ({ ...owner, windows: [] }));
  const all: readonly BudgetReport[] = [...budgets, ...ended];
  return all.flatMap(report => {
    const key = budgetKey(report);
    const track = tracks.find(({ id }) => id === key);
    const owner = ownerText(report, all);
    const short = shortOwner(report, all);
    return kinds.map(kind => windowRow(kind, { ...state, report, track, owner, short, key }, wording));
  });
}

interface Of extends BudgetState {
  readonly report: BudgetReport;
  readonly track: BudgetTrack | undefined;
  readonly owner: string;
  /** What tells it from the others, which a narrow view has room for; '' where it is the only one. */
  readonly short: string;
  readonly key: string;
}

function windowRow(kind: WindowKind, of: Of, wording: Wording): Row {
  const { report, track, owner, short, key, now, warnBelow } = of;
  const id = `budget/${key}/${kind}`;
  const window = report.windows.find(known => known.kind === kind);
  const source = sourceText(kind, window, track, wording);
  if (window === undefined) {
    const label = `${windowTitle(kind)}: ${endedText(track, kind, wording) ?? l10n.t('not told by the server')}`;
    return {
      ...detailRow(id, label, 'question', {
        description: short === '' ? owner : short,
        tooltip: `${label}\n${owner}\n${source}`,
      }),
      context: 'budget',
      children: pastRows(id, kind, of, wording),
    };
  }
  const { limit, left, resetsAt } = window;
  const label = l10n.t('{0} left', leftText(window));
  const requests = l10n.t('{0} requests left', leftText(window));
  const resets = l10n.t('resets at {0}', wording.timeOf(new Date(resetsAt).toISOString()));
  const spent = left <= limit * warnBelow;
  return {
    id,
    label,
    description: [
      shortTitle(kind),
      ...(short === '' ? [] : [short]),
      barText(left, limit),
      ...(short === '' ? [owner] : []),
      resetText(window, now),
    ].join(' · '),
    tooltip: `${requests} ${windowText(kind)}\n${owner}\n${resets}\n${source}`,
    // The time stands still, so that a reader is not interrupted each second.
    spoken: `${requests}, ${windowText(kind)} · ${owner} · ${[resets, ...(spent ? [l10n.t('nearly spent')] : [])].join(', ')}`,
    icon: spent ? 'warning' : 'dashboard',
    ...(spent ? { color: 'list.warningForeground' } : {}),
    context: 'budget',
    children: pastRows(id, kind, of, wording),
  };
}

function windowTitle(kind: WindowKind): string {
  return kind === 'spike' ? l10n.t('10 seconds') : l10n.t('Hour');
}

function shortTitle(kind: WindowKind): string {
  return kind === 'spike' ? l10n.t('10 s') : l10n.t('hour');
}

/** `undefined`: nothing is known of an earlier turn of the window. */
function endedText(track: BudgetTrack | undefined, kind: WindowKind, wording: Wording): string | undefined {
  const last = track?.points[kind].at(-1);
  return (
    last && l10n.t('reset at {0}, nothing heard since', wording.timeOf(new Date(last.resetsAt).toISOString()))
  );
}

/** The chart's last hour in words. */
function pastRows(id: string, kind: WindowKind, { track, now }: Of, wording: Wording): readonly Row[] {
  if (track === undefined) return [];
  const points = track.points[kind];
  const lowest = points.reduce<(typeof points)[number] | undefined>(
    (least, point) => (least === undefined || point.left < least.left ? point : least),
    undefined,
  );
  const clock = (at: number) => wording.timeOf(new Date(at).toISOString());
  const refusals = track.refusals.filter(({ window }) => window === kind || window === 'unknown');
  const last = refusals.at(-1);
  const forecast =
    kind === 'hourly' ? forecastSentence(hourlyForecast(points, now), now, wording) : undefined;
  return [
    detailRow(
      `${id}/answers`,
      track.answers === 1
        ? l10n.t('1 answer in the last hour in this window of the editor')
        : l10n.t('{0} answers in the last hour in this window of the editor', countText(track.answers)),
      'history',
    ),
    ...(lowest === undefined
      ? []
      : [
          detailRow(
            `${id}/lowest`,
            l10n.t('Lowest: {0} left at {1}', leftText(lowest), clock(lowest.at)),
            'arrow-down',
          ),
        ]),
    last === undefined
      ? detailRow(`${id}/refusals`, l10n.t('No 429 in the last hour'), 'pass')
      : detailRow(
          `${id}/refusals`,
          refusals.length === 1
            ? l10n.t('429 met once, last at {0}', clock(last.at))
            : l10n.t('429 met {0} times, last at {1}', countText(refusals.length), clock(last.at)),
          'error',
        ),
    ...(forecast === undefined ? [] : [detailRow(`${id}/forecast`, forecast, 'graph-line')]),
  ];
}
