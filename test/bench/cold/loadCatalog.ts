import { performance } from 'node:perf_hooks';
import { parentPort } from 'node:worker_threads';
import { decodeCatalog } from '../../../src/procore/catalog/decode.ts';
import { readCatalogText } from '../../../src/procore/catalog/packed.ts';
import { builtCatalog } from './builtCatalog.ts';

/** In a thread of its own, so that nothing is compiled or read yet: until the first answer about an operation. */
const start = performance.now();
const catalog = decodeCatalog((await readCatalogText(builtCatalog)) ?? '');
const found = catalog.find('GET', '/rest/v1.0/projects/1/rfis')?.operation.result?.fields.length;
parentPort?.postMessage(found === undefined ? Number.NaN : performance.now() - start);
