import type { Catalog, Operation } from '../../procore/catalog/catalog.ts';
import { versionOf } from '../../procore/catalog/format.ts';

/** A row of the list of operations, as plain data. */
export type CatalogRow =
  | { readonly kind: 'heading'; readonly label: string }
  /** Stands alone where the words mean nothing. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'tool'; readonly label: string; readonly tool: string; readonly count: number }
  | {
      readonly kind: 'operation';
      /** The method. */
      readonly label: string;
      /** The path, which says the version. */
      readonly description: string;
      /** Version, tool and resource. */
      readonly detail: string;
      readonly operation: Operation;
    };

/** Enough to choose from; more is found by typing. */
const mostRows = 100;

/** The tools of the catalog by category, as the tags of its operations name them. */
export function toolRows({ operations }: Pick<Catalog, 'operations'>): readonly CatalogRow[] {
  const counts = new Map<string, number>();
  for (const { tag } of operations) {
    const tool = tag.split('/', 2).join('/');
    counts.set(tool, (counts.get(tool) ?? 0) + 1);
  }
  const rows: CatalogRow[] = [];
  let category = '';
  for (const [tool, count] of [...counts].sort(([one], [other]) => one.localeCompare(other, 'en'))) {
    const [above = '', label = above] = tool.split('/');
    if (above !== category) rows.push({ kind: 'heading', label: above });
    category = above;
    rows.push({ kind: 'tool', label, tool, count });
  }
  return rows;
}

/** All operations of a tool by resource, each path with its newest version first. */
export function operationsOfTool(
  { operations }: Pick<Catalog, 'operations'>,
  tool: string,
): readonly CatalogRow[] {
  const found = operations.filter(({ tag }) => tag.startsWith(`${tool}/`));
  const order = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'];
  const sorted = found.toSorted(
    (one, other) =>
      one.tag.localeCompare(other.tag, 'en') ||
      plain(one.path).localeCompare(plain(other.path), 'en') ||
      order.indexOf(one.method) - order.indexOf(other.method) ||
      versionOf(other.path).localeCompare(versionOf(one.path), 'en', { numeric: true }),
  );
  const rows: CatalogRow[] = [];
  let tag = '';
  for (const operation of sorted) {
    if (operation.tag !== tag)
      rows.push({ kind: 'heading', label: operation.tag.split('/').at(-1) ?? operation.tag });
    tag = operation.tag;
    rows.push(operationRow(operation));
  }
  return rows;
}

/** What typed words mean, best first; in one tool only with `tool`. Never empty: that nothing does is a row, too. */
export function foundRows(
  catalog: Pick<Catalog, 'search'>,
  typed: string,
  tool: string | undefined,
): readonly CatalogRow[] {
  const found =
    tool === undefined
      ? catalog.search(typed, { limit: mostRows })
      : catalog
          .search(typed, { limit: Number.POSITIVE_INFINITY })
          .filter(({ tag }) => tag.startsWith(`${tool}/`))
          .slice(0, mostRows);
  return found.length === 0 ? [{ kind: 'nothing' }] : found.map(operationRow);
}

function operationRow(operation: Operation): CatalogRow {
  const { method, path, tag } = operation;
  const [, ...named] = tag.split('/');
  const detail = `${versionOf(path)} · ${named.join(' › ')}`;
  return { kind: 'operation', label: method, description: path, detail, operation };
}

/** Without version and company, so that versions of one path stand together. */
function plain(path: string): string {
  return path.replace(/^\/rest\/v[\d.]+/, '').replace(/^\/companies\/\{company_id\}(?=\/projects\/)/, '');
}
