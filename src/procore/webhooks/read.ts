import { cleanText } from '../errors/cleanText.ts';

/** An object of an answer, of which nothing is certain. */
export type Row = Readonly<Record<string, unknown>>;

/** Whether a parsed value is an object with members. */
export function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects of an answer: its list, bare or under `data`, else the one object; others are left out. */
export function rowsIn(body: unknown): readonly Row[] {
  const inner = isRow(body) && 'data' in body ? body['data'] : body;
  return Array.isArray(inner) ? inner.filter(isRow) : isRow(inner) ? [inner] : [];
}

/** A text or number as one readable line, `undefined` for anything else and for the empty text. */
export function textIn(row: Row, name: string, limit = 300): string | undefined {
  const value = row[name];
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined;
  if (typeof value !== 'string') return undefined;
  const line = cleanText(value, limit);
  return line === '' ? undefined : line;
}

/** A whole number, also one that came as text; `undefined` for anything else. */
export function integerIn(row: Row, name: string): number | undefined {
  const value = row[name];
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : undefined;
}

/** What an event does, in lower case: `update` of `update`, `UPDATE` and `UPDATED` [oas]. */
export function eventTypeIn(row: Row, name: string): string | undefined {
  const word = textIn(row, name, 60)?.toLowerCase();
  return word === undefined ? undefined : (/^(create|update|delete)d$/.exec(word)?.[1] ?? word);
}
