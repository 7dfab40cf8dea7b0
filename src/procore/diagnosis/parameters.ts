import type { BodyProperty, Parameter } from '../catalog/catalog.ts';
import { cleanText } from '../errors/cleanText.ts';
import type { DiagnosisAction } from './actions.ts';
import type { Evidence } from './evidence.ts';

/** One parameter that the catalog shows to be missing or wrong. */
export interface ParameterFault {
  readonly name: string;
  /** A sentence: what is wrong. */
  readonly fault: string;
  /** A sentence: what to send instead. */
  readonly remedy: string;
  /** The same as one click. */
  readonly action?: DiagnosisAction;
}

/**
 * What is wrong with query and body by the catalog: required ones that are missing, a list
 * filter in the form of a single value, values of the wrong kind. Empty where the catalog does not know the
 * call. Only what a check on this side can be sure of.
 */
export function parameterFaults(seen: Evidence): readonly ParameterFault[] {
  const { match, url } = seen;
  if (match === undefined || url === undefined) return [];
  const { operation } = match;
  const query = [...url.searchParams];
  const faults = operation.queryParameters.flatMap(parameter => queryFaults(parameter, query));
  const { requestJson: body } = seen;
  const properties = operation.body?.properties ?? [];
  return [...faults, ...(isObject(body) ? missingProperties(properties, body, '') : [])];
}

function queryFaults(
  parameter: Parameter,
  query: readonly (readonly [string, string])[],
): readonly ParameterFault[] {
  const { name, type, required, values } = parameter;
  const list = type.endsWith('[]');
  const own = query.filter(([key]) => key === name || key === `${name}[]`);
  if (own.length === 0) {
    if (!required || query.some(([key]) => key.startsWith(`${name}[`))) return [];
    return [
      {
        name,
        fault: `The query lacks the required ${name}.`,
        remedy: `Add ${name}=… (${type}) to the address.`,
        action: {
          kind: 'addParameter',
          in: 'query',
          name,
          type,
          ...(values === undefined ? {} : { values }),
        },
      },
    ];
  }
  if (list && own.some(([key, value]) => key === name && !name.endsWith('[]') && !value.includes(','))) {
    return [
      {
        name,
        fault: `${name} takes a list.`,
        remedy: `Write ${name}[]=… once for each value.`,
        action: { kind: 'fixFilter', from: name, to: `${name}[]` },
      },
    ];
  }
  return own.flatMap(([, value]) => {
    const given = cleanText(value, 60);
    if (/^integer/.test(type) && !list && !/^-?\d+$/.test(value)) {
      return [
        {
          name,
          fault: `${name} is "${given}", which is no whole number.`,
          remedy: `Give ${name} a whole number.`,
        },
      ];
    }
    if (values !== undefined && !list && !values.some(one => String(one) === value)) {
      const allowed = values.slice(0, 12).join(', ');
      return [
        { name, fault: `${name} does not take "${given}".`, remedy: `Give ${name} one of ${allowed}.` },
      ];
    }
    return [];
  });
}

function missingProperties(
  properties: readonly BodyProperty[],
  body: Readonly<Record<string, unknown>>,
  prefix: string,
): readonly ParameterFault[] {
  return properties.flatMap(property => {
    const { type, required, properties: inner = [], values } = property;
    const name = `${prefix}${property.name}`;
    const value = Object.hasOwn(body, property.name) ? body[property.name] : undefined;
    if (isObject(value)) return missingProperties(inner, value, `${name}.`);
    if (value !== undefined || !required) return [];
    return [
      {
        name,
        fault: `The body lacks the required ${name}.`,
        remedy: `Add ${name} (${type}) to the body.`,
        action: { kind: 'addParameter', in: 'body', name, type, ...(values === undefined ? {} : { values }) },
      },
    ];
  });
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
