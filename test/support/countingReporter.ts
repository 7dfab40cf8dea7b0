import { format } from 'node:util';
import Mocha from 'mocha';
import { reportVariable, writeReport } from './report.ts';

const shared = globalThis as { procoreMeasured?: Record<string, number> };
shared.procoreMeasured ??= {};

/**
 * Numbers that a suite wants to hand over with its report. Kept on the global object, since each bundled
 * suite of the extension host has a copy of this module.
 */
export const measured: Record<string, number> = shared.procoreMeasured;

/** Marks the lines meant for people among all that an editor prints. */
export const lineMark = 'mocha| ';

/** Lets Mocha's reporters mark each line, for hosts whose console carries more than the suite's words. */
export function markLines(): void {
  Mocha.reporters.Base.consoleLog = (...parts: unknown[]) => {
    for (const line of format(...parts).split('\n')) console.log(lineMark + line);
  };
}

/** Mocha's reporter for people (`MOCHA_LOOK=dot` for a short one) and, beside it, the counts as a file for the runner. */
export default function CountingReporter(runner: Mocha.Runner, options: Mocha.MochaOptions): void {
  const Look = process.env['MOCHA_LOOK'] === 'dot' ? Mocha.reporters.Dot : Mocha.reporters.Spec;
  const { stats } = new Look(runner, options);
  runner.once('end', () => {
    const path = process.env[reportVariable];
    if (path)
      writeReport(path, {
        passed: stats.passes,
        failed: stats.failures,
        skipped: stats.pending,
        measured,
      });
  });
}
