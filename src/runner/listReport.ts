import type { PaginationReport } from './exchange.ts';
import type { ReadPage } from './pages.ts';
import type { SeenIds } from './seenIds.ts';

/**
 * The report of a list with one more page; `read` is that of the pages before it, `undefined` where this is
 * the first. `seen` knows the ids of those pages, and takes in those of this one.
 */
export function withPage(
  read: PaginationReport | undefined,
  { report, rows }: ReadPage,
  seen: SeenIds,
): PaginationReport {
  const again = seen.countAgain(rows?.ids ?? []) + (read?.duplicateRows ?? 0);
  return {
    ...report,
    total: report.total ?? read?.total ?? null,
    pagesRead: (read?.pagesRead ?? 0) + 1,
    rowsRead: (read?.rowsRead ?? 0) + report.rowsRead,
    ...(again > 0 ? { duplicateRows: again } : {}),
  };
}

/**
 * The report of a list that was read to its end, with the rows that `Total` counts and that stood on no page:
 * they moved to one that had been read already.
 */
export function withGaps(report: PaginationReport): PaginationReport {
  const { total, rowsRead, duplicateRows = 0 } = report;
  const missing = total === null ? 0 : total - (rowsRead - duplicateRows);
  return missing > 0 ? { ...report, missingRows: missing } : report;
}
