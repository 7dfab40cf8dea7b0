import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs, styleText } from 'node:util';
import { root } from '../support/paths.ts';
import { runCommand } from '../support/runCommand.ts';
import type { Benchmark } from './benchmark.ts';
import { collectBenchmarks } from './collect.ts';
import { type Result, readmeWithResults } from './readmeTable.ts';

const usage = `npm run bench -- [--only NAME ...] [--json] [--markdown]

Measures what test/bench exports and prints a table; --json prints one JSON object and nothing else.
--markdown also writes the results into the table of README.md; what was not measured stays there.
`;

process.exitCode = await main();

async function main(): Promise<number> {
  const values = readOptions();
  if (values === undefined) return 2;
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  const all = await collectBenchmarks();
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
  if (values.markdown && !writeReadme(all, results)) return 1;
  if (values.json) console.log(JSON.stringify({ machine: machine(), results }));
  else console.log(styleText('dim', `on ${Object.values(machine()).join(', ')}`));
  return 0;
}

/** Whether the README has a table to be written. */
function writeReadme(all: readonly Benchmark[], results: readonly Result[]): boolean {
  const path = join(root, 'README.md');
  const { cpu, cores, node, platform } = machine();
  const on = `${cpu}, ${cores} ${cores === 1 ? 'core' : 'cores'}, Node ${node}, ${platform}`;
  const text = readmeWithResults(readFileSync(path, 'utf8'), all, results, on);
  if (text === undefined) console.error('README.md has no marks for the table of benchmarks.');
  else writeFileSync(path, text);
  return text !== undefined;
}

/** `undefined`: one of them is wrong, and a line has said which. */
function readOptions() {
  try {
    return parseArgs({
      options: {
        json: { type: 'boolean', default: false },
        markdown: { type: 'boolean', default: false },
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
