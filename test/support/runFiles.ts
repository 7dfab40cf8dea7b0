import { join, resolve } from 'node:path';
import { format, inspect } from 'node:util';
import Mocha from 'mocha';
import { mochaSettings } from './mochaSettings.ts';
import { root } from './paths.ts';
import { reportVariable } from './report.ts';
import type { FileEnd, FileOrder } from './testProcess.ts';

/** The process at the other end of `startTestProcess`: runs one file after another, each in a Mocha of its own. */
const { timeout, forbidOnly } = mochaSettings;
const reporter = join(import.meta.dirname, 'countingReporter.ts');

process.on('message', (order: FileOrder) => {
  void run(order).then(end => process.send?.(end));
});

async function run({ file, report }: FileOrder): Promise<FileEnd> {
  const lines: string[] = [];
  Mocha.reporters.Base.consoleLog = (...parts: unknown[]) => lines.push(format(...parts));
  process.env[reportVariable] = report;
  const mocha = new Mocha({ timeout, forbidOnly, reporter });
  mocha.addFile(resolve(root, file));
  try {
    await mocha.loadFilesAsync();
    const failures = await new Promise<number>(resolveFailures => mocha.run(resolveFailures));
    return { text: failures === 0 ? '' : lines.join('\n') };
  } catch (error) {
    return { text: inspect(error) };
  } finally {
    mocha.dispose();
  }
}
