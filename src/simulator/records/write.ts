import type { BodyProperty, Operation } from '../../procore/catalog/catalog.ts';
import type { Fields } from './shape.ts';

/**
 * What a body writes into a record: the object under its singular name, e.g. `rfi`, joined with what
 * stands beside it; v2 bodies are flat. A date that is badly formatted becomes `null` without an error
 * (Procore documentation, "Dates and times" [doc]).
 */
export function fieldsOfBody(operation: Operation, body: unknown): Fields {
  if (!isFields(body)) return {};
  const properties = operation.body?.properties ?? [];
  const root = rootOf(operation, properties, body);
  if (root === undefined) return cleanFields(body, properties);
  const inner = body[root.name];
  const { [root.name]: _, ...beside } = body;
  return {
    ...cleanFields(beside, properties),
    ...cleanFields(isFields(inner) ? inner : {}, root.properties ?? []),
  };
}

/** The property that holds the record: the one object that the path's last name is the plural of. */
function rootOf(
  operation: Operation,
  properties: readonly BodyProperty[],
  body: Fields,
): Pick<BodyProperty, 'name' | 'properties'> | undefined {
  const words = operation.path.split('/').filter(step => step !== '' && !step.startsWith('{'));
  const last = words.at(-1) ?? '';
  const objects = properties.filter(({ name, type }) => type === 'object' && isFields(body[name]));
  const named = objects.find(({ name }) => isSingularOf(name, last));
  if (named !== undefined) return named;
  const required = objects.filter(property => property.required);
  if (required.length === 1) return required[0];
  const others = properties.filter(({ name }) => !objects.some(object => object.name === name));
  const [only] = objects;
  if (objects.length === 1 && others.every(({ name }) => /_ids?$|^attachments$|^send_/.test(name)))
    return only;
  const undocumented = Object.keys(body).find(key => isFields(body[key]) && isSingularOf(key, last));
  return undocumented === undefined ? undefined : { name: undocumented };
}

function isSingularOf(name: string, plural: string): boolean {
  return (
    plural === `${name}s` || plural === `${name}es` || plural === name.replace(/y$/, 'ies') || plural === name
  );
}

/** What one object of a body writes; `properties` are those declared for it. */
export function cleanFields(fields: Fields, properties: readonly BodyProperty[]): Fields {
  const written: Record<string, unknown> = {};
  const custom: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (name === '__proto__' || name === 'id') continue;
    if (/^custom_field_\d+$/.test(name)) {
      custom[name] = { data_type: typeof value === 'string' ? 'string' : typeof value, value };
      continue;
    }
    const type = properties.find(property => property.name === name)?.type ?? '';
    written[name] = type.startsWith('string:date') ? dateOrNull(value) : value;
  }
  return Object.keys(custom).length === 0 ? written : { ...written, custom_fields: custom };
}

function dateOrNull(value: unknown): unknown {
  if (typeof value !== 'string') return null;
  return /^\d{4}-\d{2}-\d{2}(?:[T ].*)?$/.test(value) && !Number.isNaN(Date.parse(value)) ? value : null;
}

/** Whether a value of JSON is an object. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
