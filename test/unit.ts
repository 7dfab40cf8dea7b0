import { globSync } from 'node:fs';
import { styleText } from 'node:util';
import { type Attempt, filesToRepeat, sumOfAttempts } from './support/attempts.ts';
import { mochaSettings } from './support/mochaSettings.ts';
import { root } from './support/paths.ts';
import { reportVariable, writeReport } from './support/report.ts';
import { shareFiles, type TestProcess } from './support/shareFiles.ts';
import { startTestProcess } from './support/testProcess.ts';

/** Half of their time tests wait, for other processes or a limit: with two, the one works while the other waits. */
const processes = 2;

process.exitCode = await main();

/**
 * All unit tests and journeys, the files divided over two processes; a file that fails is run once more, alone and
 * in a process of its own.
 */
async function main(): Promise<number> {
  const files = globSync('test/**/*.test.ts', { cwd: root, exclude: mochaSettings.ignore }).sort();
  const first = await shareFiles(files, processes, startProcess, ({ report }) =>
    process.stdout.write(report !== undefined && report.failed + report.skipped === 0 ? '.' : '!'),
  );
  console.log();
  const second: Attempt[] = [];
  for (const file of filesToRepeat(first)) {
    console.log(styleText('yellow', `\nOnce more, alone: ${file}`));
    second.push(...(await shareFiles([file], 1, startProcess)));
  }
  const report = sumOfAttempts(first, second);
  const path = process.env[reportVariable];
  if (path) writeReport(path, report);
  return report.failed + report.skipped === 0 ? 0 : 1;
}

function startProcess(place: number): TestProcess {
  return startTestProcess(`${place}`, text => console.log(`\n${text}`));
}
