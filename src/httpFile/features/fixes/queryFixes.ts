import type { Parameter } from '../../../procore/catalog/catalog.ts';
import { variableFor } from '../diagnostics/rules/path.ts';
import { fittingVariable } from '../fittingVariable.ts';
import { type Broken, edit, type Fix, type Fixer, insert, replace } from './fix.ts';
import { lineAt, lineEndOf, textOf } from './lines.ts';

/** The parameters that are missing, all or one, in the way in which the rest of the query is written. */
export const addParameter: Fixer = broken => {
  const operation = broken.seen()?.match?.operation;
  const names = broken.finding.about.split(' ');
  const missing = operation?.queryParameters.filter(({ name }) => names.includes(name)) ?? [];
  const fixOf = (parameters: readonly Parameter[], preferred: boolean): Fix =>
    edit(
      `Add ${parameters.map(parameter => `${parameter.name}=${valueFor(parameter, broken)}`).join('&')}`,
      added(parameters, broken),
      { preferred },
    );
  if (missing.length === 0) return [];
  const single = missing.length === 1 ? [] : missing.map(parameter => fixOf([parameter], false));
  return [fixOf(missing, true), ...single];
};

/** The documented name or value that is nearest to what is written, where one is near. */
export const changeParameter: Fixer = ({ finding }) => {
  if (finding.about === '') return [];
  return [edit(`Change to ${finding.about}`, [replace(finding.range, finding.about)], { preferred: true })];
};

function added(parameters: readonly Parameter[], broken: Broken): Fix['edits'] {
  const { segment, request } = broken;
  const last = request?.targetParts.at(-1);
  const seen = broken.seen();
  if (request === undefined || last === undefined || seen === undefined) return [];
  const hasQuery = seen.target.query.length > 0 || seen.target.queryOpen;
  // One that stands on lines of its own goes on so.
  const overLines = request.targetParts.length > 1;
  const line = lineAt(segment, last.range.start);
  const indent = /^[ \t]*/.exec(textOf(segment, line))?.[0] ?? '';
  const between = overLines ? `${lineEndOf(segment)}${indent}` : '';
  const fragment = last.text.indexOf('#');
  const at = fragment < 0 ? last.range.end : last.range.start + fragment;
  const text = parameters
    .map((parameter, index) => {
      const mark = hasQuery || index > 0 ? '&' : '?';
      return `${between}${mark}${parameter.name}=${valueFor(parameter, broken)}`;
    })
    .join('');
  return [insert(at, text)];
}

function valueFor({ name, values, type }: Parameter, { file, context }: Broken): string {
  const variable = fittingVariable(name, file, context);
  if (variable !== undefined) return `{{${variable}}}`;
  if (values?.[0] !== undefined) return String(values[0]);
  return type === 'boolean' ? 'true' : `{{${variableFor(name)}}}`;
}
