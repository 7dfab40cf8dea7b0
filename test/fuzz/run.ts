import { spawn } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../support/paths.ts';

const usage = `npm run fuzz -- [--factor N] [--grep TEXT]

Tries the properties of the .http language and of the diagnosis on N times as many random cases as npm test does (default 10,
together more than 100,000). A property that fails prints the smallest case found and the seed to repeat it.
`;

/** The tests of the pure rooms that ask how many cases to try. */
const properties = globSync('test/{httpFile,procore}/**/*.test.ts', { cwd: root }).filter(path =>
  readFileSync(join(root, path), 'utf8').includes('support/runs.ts'),
);

process.exitCode = await main();

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      factor: { type: 'string', default: '10' },
      grep: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  if (!(Number(values.factor) > 0)) {
    console.error(`--factor is a number, not ${values.factor}.`);
    return 2;
  }
  const mocha = join(root, 'node_modules/mocha/bin/mocha.js');
  const args = [
    ...['--require', './test/fuzz/countCases.ts', '--timeout', '1800000', '--reporter', 'dot'],
    ...(values.grep === undefined ? [] : ['--grep', values.grep]),
  ];
  return runNode([mocha, ...args, ...properties], { FUZZ_FACTOR: values.factor });
}

function runNode(args: readonly string[], env: Readonly<Record<string, string>>): Promise<number> {
  return new Promise(resolve => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.once('error', () => resolve(1));
    child.once('close', status => resolve(status ?? 1));
  });
}
