import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { startJsonServer } from '../support/jsonServerProcess.ts';
import { root } from '../support/paths.ts';
import { type Benchmark, median } from './benchmark.ts';

/** Our command against httpYac's, which print as they do unasked, on the Node that runs this. */
export const benchmarks: readonly Benchmark[] = [
  {
    name: 'file-vs-httpyac',
    unit: 'times',
    bar: '>= 10',
    holds: value => value >= 10,
    run: () => withFolder(perRequest),
  },
  {
    name: 'cold-vs-httpyac',
    unit: 'ratio',
    bar: '< 0.4',
    holds: value => value < 0.4,
    run: () => withFolder(cold),
  },
];

const commands = {
  ours: (file: string) => [join(root, 'dist/cli.js'), 'run', file],
  httpYac: (file: string) => [join(root, 'node_modules/httpyac/bin/httpyac.js'), 'send', file, '--all'],
} as const;

type Command = keyof typeof commands;

const many = 200;

const turns: readonly Command[] = ['ours', 'ours', 'ours', 'httpYac', 'ours', 'ours', 'ours'];

/**
 * What one of many requests of a file takes longer in httpYac: a file of many less a file of one. Ours goes more often,
 * since what else the machine does is a larger part of its tenth of the time.
 */
async function perRequest(folder: string, origin: string): Promise<number> {
  const one = await requestFile(folder, origin, 1);
  const all = await requestFile(folder, origin, many);
  const spent: Record<Command, number[]> = { ours: [], httpYac: [] };
  for (let round = 0; round < 12; round += 1) {
    for (const command of turns) {
      const start = await timed(command, one);
      spent[command].push((await timed(command, all)) - start);
    }
  }
  return median(spent.httpYac) / median(spent.ours);
}

/** Wall time of one request from a start of the command to its end, ours over httpYac's. */
async function cold(folder: string, origin: string): Promise<number> {
  const file = await requestFile(folder, origin, 1);
  const ratios: number[] = [];
  for (let round = 0; round < 10; round += 1) {
    const ours = await timed('ours', file);
    ratios.push(ours / (await timed('httpYac', file)));
  }
  return median(ratios);
}

async function withFolder(measure: (folder: string, origin: string) => Promise<number>): Promise<number> {
  const server = await startJsonServer();
  const folder = await mkdtemp(join(tmpdir(), 'procore-bench-'));
  try {
    return await measure(folder, server.origin);
  } finally {
    server.stop();
    await rm(folder, { recursive: true });
  }
}

async function requestFile(folder: string, origin: string, count: number): Promise<string> {
  const path = join(folder, `${count}.http`);
  const requests = Array.from(
    { length: count },
    (_, index) => `### Page ${index + 1}\nGET ${origin}/rest/v1.0/projects?page=${index + 1}\n`,
  );
  await writeFile(path, requests.join('\n'));
  return path;
}

/** In ms. What is printed is read, as a terminal does. */
async function timed(command: Command, file: string): Promise<number> {
  const started = performance.now();
  const child = spawn(process.execPath, commands[command](basename(file)), {
    // httpYac finds no files outside of the folder that it runs in.
    cwd: dirname(file),
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  child.stdout.resume();
  const [status] = (await once(child, 'close')) as [number | null];
  if (status !== 0) throw new Error(`${command} ended with status ${status}`);
  return performance.now() - started;
}
