import { join } from 'node:path';
import type { Catalog } from './catalog.ts';
import { decodeCatalog } from './decode.ts';
import { readCatalogText } from './packed.ts';

let loading: Promise<Catalog> | undefined;

/** The catalog that comes with the product, read once. Rejects where its file is missing or damaged. */
export function loadBundledCatalog(): Promise<Catalog> {
  loading ??= readBundledText().then(decodeCatalog);
  return loading;
}

/** What `loadBundledCatalog` decodes: packed beside the built bundles, plain beside the sources. */
export async function readBundledText(): Promise<string> {
  const plain = join(import.meta.dirname, 'catalog.json');
  return (await readCatalogText(`${plain}.br`)) ?? (await readCatalogText(plain)) ?? refuse(plain);
}

function refuse(plain: string): never {
  throw new Error(`${plain}.br is missing: the catalog comes with the product. Install it again.`);
}
