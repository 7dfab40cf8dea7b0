import type { PaginationReport } from './exchange.ts';
import type { StoppedRows } from './rowStore.ts';

/** Tells a person that a reading does not begin with the first page; `report` is of the earlier one. */
export function onwardNotice(report: PaginationReport): string {
  return `Reading on after page ${report.pagesRead}: ${soFar(report)} are there from an earlier reading.`;
}

/**
 * What has moved while the list was read; `before` has what `Total` was on the first page. `undefined`:
 * nothing shows that it changed.
 */
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

/** Where the rows of a stopped reading lie; `undefined`: a later one begins anew, or people need not know it. */
export function keptNotice({ soFar: read, where }: StoppedRows): string | undefined {
  if (read === undefined || where === undefined) return undefined;
  return `${soFar(read.report)} are kept in ${where}. Run the same again to read on from there.`;
}

function soFar({ rowsRead, total }: PaginationReport): string {
  return total === null ? counted(rowsRead) : `${rowsRead} of ${counted(total)}`;
}

function counted(rows: number): string {
  return `${rows} ${rows === 1 ? 'row' : 'rows'}`;
}
