import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import type { Exchange } from '../../src/runner/exchange.ts';
import { readerOf } from '../support/listReader.ts';
import { startSimulatorProcess } from '../support/simulatorProcess.ts';
import type { Benchmark } from './benchmark.ts';

const cli = join(import.meta.dirname, '../../dist/cli.js');
const list = '/rest/v1.0/projects/310512/rfis';

export const benchmarks: readonly Benchmark[] = [
  { name: 'pages-speedup', unit: 'times', bar: '>= 6', holds: value => value >= 6, run: speedup },
  {
    name: 'million-rows-rss-mb',
    unit: 'MB',
    bar: '< 200',
    holds: value => value < 200,
    run: peakOfMillionRows,
  },
];

/** 200 pages of 100 rows with 50 ms of latency: one request after another over all pages of one. */
async function speedup(): Promise<number> {
  const pages = 200;
  const simulator = await startSimulatorProcess(['--rows', `${pages * 100}`, '--latency', '50']);
  try {
    const { read, close } = readerOf(simulator);
    await read(`${list}?per_page=100&page=1`, false);
    const started = performance.now();
    for (let page = 1; page <= pages; page += 1) await read(`${list}?per_page=100&page=${page}`, false);
    const between = performance.now();
    const rows = await read(`${list}?per_page=100`, true);
    const ended = performance.now();
    await close();
    if (rows !== pages * 100) throw new Error(`${rows} rows were read`);
    return (between - started) / (ended - between);
  } finally {
    simulator.stop();
  }
}

/** Peak of the resident memory of `procore-http run --all-pages --output`, as the kernel has it. */
async function peakOfMillionRows(): Promise<number> {
  const simulator = await startSimulatorProcess(['--rows', '1000000']);
  const folder = await mkdtemp(join(tmpdir(), 'procore-bench-'));
  try {
    const file = join(folder, 'rows.http');
    await writeFile(file, `# @company 4264807\nGET ${list}?per_page=500\n`);
    const child = spawn(
      process.execPath,
      [cli, 'run', file, '--env', 'simulator', '--all-pages', '--output', 'rows.jsonl', '--json'],
      {
        cwd: folder,
        env: { ...process.env, PROCORE_BASE_URL: simulator.url },
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    );
    const ended = once(child, 'exit').then(() => undefined);
    const told = once(createInterface(child.stdout), 'line');
    let peak = 0;
    while ((await Promise.race([ended, delay(100, 'running')])) !== undefined)
      peak = Math.max(peak, await peakMb(child.pid));
    const [line] = (await told) as [string];
    const { pagination } = JSON.parse(line) as Pick<Exchange, 'pagination'>;
    if (pagination?.rowsRead !== 1_000_000) throw new Error(`${pagination?.rowsRead} rows were read`);
    return peak;
  } finally {
    simulator.stop();
    await rm(folder, { recursive: true });
  }
}

/** Of a running process; NaN where the kernel does not tell, as on other systems than Linux. */
async function peakMb(pid: number | undefined): Promise<number> {
  // It may have ended since anybody looked.
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(error => {
    if (process.platform === 'linux') return 'VmHWM: 0';
    throw error;
  });
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}
