import { readerOf } from '../support/listReader.ts';
import { startSimulatorProcess } from '../support/simulatorProcess.ts';
import type { Benchmark } from './benchmark.ts';

const pages = 200;
const rowsOfPage = 100;
const latencyMs = 50;
const spike = { limit: 25, lengthMs: 10_000 };
const hourlyLimit = 3600;
const options = [
  ['--rows', pages * rowsOfPage],
  ['--latency', latencyMs],
  ['--spike-limit', spike.limit],
  ['--hourly-limit', hourlyLimit],
].flat();

export const benchmarks: readonly Benchmark[] = [
  {
    name: 'pages-limited',
    unit: 'of the best time',
    bar: '<= 1.1, no 429',
    holds: value => value <= 1.1,
    run: readWithinLimits,
  },
];

/** The last burst may go when all windows before it are over; its answers take one latency more. */
const bestMs = Math.floor((pages - 1) / spike.limit) * spike.lengthMs + latencyMs;

/**
 * The time that all pages of a list take within both windows of a simulator in a process of its own, over the
 * best that those windows allow. Rejects where the simulator has counted a 429.
 */
async function readWithinLimits(): Promise<number> {
  const simulator = await startSimulatorProcess(options.map(String));
  try {
    const { read, signIn, close } = readerOf(simulator);
    await signIn();
    const started = performance.now();
    const rows = await read(`/rest/v1.0/projects/310512/rfis?per_page=${rowsOfPage}`, true);
    const took = performance.now() - started;
    await close();
    if (rows !== pages * rowsOfPage) throw new Error(`${rows} rows were read`);
    const refused = await refusals(simulator.url);
    if (refused > 0) throw new Error(`${refused} requests got 429`);
    return took / bestMs;
  } finally {
    simulator.stop();
  }
}

async function refusals(url: string): Promise<number> {
  const state = (await (await fetch(`${url}/_simulator/state`)).json()) as {
    readonly outcomes: Readonly<Record<string, number>>;
  };
  return state.outcomes['GET 429'] ?? 0;
}
