import type { BudgetOwner, BudgetReport } from '../../runner/budgets.ts';
import { roughDuration } from '../../runner/forecast.ts';
import type { KnownWindow } from '../../runner/rateWindows.ts';
import { l10n } from '../l10n.ts';
import { limitsDiffer } from '../language/numberSources.ts';
import type { Wording } from '../responses/responseText.ts';
import type { BudgetTrack, WindowKind } from './budgetHistory.ts';

/** `3,600`. */
export function countText(count: number): string {
  return count.toLocaleString('en');
}

/** `12 of 3,600`: never less than nothing. */
export function leftText({ left, limit }: Pick<KnownWindow, 'left' | 'limit'>): string {
  return l10n.t('{0} of {1}', countText(Math.max(0, left)), countText(limit));
}

const barLength = 10;

/** A bar of ten blocks; one at least as long as anything is there. Not for screen readers. */
export function barText(part: number, whole: number): string {
  const share = whole <= 0 ? 0 : Math.min(1, Math.max(0, part / whole));
  const full = share === 0 ? 0 : Math.max(1, Math.floor(share * barLength));
  return '█'.repeat(full) + '░'.repeat(barLength - full);
}

/** `resets in 4 min`. */
export function resetText({ resetsAt }: Pick<KnownWindow, 'resetsAt'>, now: number): string {
  return l10n.t('resets in {0}', roughDuration(Math.max(0, resetsAt - now)));
}

/** `Developer Sandbox, company 42, app 1a2b3c4d…`: company and app only where they tell budgets apart. */
export function ownerText(owner: BudgetOwner, all: readonly BudgetOwner[]): string {
  return [owner.environment.title, ...differences(owner, all)].join(', ');
}

/** What tells a budget from the others, for where little room is; '' where it is the only one. */
export function shortOwner(owner: BudgetOwner, all: readonly BudgetOwner[]): string {
  const isSplit = all.some(other => other.environment.name !== owner.environment.name);
  return [...(isSplit ? [owner.environment.title] : []), ...differences(owner, all)].join(', ');
}

function differences(
  { environment, company, app }: BudgetOwner,
  all: readonly BudgetOwner[],
): readonly string[] {
  const alike = all.filter(other => other.environment.name === environment.name);
  const companies = new Set(alike.map(other => other.company ?? ''));
  const apps = new Set(alike.filter(other => other.company === company).map(other => other.app ?? ''));
  return [
    ...(companies.size > 1
      ? [company === undefined ? l10n.t('no company') : l10n.t('company {0}', company)]
      : []),
    ...(apps.size > 1
      ? [app === undefined ? l10n.t('app not known') : l10n.t('app {0}…', app.slice(0, 8))]
      : []),
  ];
}

/** Who said how much is left: a header of the server, another window of the editor, or nobody. */
export function sourceText(
  kind: WindowKind,
  window: KnownWindow | undefined,
  track: Pick<BudgetTrack, 'told'> | undefined,
  { timeOf }: Wording,
): string {
  if (window === undefined && track?.told[kind] !== undefined)
    return l10n.t('What the server said of it is over. The next answer tells anew.');
  if (window === undefined)
    return [
      l10n.t('Not told by the server.'),
      l10n.t('Its answers tell of the window that is nearer to running out, normally that of 10 seconds.'),
      limitsDiffer(),
    ].join(' ');
  const told = track?.told[kind];
  if (told === undefined)
    return l10n.t('Another window of the editor heard it from the server. {0}', limitsDiffer());
  const at = timeOf(new Date(told.at).toISOString());
  const since = told.remaining - Math.max(0, window.left);
  return [
    l10n.t("The server's X-Rate-Limit-Remaining header said {0} at {1}.", countText(told.remaining), at),
    ...(since > 0 ? [l10n.t('What was sent since, {0}, is counted off.', countText(since))] : []),
    limitsDiffer(),
  ].join(' ');
}

/** Milliseconds until a text about these windows says something else; `undefined`: never. */
export function nextChange(
  budgets: readonly Pick<BudgetReport, 'windows'>[],
  now: number,
): number | undefined {
  const waits = budgets.flatMap(({ windows }) =>
    windows.map(({ resetsAt }) => {
      const rest = resetsAt - now;
      if (rest <= 0) return 1_000;
      // Seconds are shown of the last two minutes, then whole minutes.
      return rest <= 120_000 ? Math.min(rest, rest % 1_000 || 1_000) : rest % 60_000 || 60_000;
    }),
  );
  return waits.length === 0 ? undefined : Math.max(50, Math.min(...waits));
}
