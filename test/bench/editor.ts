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
      const times: number[] = [];
      for (let round = 0; round < 3; round += 1) {
        const { measured } = await runSuites(host, { folder: 'suite', grep: 'activates', write: say });
        const time = measured['activation-ms'];
        if (time === undefined) throw new Error(`${host.name} did not activate the extension`);
        times.push(time);
      }
      return times.toSorted((a, b) => a - b)[1] ?? Number.NaN;
    },
  },
];
