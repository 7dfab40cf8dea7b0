import type { AddParameter } from '../../../procore/diagnosis/actions.ts';
import type { TextEdit } from '../../syntax.ts';
import { variableFor } from '../diagnostics/rules/path.ts';
import type { QueryPair } from '../diagnostics/target.ts';
import { fittingVariable } from '../fittingVariable.ts';
import { edit, type Fix, insert, replace } from './fix.ts';
import { lineAt, lineEndOf, textOf } from './lines.ts';
import type { Mended } from './mended.ts';

/** What may be written as the name of a parameter: `filters[status][]`. */
const nameForm = /^[\w.-]+(?:\[[\w.-]*\])*$/;

/** Gives a parameter another name, every time that it stands there. */
export function renameParameter({ seen }: Mended, from: string, to: string): Fix | undefined {
  if (!nameForm.test(to)) return undefined;
  const edits = seen.target.query
    .filter(({ name }) => name === from)
    .map(({ nameRange }) => replace(nameRange, to));
  return edit(`Write ${to} for ${from}`, edits, { preferred: true });
}

/** Takes parameters out of the query, with the mark that stands before each. */
export function takeParametersOut(mended: Mended, names: readonly string[]): Fix | undefined {
  const { query } = mended.seen.target;
  const gone = query.filter(({ name }) => names.includes(name));
  if (gone.length === 0) return undefined;
  const left = query.filter(pair => !gone.includes(pair));
  const said = [...new Set(gone.map(({ name }) => name))];
  const title =
    said.length > 2 ? `Remove ${said.length} parameters of the query` : `Remove ${said.join(' and ')}`;
  const [first] = query;
  const edits = gone.map((pair): TextEdit => cut(mended, pair));
  const next = left[0];
  // What comes first stands behind the question mark.
  const opens = first !== undefined && gone.includes(first) && next !== undefined;
  return edit(title, opens ? [...edits, replace(markBefore(mended, next), '?')] : edits);
}

function cut(mended: Mended, pair: QueryPair): TextEdit {
  const { segment } = mended;
  const { start } = markBefore(mended, pair);
  // One that has a line of its own takes the line with it.
  const line = /(?:\r?\n|\r)[ \t]*$/.exec(textOf(segment, { start: segment.base, end: start }))?.[0] ?? '';
  return replace({ start: start - line.length, end: pair.range.end }, '');
}

/** The `?` or `&` before a parameter, with what stands between. */
function markBefore({ segment }: Mended, { range }: QueryPair): { start: number; end: number } {
  const before = textOf(segment, { start: segment.base, end: range.start });
  const at = Math.max(before.lastIndexOf('?'), before.lastIndexOf('&'));
  return at < 0 ? { start: range.start, end: range.start } : { start: segment.base + at, end: range.start };
}

/** Adds a parameter in the way in which the rest of the query is written. */
export function addQueryParameter(mended: Mended, parameter: AddParameter): Fix | undefined {
  const { segment, request, seen } = mended;
  const { name } = parameter;
  const last = request.targetParts.at(-1);
  if (last === undefined || !nameForm.test(name) || seen.target.query.some(pair => pair.name === name))
    return undefined;
  const overLines = request.targetParts.length > 1;
  const indent = /^[ \t]*/.exec(textOf(segment, lineAt(segment, last.range.start)))?.[0] ?? '';
  const between = overLines ? `${lineEndOf(segment)}${indent}` : '';
  const mark = seen.target.query.length > 0 || seen.target.queryOpen ? '&' : '?';
  const fragment = last.text.indexOf('#');
  const at = fragment < 0 ? last.range.end : last.range.start + fragment;
  const said = `${name}=${queryValue(mended, parameter)}`;
  return edit(`Add ${said}`, [insert(at, `${between}${mark}${said}`)], { preferred: true });
}

function queryValue({ file, context }: Mended, { name, values, type }: AddParameter): string {
  const variable = fittingVariable(name, file, context);
  if (variable !== undefined) return `{{${variable}}}`;
  const first = values?.[0];
  if (first !== undefined && /^[\w. -]+$/.test(String(first))) return encodeURIComponent(String(first));
  if (name === 'per_page') return '50';
  if (type === 'boolean') return 'true';
  return type === 'string:date' ? '{{$datetime "YYYY-MM-DD"}}' : `{{${variableFor(name)}}}`;
}
