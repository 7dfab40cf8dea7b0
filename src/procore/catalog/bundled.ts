import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Catalog } from './catalog.ts';
import { decodeCatalog } from './decode.ts';

let loading: Promise<Catalog> | undefined;

/** The catalog that comes with the product, read once. Rejects where `catalog.json` is missing or damaged. */
export function loadBundledCatalog(): Promise<Catalog> {
  loading ??= readFile(join(import.meta.dirname, 'catalog.json'), 'utf8').then(decodeCatalog);
  return loading;
}
