import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { type Benchmark, median } from './benchmark.ts';
import { builtCatalog } from './cold/builtCatalog.ts';

const rounds = 7;

/** Catalog: from nothing loaded to the first answer about an operation, and the file as the VSIX holds it. */
export const benchmarks: readonly Benchmark[] = [
  {
    name: 'catalog-load-ms',
    unit: 'ms',
    bar: '< 100',
    holds: value => value < 100,
    run: async () => {
      const times: number[] = [];
      for (let round = 0; round < rounds; round++) times.push(await loadOnce());
      return median(times);
    },
  },
  {
    name: 'catalog-bytes',
    unit: 'bytes',
    bar: '< 400000',
    holds: value => value < 400_000,
    run: async () => (await stat(builtCatalog)).size,
  },
];

async function loadOnce(): Promise<number> {
  const worker = new Worker(new URL('./cold/loadCatalog.ts', import.meta.url));
  const [milliseconds]: unknown[] = await once(worker, 'message');
  await worker.terminate();
  return Number(milliseconds);
}
