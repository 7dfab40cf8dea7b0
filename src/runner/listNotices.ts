import type { PaginationReport } from './exchange.ts';

/** What has moved while the list was read; `before` has what `Total` was on the first page. */
export function shiftNotice(
  { duplicateRows = 0, missingRows = 0, total }: PaginationReport,
  before: { readonly total: number | null; readonly moved: boolean },
): string | undefined {
  const signs = [
    ...(before.total === total || before.total === null
      ? []
      : [`Total was ${before.total} and then ${total}`]),
    ...(before.moved ? ['rows moved to other pages since the earlier reading'] : []),
    ...(duplicateRows === 0 ? [] : [`${counted(duplicateRows)} came again on a later page`]),
    ...(missingRows === 0 ? [] : [`${counted(missingRows)} of Total came on no page`]),
  ];
  if (signs.length === 0) return undefined;
  return `The list changed while it was read: ${signs.join(', and ')}. Read it again to have each row once.`;
}

export function onward(report: PaginationReport): string {
  return `Reading on after page ${report.pagesRead}: ${soFar(report)} are there from an earlier reading.`;
}

export function soFar({ rowsRead, total }: PaginationReport): string {
  return total === null ? counted(rowsRead) : `${rowsRead} of ${counted(total)}`;
}

function counted(rows: number): string {
  return `${rows} ${rows === 1 ? 'row' : 'rows'}`;
}
