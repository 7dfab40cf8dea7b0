import type { Parameter } from '../../../../procore/catalog/catalog.ts';
import { nearestName } from '../../../../procore/nearestName.ts';
import { effectOf, meantName, parameterNamed, subjectOf, takesName } from '../../../../procore/queryNames.ts';
import { type Finding, finding, quoted } from '../finding.ts';
import type { Seen } from '../seen.ts';
import { type QueryPair, unknownPart } from '../target.ts';

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

/**
 * Query parameters that the catalog does not have: mostly misspelt, and ignored without a word. Where none of its names
 * is near, it may well be one that Procore does not document.
 */
export function* unknownParameters({ match, target }: Seen): Generator<Finding> {
  if (match === undefined) return;
  for (const pair of target.query) {
    const parameter = parameterNamed(match.operation, pair.name);
    if (parameter !== undefined) {
      yield* wrongValue(pair, parameter);
      continue;
    }
    if (takesName(match.operation, pair.name)) continue;
    const near = meantName(match.operation, pair.name);
    yield finding(
      'parameter-unknown',
      near === undefined ? 'hint' : 'information',
      pair.nameRange,
      `The catalog does not know ${quoted(pair.name)} here.${near === undefined ? '' : ` Did you mean ${near}?`} Procore ignores names that it does not know, so the answer may be ${effectOf[subjectOf(near ?? pair.name)]}.`,
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
  // "Filtering on list actions": a dash before the field turns the order round [doc].
  const given = name === 'sort' ? value.replace(/^-/, '') : value;
  const taken = (one: string | number) => [value, given].some(each => same(String(one), each));
  if (values === undefined || values.some(taken)) return;
  if (value.includes(',')) return;
  const near = nearestName(given, values.map(String));
  const known = values.slice(0, 12).join(', ');
  yield finding(
    'parameter-value',
    'warning',
    range,
    `${name} does not take ${quoted(value)}. It takes ${known}${values.length > 12 ? ', …' : ''}.`,
    near === undefined ? '' : `${name}=${near}`,
  );
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function isNamed(written: string, name: string): boolean {
  return written === name || written === `${name}[]` || `${written}[]` === name;
}
