import { join } from 'node:path';
import { runCommand } from '../support/runCommand.ts';
import type { Benchmark } from './benchmark.ts';

/** How much memory the tree of the large file takes beside its text, in a process of its own. */
export const benchmarks: readonly Benchmark[] = [
  {
    name: 'tree-memory-ratio',
    unit: 'of the text',
    bar: '< 10',
    holds: value => value < 10,
    run: async () => {
      const program = join(import.meta.dirname, 'cold', 'treeMemory.ts');
      const { status, output } = await runCommand(process.execPath, ['--expose-gc', program]);
      if (status !== 0) throw new Error(output);
      return Number(output.trim());
    },
  },
];
