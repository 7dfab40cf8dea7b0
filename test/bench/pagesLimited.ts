import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { parseHttpFile } from '../../src/httpFile/parser.ts';
import { signInFromEnvironment } from '../../src/oauth/fromEnvironment.ts';
import { simulatorEnvironment } from '../../src/procore/environments.ts';
import { createRunner } from '../../src/runner/run.ts';
import type { RunJob } from '../../src/runner/runner.ts';

const pages = 200;
const rowsOfPage = 100;
const latencyMs = 50;
const spike = { limit: 25, lengthMs: 10_000 };
const hourlyLimit = 3600;

export const benchmarks = [
  {
    name: 'pages-limited',
    unit: 'of the best time',
    bar: '<= 1.1, no 429',
    holds: (value: number) => value <= 1.1,
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
  const simulator = await startSimulator();
  try {
    const environment = simulatorEnvironment(simulator.url);
    const getToken = signInFromEnvironment({
      env: { PROCORE_CLIENT_ID: simulator.clientId, PROCORE_CLIENT_SECRET: simulator.clientSecret },
      environment,
      now: Date.now,
      transport: (url, init) => fetch(url, init),
    });
    if (getToken === undefined) throw new Error('there is no way to sign in');
    const runner = createRunner({
      clock: { now: Date.now, sleep: (milliseconds, signal) => delay(milliseconds, undefined, { signal }) },
      random: Math.random,
      getToken,
      catalog: () => Promise.reject(new Error('nothing should fail')),
      readBodyFile: () => Promise.reject(new Error('no body file')),
      confirmSend: () => Promise.resolve(true),
    });
    const file = parseHttpFile(
      `# @company 4264807\nGET /rest/v1.0/projects/310512/rfis?per_page=${rowsOfPage}\n`,
    );
    const [request] = file.requests;
    if (request === undefined) throw new Error('the benchmark has no request');
    const job: RunJob = {
      file,
      fileName: 'bench.http',
      request,
      environment,
      environments: [environment],
      values: { overrides: {}, host: {}, processEnv: {} },
      allPages: true,
      timeoutMs: undefined,
    };
    const { signal } = new AbortController();
    await getToken(environment.name, { signal });
    const started = performance.now();
    const { pagination, error } = await runner.run(job, signal);
    const took = performance.now() - started;
    await runner.close();
    if (error !== null || pagination?.rowsRead !== pages * rowsOfPage)
      throw new Error(error?.message ?? `${pagination?.rowsRead} rows were read`);
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

async function startSimulator() {
  const cli = join(import.meta.dirname, '../../dist/cli.js');
  const options = [
    ['--rows', pages * rowsOfPage],
    ['--latency', latencyMs],
    ['--spike-limit', spike.limit],
    ['--hourly-limit', hourlyLimit],
  ].flat();
  const child = spawn(process.execPath, [cli, 'simulate', '--json', ...options.map(String)], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const { url, clientId, clientSecret } = JSON.parse(line) as Readonly<
    Record<'url' | 'clientId' | 'clientSecret', string>
  >;
  return { url, clientId, clientSecret, stop: () => child.kill() };
}
