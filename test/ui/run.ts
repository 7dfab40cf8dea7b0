import { globSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs, styleText } from 'node:util';
import { type Attempt, attemptOf, filesToRepeat, sumOfAttempts } from '../support/attempts.ts';
import { deadlines } from '../support/deadlines.ts';
import { makePackage } from '../support/package.ts';
import { buildOutput, root } from '../support/paths.ts';
import { forgetReport, readReport, reportVariable, writeReport } from '../support/report.ts';
import { runCommand } from '../support/runCommand.ts';

const usage = `npm run test:ui -- [FILE ...] [--grep TEXT]

Packs the extension and runs the suites of test/ui against the VSIX in a real workbench, each file in one of
its own. FILE is a part of a file's name; without any, all of them. A file that fails is run once more, alone,
after the others: what passes only then is said at the end, with what failed at first.
`;

process.exitCode = await main().catch(error => {
  console.error(error instanceof Error ? error.message : error);
  return 1;
});

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { grep: { type: 'string' }, help: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  const files = globSync('test/ui/*.test.ts', { cwd: root })
    .sort()
    .filter(file => positionals.length === 0 || positionals.some(part => file.includes(part)));
  if (files.length === 0) throw new Error(`No file of test/ui is called ${positionals.join(' or ')}.`);
  const vsix = await makePackage();
  const first = await runFiles(files, vsix, values.grep);
  const toRepeat = filesToRepeat(first);
  if (toRepeat.length > 0)
    console.log(styleText('yellow', `\nOnce more, each alone: ${toRepeat.join(', ')}`));
  const report = sumOfAttempts(first, await runFiles(toRepeat, vsix, values.grep));
  for (const remark of report.remarks ?? []) console.log(styleText(['yellow', 'bold'], remark));
  const path = process.env[reportVariable];
  if (path) writeReport(path, report);
  console.log(`${report.passed} passed, ${report.failed + report.skipped} failed`);
  return report.failed + report.skipped === 0 ? 0 : 1;
}

/** Those in which a test was to run. */
async function runFiles(
  files: readonly string[],
  vsix: string,
  grep: string | undefined,
): Promise<readonly Attempt[]> {
  const attempts: Attempt[] = [];
  for (const file of files) attempts.push(await runFile(file, vsix, grep));
  return grep === undefined
    ? attempts
    : attempts.filter(({ report }) => report === undefined || report.passed + report.failed > 0);
}

async function runFile(file: string, vsix: string, grep: string | undefined): Promise<Attempt> {
  const reportPath = join(buildOutput, 'report-ui-file.json');
  forgetReport(reportPath);
  await runCommand(
    process.execPath,
    [
      join(root, 'node_modules/mocha/bin/mocha.js'),
      ...['--no-config', '--forbid-only', '--exit', '--timeout', String(deadlines.test), '--slow', '20000'],
      ...['--reporter', './test/support/countingReporter.ts', ...(grep ? ['--grep', grep] : [])],
      file,
    ],
    {
      cwd: root,
      env: { ...process.env, PROCORE_VSIX: vsix, [reportVariable]: reportPath },
      show: true,
      timeout: deadlines.file,
    },
  );
  const report = readReport(reportPath);
  if (report === undefined) console.log(styleText('red', `${file} did not come to its end.`));
  return attemptOf(file, report);
}
