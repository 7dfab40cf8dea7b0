import { indentJson } from '../indentJson.ts';
import { visibleText } from '../visibleText.ts';
import type { Entry } from './entry.ts';
import { sortedJson } from './sortedJson.ts';

/**
 * An answer as one side of a comparison: its status, then its body, JSON with its members by name. Headers are
 * left out: ids and dates in them differ each time.
 */
export function compareText({ detail }: Entry): string {
  const { response, error } = detail.exchange;
  const { left } = detail;
  if (response === null) return `${visibleText(error?.message ?? 'No answer')}\n`;
  const status = visibleText(`${response.status} ${response.statusText}`.trim());
  const body = response.body ?? '';
  if (body === '') return `${status}\n`;
  // The beginning of JSON cannot be sorted, but a line for each member can be read.
  const laidOut =
    sortedJson(body) ?? (left === 'large' && /^\s*[[{]/.test(body) ? indentJson().push(body) : body);
  return `${status}\n\n${visibleText(laidOut).trimEnd()}\n`;
}
