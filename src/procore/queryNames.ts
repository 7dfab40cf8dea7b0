import type { Operation, Parameter } from './catalog/catalog.ts';
import { nearestName } from './nearestName.ts';

/** Taken by all: lists that do not page ignore them, and the scope may stand in the query of any call [doc]. */
const takenAnywhere: ReadonlySet<string> = new Set(['page', 'per_page', 'company_id', 'project_id']);

/** What other APIs call the size of a page, and its number or beginning. */
const pageSize = /^(?:limit|(?:page_?|max_?)?(?:size|count|results|rows|items)|\$?top|take|perpages?)$/i;
const pageNumber = /^(?:\$?skip|offset|start|page_?(?:no|num|number|index)|p)$/i;

/**
 * The query parameter of `operation` that a decoded name means as it is written: its own name, a list of it
 * (`filters[id][]` for `filters[id]`), or what lies inside of an object. `undefined`: the catalog has none.
 */
export function parameterNamed(operation: Operation, written: string): Parameter | undefined {
  const { path, queryParameters } = operation;
  const found = queryParameters.find(parameter => takes(written, parameter));
  // "Webhooks API" writes the filter of v1 deliveries in the singular, the OpenAPI document in the plural [doc] [oas].
  if (found !== undefined || !/\/webhooks\/.*\/deliveries$/.test(path)) return found;
  const other = /^filters?(\[.*)$/.exec(written)?.[1];
  return queryParameters.find(({ name }) => other !== undefined && name.replace(/^filters?/, '') === other);
}

/** Whether the catalog has nothing to say against a decoded query name; `page` and scopes are taken by all calls. */
export function takesName(operation: Operation, written: string): boolean {
  return takenAnywhere.has(written) || parameterNamed(operation, written) !== undefined;
}

/** Whether `takesName` holds whatever the operation is, so that the catalog need not be asked. */
export function isTakenAnywhere(written: string): boolean {
  return takenAnywhere.has(written);
}

/**
 * The name of the catalog that somebody may have meant by one that it does not have: another form of a filter
 * (`filter[status]`, `status`), a slip of the pen, or what other APIs call the size of a page. `undefined`: none
 * is near, and the name may be one that Procore does not document.
 */
export function meantName(operation: Operation, written: string): string | undefined {
  const names = operation.queryParameters.map(({ name }) => name);
  const inner = /^filters?\[([^\]]*)\]?(?:\[\])?$/i.exec(written)?.[1] ?? written;
  const filters = names.filter(name => /^filters?\[[^\]]+\]$/.test(name));
  const plain = names.filter(name => !filters.includes(name));
  const exact = filters.find(name => innerOf(name) === inner);
  if (exact !== undefined) return exact;
  if (inner !== written) {
    const near = nearestName(inner, filters.map(innerOf));
    return filters.find(name => innerOf(name) === near) ?? plain.find(name => name === inner);
  }
  const paged = names.includes('per_page') || operation.result?.type === 'array';
  const paging = paged ? ['page', 'per_page'] : [];
  const near = nearestName(written, [...plain, ...paging]) ?? nearestName(written, filters.map(innerOf));
  if (near !== undefined) return filters.find(name => innerOf(name) === near) ?? near;
  if (paged && pageSize.test(written)) return 'per_page';
  return paged && pageNumber.test(written) ? 'page' : undefined;
}

/** What of an answer a query name is about: its order, which page it is, or which rows it has. */
export type QuerySubject = 'order' | 'page' | 'rows';

/** What a name, or the one that it means, is about. */
export function subjectOf(name: string): QuerySubject {
  if (name === 'page' || name === 'per_page') return 'page';
  return /^(?:sort|order)/i.test(name) ? 'order' : 'rows';
}

/** What an answer may be where names about that were ignored, as in "may be …". */
export const effectOf: Readonly<Record<QuerySubject, string>> = {
  order: 'in another order',
  page: 'another page than was asked for',
  rows: 'unfiltered',
};

function innerOf(filter: string): string {
  return filter.slice(filter.indexOf('[') + 1, -1);
}

/** `filters[status]`, also as a list, `filters[status][]`, and what lies inside an object. */
function takes(written: string, { name, type }: Parameter): boolean {
  if (written === name || written === `${name}[]` || `${written}[]` === name) return true;
  return (type === 'object' || type === 'any' || type.endsWith('[]')) && written.startsWith(`${name}[`);
}
