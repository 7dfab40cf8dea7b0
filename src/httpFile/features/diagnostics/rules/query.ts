import type { Parameter } from '../../../../procore/catalog/catalog.ts';
import { nearestName } from '../../../../procore/nearestName.ts';
import { type Finding, finding, quoted } from '../finding.ts';
import type { Seen } from '../seen.ts';
import { type QueryPair, unknownPart } from '../target.ts';

/** Taken by all: lists that do not page ignore them, and the scope may stand in the query of any call [doc]. */
const takenAnywhere: ReadonlySet<string> = new Set(['page', 'per_page', 'company_id', 'project_id']);

/** Required query parameters that are not there. */
export function* missingParameters({ match, target }: Seen): Generator<Finding> {
  if (match === undefined || target.queryOpen) return;
  const { method, path, queryParameters } = match.operation;
  const missing = queryParameters.filter(
    ({ name, required }) =>
      required &&
      name !== 'page' &&
      name !== 'per_page' &&
      !target.query.some(pair => isNamed(pair.name, name) || pair.name.startsWith(`${name}[`)),
  );
  if (missing.length === 0) return;
  const wanted = missing.map(({ name, type }) => `${name} (${type})`).join(', ');
  const names = missing.map(({ name }) => name);
  yield finding(
    'parameter-missing',
    'warning',
    target.pathRange,
    `${method} ${path} wants ${wanted} in the query. Add ${names.map(name => `${name}=…`).join('&')} to the address.`,
    names.join(' '),
  );
}

/** Query parameters that the operation does not have: mostly misspelt, and ignored without a word. */
export function* unknownParameters({ match, target }: Seen): Generator<Finding> {
  if (match === undefined) return;
  const { queryParameters } = match.operation;
  for (const pair of target.query) {
    const parameter = queryParameters.find(({ name, type }) => takes(pair.name, name, type));
    if (parameter !== undefined) {
      yield* wrongValue(pair, parameter);
      continue;
    }
    if (takenAnywhere.has(pair.name)) continue;
    const near = nearestName(
      pair.name,
      queryParameters.map(({ name }) => name),
    );
    const hint = near === undefined ? 'Procore may ignore it.' : `Did you mean ${near}?`;
    yield finding(
      'parameter-unknown',
      'hint',
      pair.nameRange,
      `The catalog knows no query parameter ${quoted(pair.name)} of this operation. ${hint}`,
      near ?? '',
    );
  }
}

/** A value that the parameter cannot have; lists and values of variables are left alone. */
function* wrongValue({ name, value, range }: QueryPair, { type, values }: Parameter): Generator<Finding> {
  if (value === '' || value.includes(unknownPart) || name.endsWith('[]') || type.endsWith('[]')) return;
  if (type === 'integer' && !/^-?\d+$/.test(value)) {
    yield finding(
      'parameter-value',
      'warning',
      range,
      `${name} takes a whole number, not ${quoted(value)}.`,
      '',
    );
    return;
  }
  if (values === undefined || values.some(one => String(one).toLowerCase() === value.toLowerCase())) return;
  if (value.includes(',')) return;
  const near = nearestName(value, values.map(String));
  const known = values.slice(0, 12).join(', ');
  yield finding(
    'parameter-value',
    'warning',
    range,
    `${name} does not take ${quoted(value)}. It takes ${known}${values.length > 12 ? ', …' : ''}.`,
    near === undefined ? '' : `${name}=${near}`,
  );
}

/** `filters[status]`, also as a list, `filters[status][]`, and what lies inside an object. */
function takes(written: string, name: string, type: string): boolean {
  if (isNamed(written, name)) return true;
  return (type === 'object' || type === 'any' || type.endsWith('[]')) && written.startsWith(`${name}[`);
}

function isNamed(written: string, name: string): boolean {
  return written === name || written === `${name}[]` || `${written}[]` === name;
}
