import type { FieldError } from '../errors/normalizedError.ts';
import { wrongIdRemedy, wrongIds } from './addressIds.ts';
import type { Evidence } from './evidence.ts';
import { fieldRemedy } from './fieldRemedy.ts';
import { misspelt } from './nearFields.ts';
import type { ParameterFault } from './parameters.ts';

/** What to do about a field that a 400 names, with its place by the catalog where that is known. */
export function namedRemedy(
  seen: Evidence,
  { field, message }: FieldError,
  faults: readonly ParameterFault[],
): string {
  const wrong = wrongIds(seen).find(({ name }) => name === field);
  if (wrong !== undefined) return wrongIdRemedy(wrong);
  const near = misspelt(seen, field);
  if (near !== undefined || !/blank|required|missing|empty/i.test(message))
    return fieldRemedy(field, message, near);
  if (sentNothing(seen)) return `Send a body with ${field} in it: the API reference shows one.`;
  const deep = tooDeep(seen, field);
  if (deep !== undefined) return `Move ${field} out of ${deep}: it belongs beside it.`;
  const fault = faults.find(({ name }) => name === field || name.endsWith(`.${field}`));
  return fault?.remedy ?? fieldRemedy(field, message);
}

/** Whether a write went out without any body; `false` where that is not known. */
export function sentNothing({ method, requestBody, input }: Evidence): boolean {
  if (!['POST', 'PUT', 'PATCH'].includes(method)) return false;
  return requestBody === undefined ? input.request.bodyBytes === 0 : requestBody.trim() === '';
}

/** The object of the body that a field stands in, where the catalog has it at the top. */
function tooDeep({ requestJson, match }: Evidence, field: string): string | undefined {
  if (!isObject(requestJson) || Object.hasOwn(requestJson, field)) return undefined;
  const properties = match?.operation.body?.properties ?? [];
  if (!properties.some(({ name }) => name === field)) return undefined;
  return properties.find(({ name, properties: inner = [] }) => {
    const home = Object.hasOwn(requestJson, name) ? requestJson[name] : undefined;
    return isObject(home) && Object.hasOwn(home, field) && !inner.some(each => each.name === field);
  })?.name;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
