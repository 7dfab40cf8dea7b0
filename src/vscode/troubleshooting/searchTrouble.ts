import type { TroubleRow } from '../../procore/troubleshooting/row.ts';
import { translatedRow } from './troubleText.ts';

/**
 * The rows that have all the words that somebody typed, in any order and by their beginnings, those first that have
 * them in their title. Where no row has all, those that have most of them.
 */
export function foundRows(rows: readonly TroubleRow[], typed: string): readonly TroubleRow[] {
  const wanted = [...new Set(wordsOf(typed))];
  if (wanted.length === 0) return rows;
  const rated = rows.map(row => ({ row, ...rate(row, wanted) }));
  const most = Math.max(...rated.map(({ found }) => found));
  return rated
    .filter(({ found }) => found === most && most > 0)
    .toSorted((one, other) => other.weight - one.weight)
    .map(({ row }) => row);
}

interface Rating {
  /** How many of the words stand anywhere in the row. */
  readonly found: number;
  /** More where they stand in what is read first. */
  readonly weight: number;
}

function rate(row: TroubleRow, wanted: readonly string[]): Rating {
  const told = translatedRow(row);
  const parts: readonly (readonly [weight: number, words: readonly string[]])[] = [
    [4, [...wordsOf(told.title), ...wordsOf(row.title)]],
    [2, [...wordsOf(told.symptom), ...wordsOf(row.symptom), ...row.diagnosisIds.flatMap(wordsOf)]],
    [1, [told.cause, ...told.remedies, row.cause, ...row.remedies].flatMap(wordsOf)],
  ];
  const weights = wanted.map(word =>
    Math.max(
      0,
      ...parts.filter(([, words]) => words.some(one => one.startsWith(word))).map(([most]) => most),
    ),
  );
  return {
    found: weights.filter(weight => weight > 0).length,
    weight: weights.reduce((sum, weight) => sum + weight, 0),
  };
}

/** `invalid_grant` and `X-Rate-Limit` are words, and so are their parts. */
function wordsOf(text: string): readonly string[] {
  const whole = text.toLowerCase().match(/[\p{L}\p{N}_'-]+/gu) ?? [];
  return [...whole, ...whole.flatMap(word => (/[_-]/.test(word) ? word.split(/[_-]+/) : []))].filter(Boolean);
}
