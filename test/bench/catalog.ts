import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { deflateRawSync } from 'node:zlib';
import { decodeCatalog } from '../../src/procore/catalog/decode.ts';

const file = join(import.meta.dirname, '../../src/procore/catalog/catalog.json');

/** Catalog: time to read, decode and answer the first look-up; size as it sits in the VSIX (deflate). */
export const benchmarks = [
  {
    name: 'catalog-load-ms',
    unit: 'ms',
    bar: '< 100',
    holds: (value: number) => value < 100,
    run: async () => {
      const times: number[] = [];
      for (let round = 0; round < 7; round++) {
        const start = performance.now();
        const catalog = decodeCatalog(await readFile(file, 'utf8'));
        catalog.find('GET', '/rest/v1.0/projects/1/rfis')?.operation.result?.fields;
        times.push(performance.now() - start);
      }
      return times.toSorted((a, b) => a - b)[3] ?? Number.NaN;
    },
  },
  {
    name: 'catalog-bytes',
    unit: 'bytes',
    bar: '< 400000',
    holds: (value: number) => value < 400_000,
    run: async () => deflateRawSync(await readFile(file), { level: 9 }).length,
  },
] as const;
