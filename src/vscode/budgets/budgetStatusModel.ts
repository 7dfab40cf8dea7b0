import type { BudgetReport } from '../../runner/budgets.ts';
import type { KnownWindow } from '../../runner/rateWindows.ts';
import { l10n } from '../l10n.ts';
import { type Wording, windowText } from '../responses/responseText.ts';
import { leftText, ownerText, resetText } from './budgetText.ts';

/** What the status bar says while a budget is nearly spent. */
export interface BudgetStatus {
  readonly text: string;
  readonly tooltip: string;
  readonly spoken: string;
}

/**
 * The window that has least left for its size, of those that are below `warnBelow` (a share from 0 to 1, 0:
 * never); `undefined` where there is none and nothing needs to be said. `now` in milliseconds since 1970.
 */
export function budgetStatus(
  budgets: readonly BudgetReport[],
  warnBelow: number,
  now: number,
  { timeOf }: Pick<Wording, 'timeOf'>,
): BudgetStatus | undefined {
  const spent = budgets
    .flatMap(report => report.windows.map(window => ({ report, window })))
    .filter(({ window }) => warnBelow > 0 && window.resetsAt > now && share(window) <= warnBelow)
    .sort((a, b) => share(a.window) - share(b.window) || b.window.resetsAt - a.window.resetsAt);
  const [worst] = spent;
  if (worst === undefined) return undefined;
  const lines = spent.map(({ report, window }) => {
    const at = timeOf(new Date(window.resetsAt).toISOString());
    return l10n.t(
      '{0}: {1} requests left {2}, resets at {3}',
      ownerText(report, budgets),
      leftText(window),
      windowText(window.kind),
      at,
    );
  });
  const { window } = worst;
  return {
    text: `$(dashboard) ${l10n.t('{0} left, {1}', leftText(window), resetText(window, now))}`,
    tooltip: [
      ...lines,
      l10n.t(
        "As the server's X-Rate-Limit headers said. Requests wait for their window instead of running into a 429.",
      ),
      l10n.t('Click to see all rate windows.'),
    ].join('\n'),
    spoken: l10n.t('Procore rate limit nearly spent: {0}', lines[0] ?? ''),
  };
}

function share({ left, limit }: KnownWindow): number {
  return Math.max(0, left) / limit;
}
