import type { Catalog, CatalogMatch } from '../../procore/catalog/catalog.ts';
import { findYoungOperation } from '../uploads/operations.ts';

/** The operation that a call means; `undefined`: the simulator has none for it. */
export type FindOperation = (method: string, path: string) => CatalogMatch | undefined;

const rememberedMatches = 1000;

/** The catalog's look-up, remembered: clients ask for the same paths again and again. */
export function rememberMatches(catalog: Catalog): FindOperation {
  const known = new Map<string, CatalogMatch>();
  return (method, path) => {
    const key = `${method} ${path}`;
    const remembered = known.get(key);
    if (remembered !== undefined) return remembered;
    const match = catalog.find(method, path) ?? findYoungOperation(method, path);
    if (known.size >= rememberedMatches) known.clear();
    if (match !== undefined) known.set(key, match);
    return match;
  };
}
