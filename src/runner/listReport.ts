import type { PaginationReport } from './exchange.ts';
import type { ReadPage } from './pages.ts';
import type { SeenIds } from './seenIds.ts';

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

/** Rows that `Total` counts and that stood on no page: they moved to one that had been read already. */
export function withGaps(report: PaginationReport): PaginationReport {
  const { total, rowsRead, duplicateRows = 0 } = report;
  const missing = total === null ? 0 : total - (rowsRead - duplicateRows);
  return missing > 0 ? { ...report, missingRows: missing } : report;
}
