import { statSync } from 'node:fs';
import { join } from 'node:path';
import { chooseHost } from '../editor/host/host.ts';
import { runSuites } from '../editor/runSuites.ts';
import { root } from '../support/paths.ts';
import type { Benchmark } from './benchmark.ts';

const say = (line: string) => console.error(line);

export const benchmarks: readonly Benchmark[] = [
  {
    name: 'extension-bundle-bytes',
    unit: 'bytes',
    bar: '< 1000000',
    holds: value => value < 1_000_000,
    run: async () => statSync(join(root, 'dist', 'extension.js')).size,
  },
  {
    name: 'activation-ms',
    unit: 'ms',
    bar: '< 100',
    holds: value => value < 100,
    run: async () => {
      const host = await chooseHost({}, say);
      const { measured } = await runSuites(host, { folder: 'suite', grep: 'activates', write: say });
      const value = measured['activation-ms'];
      if (value === undefined) throw new Error(`${host.name} did not activate the extension`);
      return value;
    },
  },
];
