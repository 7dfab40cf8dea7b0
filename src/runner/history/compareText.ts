import { visibleText } from '../visibleText.ts';
import type { Entry } from './entry.ts';
import { sortedJson } from './sortedJson.ts';

/**
 * An answer as one side of a comparison: its status, then its body, JSON with its members by name. Headers are
 * left out: ids and dates in them differ each time.
 */
export function compareText({ detail }: Entry): string {
  const { response, error } = detail.exchange;
  if (response === null) return `${visibleText(error?.message ?? 'No answer')}\n`;
  const status = visibleText(`${response.status} ${response.statusText}`.trim());
  const body = response.body ?? '';
  return body === '' ? `${status}\n` : `${status}\n\n${visibleText(sortedJson(body) ?? body).trimEnd()}\n`;
}
