import type { BodyProperty, Parameter } from '../catalog/catalog.ts';
import { cleanText } from '../errors/cleanText.ts';
import type { Evidence } from './evidence.ts';

/**
 * What is wrong with query and body by the catalog, in sentences: required ones that are missing, a list
 * filter in the form of a single value, values of the wrong kind. Empty where the catalog does not know the
 * call. Only what a check on this side can be sure of.
 */
export function parameterFaults(seen: Evidence): readonly string[] {
  const { match, url } = seen;
  if (match === undefined || url === undefined) return [];
  const { operation } = match;
  const query = [...url.searchParams];
  const faults = operation.queryParameters.flatMap(parameter => queryFaults(parameter, query));
  const { requestJson: body } = seen;
  const properties = operation.body?.properties ?? [];
  return [...faults, ...(isObject(body) ? missingProperties(properties, body, '') : [])];
}

function queryFaults(parameter: Parameter, query: readonly (readonly [string, string])[]): readonly string[] {
  const { name, type, required, values } = parameter;
  const list = type.endsWith('[]');
  const own = query.filter(([key]) => key === name || key === `${name}[]`);
  if (own.length === 0) {
    return required && !query.some(([key]) => key.startsWith(`${name}[`))
      ? [`The query parameter ${name} (${type}) is required and missing.`]
      : [];
  }
  if (list && own.some(([key, value]) => key === name && !name.endsWith('[]') && !value.includes(','))) {
    return [`${name} takes a list: write ${name}[]=… once for each value.`];
  }
  return own.flatMap(([, value]) => {
    if (/^integer/.test(type) && !list && !/^-?\d+$/.test(value)) {
      return [`${name} takes a whole number, not "${cleanText(value, 60)}".`];
    }
    if (values !== undefined && !list && !values.some(one => String(one) === value)) {
      return [`${name} takes one of ${values.slice(0, 12).join(', ')}, not "${cleanText(value, 60)}".`];
    }
    return [];
  });
}

function missingProperties(
  properties: readonly BodyProperty[],
  body: Readonly<Record<string, unknown>>,
  prefix: string,
): readonly string[] {
  return properties.flatMap(property => {
    const { name, type, required, properties: inner = [] } = property;
    const value = Object.hasOwn(body, name) ? body[name] : undefined;
    if (value === undefined)
      return required ? [`The body lacks the required ${prefix}${name} (${type}).`] : [];
    return isObject(value) ? missingProperties(inner, value, `${prefix}${name}.`) : [];
  });
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
