import { globSync } from 'node:fs';
import Mocha from 'mocha';
import CountingReporter, { markLines } from '../support/countingReporter.ts';

/** What the extension host calls: runs every bundled suite beside this file and rejects when one failed. */
export function run(): Promise<void> {
  markLines();
  const mocha = new Mocha({
    ui: 'bdd',
    color: true,
    timeout: 20_000,
    forbidOnly: true,
    reporter: CountingReporter as unknown as Mocha.ReporterConstructor,
    ...(process.env['MOCHA_GREP'] ? { grep: process.env['MOCHA_GREP'] } : {}),
  });
  for (const file of globSync('**/*.test.js', { cwd: import.meta.dirname }).sort())
    mocha.addFile(`${import.meta.dirname}/${file}`);
  return new Promise((resolve, reject) => {
    mocha.run(failures => (failures === 0 ? resolve() : reject(new Error(`${failures} failed`))));
  });
}
