import type { Diagnosis } from '../../procore/diagnosis/diagnosis.ts';
import type { SentRequest } from '../requests/sentRequests.ts';

/** One row of the Diagnostics view with everything below it, as plain data. */
export interface Row {
  /** Stable while the row means the same, so that the tree stays open. */
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  readonly tooltip?: string;
  /** What a screen reader says; absent: label and description. */
  readonly spoken?: string;
  /** Names of a codicon and of a theme colour. */
  readonly icon: string;
  readonly color?: string;
  /**
   * What the row is, for menus: `budgets`, `budget`, `request`, `request failed`, `detail`, or `diagnosis` with a
   * word for each of its actions, as in `diagnosis action-signIn`.
   */
  readonly context: string;
  readonly expanded?: boolean;
  readonly children: readonly Row[];
  /** The request that it belongs to. */
  readonly sent?: SentRequest;
  /** What it is about. */
  readonly diagnosis?: Diagnosis;
  /** A page of Procore's documentation. */
  readonly link?: string;
}

/** A row with a sentence, and nothing below. */
export function detailRow(
  id: string,
  label: string,
  icon: string,
  more: Pick<Row, 'description' | 'tooltip' | 'spoken'> = {},
): Row {
  return { id, label, tooltip: label, icon, context: 'detail', children: [], ...more };
}
