import type { DiagnosisId } from '../diagnosis/diagnosis.ts';
import { accessRows } from './access.ts';
import { environmentRows } from './environments.ts';
import { helpRows } from './help.ts';
import { limitRows } from './limits.ts';
import { networkRows } from './network.ts';
import { requestRows } from './requests.ts';
import type { TroubleRow } from './row.ts';
import { signInRows } from './signIn.ts';
import { webhookRows } from './webhooks.ts';

/** Rows that belong together, under a heading. */
export interface TroubleGroup {
  readonly title: string;
  readonly rows: readonly TroubleRow[];
}

/**
 * Every row of Procore's FAQ and Troubleshooting pages as of autumn 2026, in our words: what shows on the wire and
 * what never does. Marks of certainty stand with the groups and, where they differ, with the row.
 */
export const troubleGroups: readonly TroubleGroup[] = [
  { title: 'Signing in and tokens', rows: signInRows },
  { title: 'Permissions and access', rows: accessRows },
  { title: 'Requests and answers', rows: requestRows },
  { title: 'Rate limits and outages', rows: limitRows },
  { title: 'Environments and installing', rows: environmentRows },
  { title: 'Webhooks', rows: webhookRows },
  { title: 'Network and browser', rows: networkRows },
  { title: 'Help and policies', rows: helpRows },
];

/** All rows, in the order of their groups. */
export const troubleRows: readonly TroubleRow[] = troubleGroups.flatMap(({ rows }) => rows);

/** The rows that explain a diagnosis, the one that is about it first; each has at least one. */
export function rowsOf(id: DiagnosisId): readonly TroubleRow[] {
  const rows = troubleRows.filter(({ diagnosisIds }) => diagnosisIds.includes(id));
  return rows.toSorted((one, other) => one.diagnosisIds.indexOf(id) - other.diagnosisIds.indexOf(id));
}
