import { readFile, stat } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { readBundledText } from './bundled.ts';
import type { Operation } from './catalog.ts';
import { type CatalogChanges, compareCatalogs } from './compare.ts';
import { decodeCatalog } from './decode.ts';
import { encodeCatalog } from './encode.ts';
import { packCatalog, readCatalogText } from './packed.ts';
import { readCatalogSource } from './source.ts';

/** What `workerData` holds. */
export interface ImportJob {
  /** The document: its file, or its bytes where it lies on no disk of this machine. */
  readonly document: { readonly path: string } | { readonly bytes: Uint8Array };
  readonly name: string;
  /** The packed catalog in use; `undefined`: the one that comes with the product. */
  readonly current: string | undefined;
}

/** Posted as the work goes on; the last one is `done` or `refused`. */
export type ImportReport =
  | { readonly kind: 'step'; readonly step: ImportStep }
  | {
      readonly kind: 'done';
      readonly source: string;
      readonly operations: number;
      readonly before: number;
      readonly changes: CatalogChanges;
      readonly packed: Uint8Array;
    }
  | { readonly kind: 'refused'; readonly reason: string };

/** What an import is doing, in this order. */
export type ImportStep = 'reading' | 'converting' | 'comparing' | 'packing';

/** Procore's document had 54 MB in autumn 2026; a film that was picked by mistake is not read whole. */
const longestDocument = 400 * 1024 * 1024;

async function convert({ document, name, current }: ImportJob): Promise<ImportReport> {
  report({ kind: 'step', step: 'reading' });
  if ('path' in document && (await stat(document.path)).size > longestDocument)
    return { kind: 'refused', reason: 'it is larger than 400 MB, which no OpenAPI document of Procore is.' };
  const bytes = 'path' in document ? await readFile(document.path) : Buffer.from(document.bytes);
  report({ kind: 'step', step: 'converting' });
  const source = readCatalogSource(bytes.toString('utf8'), name);
  if (source.kind === 'refused') return source;
  report({ kind: 'step', step: 'comparing' });
  const operations = await currentOperations(current);
  const changes = compareCatalogs(operations, source.operations);
  report({ kind: 'step', step: 'packing' });
  return {
    kind: 'done',
    source: source.name,
    operations: source.operations.length,
    before: operations.length,
    changes,
    packed: await packCatalog(encodeCatalog(source.operations, source.name)),
  };
}

/** A damaged catalog must not keep a good one out. */
async function currentOperations(path: string | undefined): Promise<readonly Operation[]> {
  try {
    const text = path === undefined ? undefined : await readCatalogText(path);
    if (text !== undefined) return decodeCatalog(text).operations;
  } catch {
    // Then it is compared with what the product comes with, as if there were no import.
  }
  return decodeCatalog(await readBundledText()).operations;
}

function report(message: ImportReport): void {
  parentPort?.postMessage(message);
}

async function start(job: ImportJob): Promise<void> {
  try {
    report(await convert(job));
  } catch (error) {
    report({ kind: 'refused', reason: `${error instanceof Error ? error.message : String(error)}.` });
  }
}

void start(workerData);
