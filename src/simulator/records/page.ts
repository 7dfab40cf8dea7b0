import type { Operation } from '../../procore/catalog/catalog.ts';
import type { RecordsPage } from './records.ts';
import type { Selection } from './select.ts';

/**
 * Where a list call stands, and the positions of its rows. Sizes differ by endpoint: projects 100 and at
 * most 300, v2 10 and at most 100, a declared default else 100 (Procore documentation, "Pagination" and
 * "REST v2" [doc]; 100 [assumed]). A list that declares neither page nor size comes whole.
 */
export function pageOf(
  operation: Operation,
  query: URLSearchParams,
  { total }: Pick<Selection, 'total'>,
): { readonly page: RecordsPage | undefined; readonly first: number; readonly end: number } {
  const parameters = new Map(operation.queryParameters.map(parameter => [parameter.name, parameter]));
  const size = parameters.get('per_page') ?? parameters.get('page_size');
  if (size === undefined && !parameters.has('page')) return { page: undefined, first: 0, end: total };
  const { standard, most } = sizesOf(operation, size?.default, query);
  const wanted = Number(query.get(size?.name ?? 'per_page'));
  const perPage = Number.isInteger(wanted) && wanted > 0 ? Math.min(wanted, most) : standard;
  const asked = Number(query.get('page'));
  const page = Number.isInteger(asked) && asked > 0 ? asked : 1;
  const first = Math.min(total, (page - 1) * perPage);
  return { page: { page, perPage, total }, first, end: Math.min(total, first + perPage) };
}

function sizesOf(
  operation: Operation,
  declared: unknown,
  query: URLSearchParams,
): { readonly standard: number; readonly most: number } {
  if (/^\/rest\/v1\.\d\/projects$/.test(operation.path)) {
    return query.get('view') === 'ids' ? { standard: 200_000, most: 200_000 } : { standard: 100, most: 300 };
  }
  const standard = typeof declared === 'number' ? declared : undefined;
  if (operation.path.startsWith('/rest/v2')) {
    return { standard: standard ?? 10, most: Math.max(100, standard ?? 0) };
  }
  return { standard: standard ?? 100, most: Math.max(10_000, standard ?? 0) };
}
