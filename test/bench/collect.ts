import { globSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Benchmark } from './benchmark.ts';

/** All that the files of this folder export as `benchmarks`, by the names of the files. */
export async function collectBenchmarks(): Promise<readonly Benchmark[]> {
  const files = globSync('*.ts', { cwd: import.meta.dirname }).filter(
    file => file !== 'run.ts' && !file.endsWith('.test.ts'),
  );
  const parts = await Promise.all(
    files.sort().map(async file => {
      const exported: { benchmarks?: readonly Benchmark[] } = await import(
        pathToFileURL(join(import.meta.dirname, file)).href
      );
      return exported.benchmarks ?? [];
    }),
  );
  return parts.flat();
}
