import { cleanText } from '../../errors/cleanText.ts';
import { plainText } from '../../plainText.ts';
import type { DiagnosisField } from '../actions.ts';
import { type DiagnosisCase, sentences } from '../case.ts';
import type { Diagnosis } from '../diagnosis.ts';
import type { Evidence } from '../evidence.ts';
import { placeSent } from '../fieldPlaces.ts';
import { offers } from '../offers.ts';
import { type FailedRow, outcomes, refusedOnly, refusedWith, sentCount } from '../outcomes.ts';
import { page } from '../pages.ts';
import { counted, listed } from '../words.ts';

/**
 * "Using sync actions": always 200, with the refused entries under `errors` [doc]. Bulk calls: 207 with
 * `data.failed`, and ids that Procore does not know are left out of the answer without a word [doc].
 */
export const partialFailure: DiagnosisCase = {
  id: 'partial-failure',
  title: 'Part of the request failed',
  link: page.syncActions,
  recognise(seen) {
    if (!seen.api || !seen.succeeded) return undefined;
    const { failed, done } = outcomes(seen);
    const left = seen.status === 207 && done !== undefined ? sentCount(seen) - failed.length - done : 0;
    if (failed.length === 0 && left <= 0) return undefined;
    const reasons = failed
      .slice(0, 3)
      .map(({ row }) => reasonOf(row))
      .filter(reason => reason !== '');
    return {
      certainty: 'machine',
      severity: 'warning',
      cause: sentences(
        failed.length > 0 &&
          `The status is ${seen.status}, yet ${counted(failed.length, 'entry was', 'entries were')} refused${done === undefined ? ' and the others went through' : done > 0 ? ` and ${done.toLocaleString('en-US')} went through` : ''}.`,
        failed.length === 0 &&
          `The status is ${seen.status}, yet ${counted(left, 'entry is', 'entries are')} missing from the answer: Procore leaves out ids that it does not know.`,
        reasons.length > 0 && `The first: ${listed(reasons, 3)}.`,
      ),
      actions: offers(done === 0 ? undefined : refusedOnly(seen, failed)),
      fields: failedFields(seen, failed),
      remedies: [
        ...(failed.length === 0
          ? []
          : ['Read the refused entries in the answer: each carries its own errors.']),
        done !== 0
          ? 'Correct them and send only them again; the others are done.'
          : failed.length > 0
            ? 'Correct them and send them again: nothing was done.'
            : 'Look whether they were done before you send them again: the answer names none of them.',
        'Count the entries of the answer against those sent, whatever the status is.',
      ],
    };
  },
};

/** How many entries a diagnosis says were refused inside of an answer; 0 for all others. */
export function refusedEntries({ id, cause }: Pick<Diagnosis, 'id' | 'cause'>): number {
  const count = id === partialFailure.id ? /, yet ([\d,]+) entr/.exec(cause)?.[1] : undefined;
  return /entr(?:y was|ies were) refused/.test(cause) ? Number(count?.replaceAll(',', '') ?? 0) : 0;
}

/** The fields that the first refused entries name, each with its place in answer and request. */
function failedFields(seen: Evidence, failed: readonly FailedRow[]): readonly DiagnosisField[] {
  return failed.slice(0, 20).flatMap(({ row, at }) => {
    const errors = isObject(row) ? row['errors'] : undefined;
    if (!isObject(errors)) return [];
    return Object.entries(errors)
      .slice(0, 5)
      .map(([field, texts]) => ({
        name: cleanText(field, 100),
        message: cleanText(plainText(list(texts)?.[0] ?? texts)),
        received: [...at, 'errors', field],
        ...placeSent(seen, field, row),
      }));
  });
}

function reasonOf(row: unknown): string {
  if (typeof row === 'string') return row;
  if (!isObject(row)) return '';
  const { errors, message, error, code } = row;
  if (isObject(errors)) {
    return Object.entries(errors)
      .slice(0, 2)
      .map(
        ([field, texts]) =>
          `${field}: ${list(texts)?.slice(0, 2).map(plainText).join(', ') ?? plainText(texts)}`,
      )
      .join('; ');
  }
  const said = [errors, list(errors)?.[0], message, error, code].find(isFilledText);
  const status = refusedWith(row);
  return said ?? (status !== undefined && status >= 400 ? `status ${status}` : '');
}

function isFilledText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function list(value: unknown): readonly unknown[] | undefined {
  return Array.isArray(value) ? value : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
