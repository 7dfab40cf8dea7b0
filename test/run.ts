import { spawn } from 'node:child_process';
import { join, relative } from 'node:path';
import { styleText } from 'node:util';
import { buildOutput, root } from './support/paths.ts';
import {
  type Counts,
  countsOf,
  forgetReport,
  readReport,
  reportVariable,
  type SuiteReport,
} from './support/report.ts';

const usage = `npm test [-- SUITE ...]

Runs every suite, or those named: types, lint, build, unit, editor, ui. The last line is the sum:
N passed, N failed. A skipped test counts as failed, and so does a suite that could not run.
`;

/** What a suite came to, what is to be read though it may have passed, and what failed in it. */
type Outcome = Counts & Readonly<{ remarks?: readonly string[]; failures: readonly string[] }>;

type Suite = Readonly<{
  name: string;
  about: string;
  /** What Node is to run. */
  command: readonly string[];
  /** Whether it leaves a report with counts; otherwise it is one test, passed when it exits with 0. */
  counts: boolean;
}>;

const bin = (path: string) => join(root, 'node_modules', path);

const suites: readonly Suite[] = [
  { name: 'types', about: 'TypeScript', command: [bin('typescript/bin/tsc'), '--noEmit'], counts: false },
  {
    name: 'lint',
    about: 'Format, lint and the import rule',
    command: [bin('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings'],
    counts: false,
  },
  { name: 'build', about: 'Bundles', command: ['esbuild.mjs'], counts: false },
  { name: 'unit', about: 'Unit and journeys', command: ['test/unit.ts'], counts: true },
  { name: 'editor', about: 'Extension host', command: ['test/editor/run.ts'], counts: true },
  { name: 'ui', about: 'Packaged extension in the workbench', command: ['test/ui/run.ts'], counts: true },
];

process.exitCode = await main(process.argv.slice(2));

async function main(names: readonly string[]): Promise<number> {
  if (names.includes('--help')) {
    process.stdout.write(usage);
    return 0;
  }
  const unknown = names.find(name => !suites.some(suite => suite.name === name));
  if (unknown !== undefined) {
    console.error(`There is no suite ${unknown}. They are: ${suites.map(({ name }) => name).join(', ')}.`);
    return 2;
  }
  let passed = 0;
  let failed = 0;
  const remarks: string[] = [];
  const failures: string[] = [];
  for (const suite of suites.filter(({ name }) => names.length === 0 || names.includes(name))) {
    const counts = await runSuite(suite);
    passed += counts.passed;
    failed += counts.failed;
    remarks.push(...(counts.remarks ?? []));
    failures.push(...counts.failures);
  }
  for (const remark of remarks) console.log(styleText(['yellow', 'bold'], remark));
  // Once more at the end: of a long output often only that is kept.
  for (const failure of failures) console.log(styleText('red', `failed: ${failure}`));
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

async function runSuite(suite: Suite): Promise<Outcome> {
  const began = performance.now();
  console.log(styleText('bold', `\n── ${suite.about} (npm test -- ${suite.name})`));
  const report = join(buildOutput, `report-${suite.name}.json`);
  forgetReport(report);
  const status = await runNode(suite.command, { [reportVariable]: report });
  const left = suite.counts ? readReport(report) : undefined;
  const counts: Counts = suite.counts
    ? countsOf(left)
    : status === 0
      ? { passed: 1, failed: 0 }
      : { passed: 0, failed: 1, note: `it ended with exit status ${status}` };
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`── ${suite.name}: ${counts.passed} passed, ${counts.failed} failed, ${seconds} s`);
  if (counts.note) console.log(styleText('red', `   ${counts.note}; see above`));
  return {
    ...counts,
    failures: failuresOf(suite.name, counts, left),
    ...(left?.remarks ? { remarks: left.remarks } : {}),
  };
}

function failuresOf(suite: string, counts: Counts, left: SuiteReport | undefined): readonly string[] {
  if (counts.failed === 0) return [];
  const named = (left?.files ?? []).flatMap(({ file, failures }) =>
    failures.map(
      ({ title, error }) => `${suite}: ${relative(root, file)}: ${title}: ${error.slice(0, 1000)}`,
    ),
  );
  return named.length > 0 ? named : [`${suite}: ${counts.note ?? 'see above'}`];
}

function runNode(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number | null> {
  return new Promise(resolve => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.once('error', () => resolve(null));
    child.once('close', resolve);
  });
}
