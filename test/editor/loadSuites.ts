import { globSync } from 'node:fs';
import { basename } from 'node:path';
import Mocha from 'mocha';
import CountingReporter, { markLines } from '../support/countingReporter.ts';
import { deadlines } from '../support/deadlines.ts';
import { tellMore } from '../support/tellMore.ts';
import { onlyVariable } from './onlyVariable.ts';
import { seen } from './suite/seen.ts';

/** What the extension host calls: runs the bundled suites beside this file and rejects when one failed. */
export function run(): Promise<void> {
  markLines();
  const mocha = new Mocha({
    ui: 'bdd',
    color: true,
    timeout: deadlines.test,
    forbidOnly: true,
    reporter: CountingReporter as unknown as Mocha.ReporterConstructor,
    ...(process.env['MOCHA_GREP'] ? { grep: process.env['MOCHA_GREP'] } : {}),
  });
  const only = process.env[onlyVariable];
  for (const file of globSync('**/*.test.js', { cwd: import.meta.dirname }).sort())
    if (!only || only === basename(file, '.js')) mocha.addFile(`${import.meta.dirname}/${file}`);
  return new Promise((resolve, reject) => {
    const runner = mocha.run(failures =>
      failures === 0 ? resolve() : reject(new Error(`${failures} failed`)),
    );
    // At once: the hooks that follow close everything.
    runner.on('fail', (_test, error: unknown) => {
      if (error instanceof Error) tellMore(error, seen());
    });
  });
}
