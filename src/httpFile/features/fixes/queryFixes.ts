import type { Parameter } from '../../../procore/catalog/catalog.ts';
import { variableFor } from '../diagnostics/rules/path.ts';
import { fittingVariable } from '../fittingVariable.ts';
import { type Broken, edit, type Fix, type Fixer, insert, replace } from './fix.ts';
import { lineAt, lineEndOf, textOf } from './lines.ts';

/** The parameter, in the way in which the rest of the query is written; and all that are missing at once. */
export const addParameter: Fixer = broken => {
  const seen = broken.seen();
  if (seen?.match === undefined) return [];
  const { queryParameters } = seen.match.operation;
  const missing = queryParameters.filter(
    ({ name, required }) =>
      required && !seen.target.query.some(pair => pair.name === name || pair.name === `${name}[]`),
  );
  const this_ = missing.find(({ name }) => name === broken.finding.about);
  if (this_ === undefined) return [];
  const fixes: Fix[] = [
    edit(`Add ${this_.name}=${valueFor(this_, broken)}`, added([this_], broken), { preferred: true }),
  ];
  if (missing.length > 1) {
    const names = missing.map(({ name }) => name).join(', ');
    fixes.push(edit(`Add ${names}`, added(missing, broken)));
  }
  return fixes;
};

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
