import type { BudgetOwner } from '../../runner/budgets.ts';
import { l10n } from '../l10n.ts';
import type { Wording } from '../responses/responseText.ts';
import { type Forecast, forecastSentence, hourlyForecast } from './budgetForecast.ts';
import { type BudgetTrack, hourMs, type WindowKind, type WindowPoint } from './budgetHistory.ts';
import { countText, leftText, ownerText } from './budgetText.ts';
import type { Figure, Reading, Section } from './chartMessage.ts';
import { cell, headCell, hourlyPicture, type Scale, spikePicture } from './chartPicture.ts';

/** So far ahead the forecast is drawn. */
const aheadMs = 900_000;
/** Of the window of 10 seconds the lowest count of so many milliseconds is one bar. */
export const barMs = 30_000;
/** The table has a row for so many milliseconds. */
const rowMs = 300_000;

/**
 * Both windows of every budget over the hour before `now` (milliseconds since 1970), with what answers of 429
 * came and what the pace leads to; the same in words and as a table. Pure.
 */
export function budgetSections(
  tracks: readonly BudgetTrack[],
  now: number,
  wording: Wording,
): readonly Section[] {
  const owners: readonly BudgetOwner[] = tracks.map(({ owner }) => owner);
  const scale = { from: now - hourMs, to: now + aheadMs, now };
  return tracks.map(track => ({
    id: track.id,
    title: ownerText(track.owner, owners),
    figures: [hourlyFigure(track, scale, wording), spikeFigure(track, scale, wording)],
    head: [
      l10n.t('From'),
      l10n.t('Least left this hour'),
      l10n.t('Least left in 10 seconds'),
      l10n.t('Answers of 429'),
    ].map(headCell),
    rows: tableRows(track, scale, wording),
  }));
}

function hourlyFigure(track: BudgetTrack, scale: Scale, wording: Wording): Figure {
  const points = track.points.hourly;
  const forecast = hourlyForecast(points, scale.now);
  const refusals = refusalsOf(track, 'hourly');
  return {
    id: `${track.id}/hourly`,
    title: l10n.t('Requests left this hour'),
    summary: summaryOf('hourly', points, refusals, forecastSentence(forecast, scale.now, wording), wording),
    picture:
      points.length === 0
        ? []
        : hourlyPicture(points, refusals, ahead(forecast, points, scale), scale, wording),
    readings: readingsOf(points, scale, wording),
  };
}

function spikeFigure(track: BudgetTrack, scale: Scale, wording: Wording): Figure {
  const points = track.points.spike;
  const refusals = refusalsOf(track, 'spike');
  const lowest = lowestBy(points, barMs);
  return {
    id: `${track.id}/spike`,
    title: l10n.t('Requests used in 10 seconds'),
    summary: summaryOf('spike', points, refusals, undefined, wording),
    picture: points.length === 0 ? [] : spikePicture(lowest, barMs, refusals, scale, wording),
    readings: readingsOf(lowest, scale, wording),
  };
}

/** Where the forecast's line ends, in time and in what is left. */
function ahead(
  forecast: Forecast,
  points: readonly WindowPoint[],
  { now, to }: Scale,
): { readonly at: number; readonly left: number } | undefined {
  const last = points.at(-1);
  if (last === undefined || (forecast.kind !== 'lasts' && forecast.kind !== 'runsOut')) return undefined;
  const end = Math.min(to, forecast.kind === 'runsOut' ? forecast.at : forecast.resetsAt);
  const left = last.left - (forecast.perMinute / 60_000) * (end - now);
  return { at: end, left: Math.max(0, left) };
}

/** One that did not say which window it was about stands in both. */
function refusalsOf(track: BudgetTrack, kind: WindowKind): readonly number[] {
  return track.refusals.filter(({ window }) => window === kind || window === 'unknown').map(({ at }) => at);
}

function summaryOf(
  kind: WindowKind,
  points: readonly WindowPoint[],
  refusals: readonly number[],
  forecast: string | undefined,
  wording: Wording,
): string {
  const last = points.at(-1);
  const lowest = lowestOf(points);
  if (last === undefined || lowest === undefined)
    return kind === 'hourly'
      ? l10n.t(
          'Not told by the server: its answers tell of the window that is nearer to running out, normally that of 10 seconds.',
        )
      : l10n.t('Not told by the server.');
  const clock = clockOf(wording);
  return [
    l10n.t('{0} left at {1}, resets at {2}.', leftText(last), clock(last.at), clock(last.resetsAt)),
    l10n.t('Lowest in the last hour: {0} left at {1}.', countText(lowest.left), clock(lowest.at)),
    refusals.length === 0
      ? l10n.t('No answer of 429.')
      : refusals.length === 1
        ? l10n.t('1 answer of 429, last at {0}.', clock(refusals[0] ?? 0))
        : l10n.t('{0} answers of 429, last at {1}.', countText(refusals.length), clock(refusals.at(-1) ?? 0)),
    ...(forecast === undefined ? [] : [forecast]),
  ].join(' ');
}

function readingsOf(
  points: readonly WindowPoint[],
  { from, to }: Scale,
  wording: Wording,
): readonly Reading[] {
  const clock = clockOf(wording);
  // Nobody steps through thousands.
  return lowestBy(points, barMs).map(point => ({
    x: (point.at - from) / (to - from),
    text: l10n.t('{0}: {1} left', clock(point.at), leftText(point)),
  }));
}

function tableRows(track: BudgetTrack, { from, now }: Scale, wording: Wording): Section['rows'] {
  const clock = clockOf(wording);
  const starts = Array.from({ length: Math.ceil((now - from) / rowMs) }, (_, index) => from + index * rowMs);
  return starts.flatMap(start => {
    const within = ({ at }: { readonly at: number }) => at >= start && at < start + rowMs;
    const hourly = lowestOf(track.points.hourly.filter(within));
    const spike = lowestOf(track.points.spike.filter(within));
    const refusals = track.refusals.filter(within).length;
    if (hourly === undefined && spike === undefined && refusals === 0) return [];
    const left = (point: WindowPoint | undefined) =>
      point === undefined ? l10n.t('not told') : leftText(point);
    return {
      tag: 'tr' as const,
      children: [clock(start), left(hourly), left(spike), String(refusals)].map(cell),
    };
  });
}

function lowestBy(points: readonly WindowPoint[], grain: number): readonly WindowPoint[] {
  const lowest = new Map<number, WindowPoint>();
  for (const point of points) {
    const slot = Math.floor(point.at / grain);
    const known = lowest.get(slot);
    if (known === undefined || point.left < known.left) lowest.set(slot, point);
  }
  return [...lowest.values()];
}

function lowestOf(points: readonly WindowPoint[]): WindowPoint | undefined {
  return points.reduce<WindowPoint | undefined>(
    (least, point) => (least === undefined || point.left < least.left ? point : least),
    undefined,
  );
}

function clockOf({ timeOf }: Wording): (at: number) => string {
  return at => timeOf(new Date(at).toISOString());
}
