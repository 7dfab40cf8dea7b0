import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { chooseHost } from '../editor/host/host.ts';
import { runSuites } from '../editor/runSuites.ts';
import { root } from '../support/paths.ts';
import { type Benchmark, median } from './benchmark.ts';

const rounds = 5;
const say = (line: string) => console.error(line);

/** The stages that the extension opens by itself when it starts. */
const ofStart = ['extension.js', 'requests.js', 'workbench.js'];

interface StartTimes {
  /** Loading and calling `activate`, as the editor itself measures them. */
  readonly activation: number;
  /** From the wish to activate it until the stages that follow are there. */
  readonly ready: number;
}

let measured: Promise<readonly StartTimes[]> | undefined;
const starts = () => {
  measured ??= measure();
  return measured;
};

/** The middle one of several starts, each in a new host: what a start takes depends on what the host does beside it. */
export const benchmarks: readonly Benchmark[] = [
  {
    name: 'extension-bundle-bytes',
    unit: 'bytes',
    bar: '< 1000000',
    holds: value => value < 1_000_000,
    run: async () =>
      [...filesFrom(ofStart)].reduce((sum, file) => sum + statSync(join(root, 'dist', file)).size, 0),
  },
  {
    name: 'activation-ms',
    unit: 'ms',
    bar: '< 100',
    holds: value => value < 100,
    run: async () => median((await starts()).map(({ activation }) => activation)),
  },
  {
    name: 'workbench-ready-ms',
    unit: 'ms',
    bar: '< 200',
    holds: value => value < 200,
    run: async () => median((await starts()).map(({ ready }) => ready)),
  },
];

/** These bundles and those that they load at once, which are the ones that they share. */
function filesFrom(names: readonly string[], found = new Set<string>()): ReadonlySet<string> {
  for (const name of names) {
    if (found.has(name)) continue;
    found.add(name);
    const text = readFileSync(join(root, 'dist', name), 'utf8');
    const shared = [...text.matchAll(/require\("\.\/(shared-\w+\.js)"\)/g)];
    filesFrom(
      shared.map(([, file = '']) => file),
      found,
    );
  }
  return found;
}

async function measure(): Promise<readonly StartTimes[]> {
  const host = await chooseHost({}, say);
  const times: StartTimes[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const run = await runSuites(host, {
      ...{ folder: 'suite', file: 'activation.test', grep: 'activates', write: () => {} },
    });
    const { 'activation-ms': activation, 'workbench-ready-ms': ready } = run.measured;
    if (activation === undefined || ready === undefined)
      throw new Error(`${host.name} did not activate the extension`);
    times.push({ activation, ready });
  }
  const all = times.map(({ activation, ready }) => `${activation} (${ready.toFixed(0)})`);
  say(`starts in ms, and until all was there: ${all.join(', ')}`);
  return times;
}
