import { join, relative } from 'node:path';
import { styleText } from 'node:util';
import { type Attempt, attemptOf, filesToRepeat, sumOfAttempts } from './support/attempts.ts';
import { buildOutput, root } from './support/paths.ts';
import { forgetReport, readReport, reportVariable, type SuiteReport, writeReport } from './support/report.ts';
import { runCommand } from './support/runCommand.ts';

process.exitCode = await main();

/** All unit tests and journeys in one process; a file that fails is run once more, in a process of its own. */
async function main(): Promise<number> {
  const whole = await run(['test/**/*.test.ts']);
  if (whole === undefined) {
    console.log(styleText('red', 'The run did not come to its end.'));
    return 1;
  }
  const first = whole.files.map((report): Attempt => ({ file: relative(root, report.file), report }));
  const second: Attempt[] = [];
  for (const file of filesToRepeat(first).filter(each => each !== '')) {
    console.log(styleText('yellow', `\nOnce more, alone: ${file}`));
    second.push(attemptOf(file, await run([file])));
  }
  const report = sumOfAttempts(first, second, whole.measured);
  const path = process.env[reportVariable];
  if (path) writeReport(path, report);
  return report.failed + report.skipped === 0 ? 0 : 1;
}

async function run(files: readonly string[]): Promise<SuiteReport | undefined> {
  const path = join(buildOutput, 'report-unit-run.json');
  forgetReport(path);
  await runCommand(
    process.execPath,
    [
      join(root, 'node_modules/mocha/bin/mocha.js'),
      '--reporter',
      './test/support/countingReporter.ts',
      ...files,
    ],
    { cwd: root, env: { ...process.env, [reportVariable]: path, MOCHA_LOOK: 'dot' }, show: true },
  );
  return readReport(path);
}
