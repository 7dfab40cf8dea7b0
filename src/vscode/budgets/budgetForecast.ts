import { roughDuration } from '../../runner/forecast.ts';
import { l10n } from '../l10n.ts';
import type { Wording } from '../responses/responseText.ts';
import { hourMs, type WindowPoint } from './budgetHistory.ts';

/** What becomes of a window if its requests go on as they did. */
export type Forecast =
  /** Too little was sent to tell. */
  | { readonly kind: 'unknown' }
  /** So many are left when it resets. */
  | { readonly kind: 'lasts'; readonly perMinute: number; readonly left: number; readonly resetsAt: number }
  | { readonly kind: 'runsOut'; readonly perMinute: number; readonly at: number; readonly resetsAt: number }
  | { readonly kind: 'spent'; readonly resetsAt: number };

/** The pace is that of these last minutes. */
const paceMs = 600_000;
/** Of a shorter time it says nothing. */
const shortestMs = 20_000;

/**
 * The forecast of the hourly window at `now`, in milliseconds since 1970, by what was left after each answer of
 * this turn; other programs of the same app count as well, as far as the server told of them.
 */
export function hourlyForecast(points: readonly WindowPoint[], now: number): Forecast {
  const last = points.at(-1);
  if (last === undefined || last.resetsAt <= now || last.resetsAt - now > hourMs + 2000)
    return { kind: 'unknown' };
  const { left, resetsAt } = last;
  if (left <= 0) return { kind: 'spent', resetsAt };
  const first = points.find(point => isSameTurn(point, last) && point.at >= now - paceMs);
  const spent = first === undefined ? 0 : first.left - left;
  const lasted = first === undefined ? 0 : now - first.at;
  if (spent <= 0 || lasted < shortestMs) return { kind: 'unknown' };
  const perMs = spent / lasted;
  const perMinute = perMs * 60_000;
  const at = now + left / perMs;
  if (at < resetsAt) return { kind: 'runsOut', perMinute, at, resetsAt };
  return { kind: 'lasts', perMinute, left: Math.round(left - perMs * (resetsAt - now)), resetsAt };
}

/** Resets are told in whole seconds, and measured by answers of different travel times. */
export function isSameTurn(a: Pick<WindowPoint, 'resetsAt'>, b: Pick<WindowPoint, 'resetsAt'>): boolean {
  return Math.abs(a.resetsAt - b.resetsAt) <= 2000;
}

/** A sentence; `undefined` where nothing can be told. */
export function forecastSentence(forecast: Forecast, now: number, { timeOf }: Wording): string | undefined {
  const clock = (at: number) => timeOf(new Date(at).toISOString());
  switch (forecast.kind) {
    case 'unknown':
      return undefined;
    case 'spent':
      return l10n.t(
        'Used up until {0}, in {1}.',
        clock(forecast.resetsAt),
        roughDuration(forecast.resetsAt - now),
      );
    case 'lasts':
      return l10n.t(
        'At {0} about {1} are left when it resets at {2}.',
        paceText(forecast.perMinute),
        forecast.left.toLocaleString('en'),
        clock(forecast.resetsAt),
      );
    case 'runsOut':
      return l10n.t(
        'At {0} it is used up at about {1}, {2} before it resets.',
        paceText(forecast.perMinute),
        clock(forecast.at),
        roughDuration(forecast.resetsAt - forecast.at),
      );
  }
}

function paceText(perMinute: number): string {
  const shown = perMinute < 10 ? Math.round(perMinute * 10) / 10 : Math.round(perMinute);
  return l10n.t('the pace of the last 10 minutes ({0} a minute)', shown.toLocaleString('en'));
}
