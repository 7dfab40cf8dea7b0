import type { EntryHead } from './entry.ts';

/**
 * Whether an entry has every word of `wanted`, whatever their case and order: in its name, method, address,
 * file, environment, status or what was found out about it. `4xx` and `failed` are such words, too.
 */
export function matches(head: EntryHead, wanted: string): boolean {
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const text = wordsOf(head).toLowerCase();
  return words.every(word => text.includes(word));
}

function wordsOf({
  label,
  method,
  url,
  document,
  key,
  environment,
  environmentTitle,
  outcome,
  status,
  result,
  diagnoses,
}: EntryHead): string {
  const family = status === null ? '' : `${Math.floor(status / 100)}xx`;
  return [
    label,
    method,
    url,
    document,
    key,
    environment,
    environmentTitle,
    outcome,
    family,
    result,
    ...diagnoses,
  ].join('\n');
}
