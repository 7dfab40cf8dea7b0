import type { Budget } from './budget.ts';
import type { PaginationReport } from './exchange.ts';
import type { Progress } from './runner.ts';

/** What a person is told after a page; the time that is left only where the rate windows hold up the rest. */
export function progressOf(report: PaginationReport, budget: Budget | undefined): Progress {
  const { pagesRead, rowsRead, total } = report;
  const left = forecastOf(report, budget)?.milliseconds;
  const progress = { kind: 'page', pagesRead, rowsRead, total, pages: pagesOf(report) } as const;
  return left === undefined ? progress : { ...progress, leftMs: left };
}

/** How many there are; `null`: not known. */
function pagesOf({ pagesRead, total, perPage }: PaginationReport): number | null {
  return total === null || !perPage ? null : Math.max(pagesRead, Math.ceil(total / perPage));
}

/**
 * What the rest of the pages takes, where the rate windows hold it up for a second at least; `undefined`: less,
 * or nobody knows how many pages there are or what the windows hold.
 */
export function forecastOf(
  report: PaginationReport,
  budget: Budget | undefined,
): { readonly requests: number; readonly milliseconds: number } | undefined {
  const requests = (pagesOf(report) ?? 0) - report.pagesRead;
  const milliseconds = requests > 0 ? budget?.forecast(requests) : undefined;
  return milliseconds === undefined || milliseconds < 1000 ? undefined : { requests, milliseconds };
}
