import type { BodyProperty, Catalog, Operation } from '../../procore/catalog/catalog.ts';
import { capped } from './capped.ts';

/** What `procore_searchOperations` is asked for; nothing of it is trusted to have the right type. */
export interface SearchInput {
  readonly query?: unknown;
  readonly method?: unknown;
  readonly limit?: unknown;
}

/** Operations given where nobody says how many, and the most. */
const usual = 8;
const most = 20;
const mostFields = 40;

/** The operations that are meant, best first, as JSON for a program; a sentence where the input is wrong. */
export function searchOperations(catalog: Catalog, { query, method, limit }: SearchInput): string {
  if (typeof query !== 'string' || query.trim() === '')
    return 'Nothing to search for: give words such as "create rfi", or the beginning of a path, as query.';
  const wanted = typeof limit === 'number' && limit >= 1 ? Math.min(most, Math.floor(limit)) : usual;
  const found = catalog.search(query.slice(0, 200), {
    limit: wanted,
    ...(typeof method === 'string' ? { method: method.toUpperCase() } : {}),
  });
  if (found.length === 0) return `No operation fits "${query.slice(0, 200)}". Use fewer or other words.`;
  return capped(JSON.stringify({ operations: found.map(described) }));
}

function described({ method, path, tag, deprecated, pathParameters, queryParameters, body }: Operation) {
  const required = queryParameters.filter(parameter => parameter.required);
  const optional = queryParameters.filter(parameter => !parameter.required);
  return {
    method,
    path,
    tool: tag,
    ...(deprecated ? { deprecated } : {}),
    ...(pathParameters.length === 0 ? {} : { pathParameters: pathParameters.map(({ name }) => name) }),
    ...(required.length === 0 ? {} : { requiredQuery: required.map(named) }),
    ...(optional.length === 0 ? {} : { optionalQuery: optional.slice(0, mostFields).map(named) }),
    ...(body === undefined ? {} : { body: fieldsOf(body.properties) }),
  };
}

function named({ name, type, values }: Operation['queryParameters'][number]): string {
  return values === undefined ? `${name}: ${type}` : `${name}: ${values.slice(0, 12).join(' | ')}`;
}

/** Required fields with a star; two levels say how a body is built. */
function fieldsOf(properties: readonly BodyProperty[], depth = 2): readonly unknown[] {
  return properties.slice(0, mostFields).map(property => {
    const text = `${named(property)}${property.required ? ' *' : ''}`;
    const inner = property.properties ?? [];
    return inner.length === 0 || depth <= 1 ? text : { [text]: fieldsOf(inner, depth - 1) };
  });
}
