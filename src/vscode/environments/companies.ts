import type { Company } from './environments.ts';

/**
 * Companies out of the body of `GET /rest/v1.0/companies`. Ids stay text with all their digits. Entries
 * without id or name are left out; `undefined`: the body is no list.
 * Source: Procore API reference, "Companies".
 */
export function readCompanies(body: string): readonly Company[] | undefined {
  const rows = parseWithDigits(body);
  if (!Array.isArray(rows)) return undefined;
  return rows.flatMap((row: unknown) => {
    if (typeof row !== 'object' || row === null) return [];
    const id: unknown = Reflect.get(row, 'id');
    const name: unknown = Reflect.get(row, 'name');
    return typeof id === 'string' && typeof name === 'string' ? [{ id, name }] : [];
  });
}

type SourceReviver = (this: unknown, key: string, value: unknown, context?: { source?: string }) => unknown;

/** Numbers become the text they were written as. */
function parseWithDigits(body: string): unknown {
  const reviver: SourceReviver = (_key, value, context) =>
    typeof value === 'number' ? (context?.source ?? String(value)) : value;
  try {
    return JSON.parse(body, reviver);
  } catch {
    return undefined;
  }
}
