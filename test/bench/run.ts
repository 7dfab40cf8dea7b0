import { globSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs, styleText } from 'node:util';
import { root } from '../support/paths.ts';
import { runCommand } from '../support/runCommand.ts';
import type { Benchmark } from './benchmark.ts';

const usage = `npm run bench -- [--only NAME ...] [--json]

Measures what test/bench exports and prints a table; --json prints one JSON object and nothing else.
`;

type Result = Readonly<{
  name: string;
  /** null where it could not be measured on this machine. */
  value: number | null;
  unit: string;
  bar: string;
  holds: boolean;
}>;

process.exitCode = await main();

async function main(): Promise<number> {
  const values = readOptions();
  if (values === undefined) return 2;
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  const all = await collect();
  const unknown = values.only?.find(name => !all.some(benchmark => benchmark.name === name));
  if (unknown !== undefined) {
    console.error(`There is no benchmark ${unknown}. They are: ${all.map(({ name }) => name).join(', ')}.`);
    return 2;
  }
  const built = await runCommand(process.execPath, ['esbuild.mjs'], { cwd: root });
  if (built.status !== 0) console.error(built.output);
  const results: Result[] = [];
  for (const benchmark of all.filter(({ name }) => values.only?.includes(name) ?? true)) {
    const result = await measure(benchmark);
    results.push(result);
    if (!values.json) console.log(row(result));
  }
  if (values.json) console.log(JSON.stringify({ machine: machine(), results }));
  else console.log(styleText('dim', `on ${Object.values(machine()).join(', ')}`));
  return 0;
}

/** `undefined`: one of them is wrong, and a line has said which. */
function readOptions() {
  try {
    return parseArgs({
      options: {
        json: { type: 'boolean', default: false },
        only: { type: 'string', multiple: true },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    console.error(
      `${error instanceof Error ? error.message.split('. ')[0] : error}. ${usage.split('\n')[0]}`,
    );
    return undefined;
  }
}

async function collect(): Promise<readonly Benchmark[]> {
  const files = globSync('*.ts', { cwd: import.meta.dirname }).filter(file => file !== 'run.ts');
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

async function measure({ name, unit, bar, holds, run }: Benchmark): Promise<Result> {
  try {
    const value = await run();
    return { name, value, unit, bar, holds: holds(value) };
  } catch (error) {
    console.error(`${name} could not be measured: ${error instanceof Error ? error.message : error}`);
    return { name, value: null, unit, bar, holds: false };
  }
}

function row({ name, value, unit, bar, holds }: Result): string {
  const shown =
    value === null ? 'not measured' : `${Number(value.toPrecision(4)).toLocaleString('en')} ${unit}`;
  const verdict = holds ? styleText('green', 'holds') : styleText('red', 'MISSED');
  return `${name.padEnd(32)} ${shown.padStart(18)}   bar ${bar.padEnd(14)} ${verdict}`;
}

function machine(): Readonly<{ cpu: string; cores: number; node: string; platform: string }> {
  const cores = cpus();
  return {
    cpu: cores[0]?.model.trim() ?? 'unknown',
    cores: cores.length,
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
  };
}
