import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { buildOutput, root } from './paths.ts';
import { forgetReport, readReport } from './report.ts';
import type { TestProcess } from './shareFiles.ts';

/** The file to run, relative to the root or absolute, and where its report goes. */
export type FileOrder = Readonly<{ file: string; report: string }>;

/** What the tests of a file have to say to people; empty where all of them passed. */
export type FileEnd = Readonly<{ text: string }>;

/** A real process. `name` tells its report from those of others that run beside it. */
export function startTestProcess(name: string, say: (text: string) => void): TestProcess {
  const report = join(buildOutput, `report-unit-${name}.json`);
  const child = fork(join(import.meta.dirname, 'runFiles.ts'), { cwd: root });
  const gone = new Promise<void>(resolve => child.once('exit', () => resolve()));
  const isGone = () => child.exitCode !== null || child.signalCode !== null || !child.connected;
  return {
    isGone,
    async run(file) {
      forgetReport(report);
      const order: FileOrder = { file, report };
      child.send(order);
      const end = await Promise.race([answerOf(child), gone]);
      if (end === undefined)
        say(`${file}: its process ended on the way (${child.exitCode ?? child.signalCode}).`);
      else if (end.text !== '') say(`${file}\n${end.text}`);
      return readReport(report);
    },
    async end() {
      if (child.connected) child.disconnect();
      await gone;
    },
  };
}

function answerOf(child: ChildProcess): Promise<FileEnd> {
  return new Promise(resolve => child.once('message', (end: FileEnd) => resolve(end)));
}
