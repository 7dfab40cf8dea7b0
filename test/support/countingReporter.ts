import { format } from 'node:util';
import Mocha from 'mocha';
import { type FileReport, reportVariable, writeReport } from './report.ts';

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
  const ended: { readonly of: Mocha.Runnable; readonly as: 'passed' | 'failed' | 'skipped' }[] = [];
  const errors = new Map<Mocha.Runnable, unknown>();
  runner.on('pass', of => ended.push({ of, as: 'passed' }));
  runner.on('pending', of => ended.push({ of, as: 'skipped' }));
  runner.on('fail', (of, error: unknown) => {
    ended.push({ of, as: 'failed' });
    errors.set(of, error);
  });
  runner.once('end', () => {
    const path = process.env[reportVariable];
    if (!path) return;
    const files = [...new Set(ended.map(({ of }) => fileOf(of)))].map((file): FileReport => {
      const own = ended.filter(({ of }) => fileOf(of) === file);
      const count = (as: string) => own.filter(each => each.as === as).length;
      // Only now: what was seen is added to an error after it was thrown.
      const failures = own
        .filter(({ as }) => as === 'failed')
        .map(({ of }) => ({ title: of.fullTitle(), error: textOf(errors.get(of)) }));
      return { file, passed: count('passed'), failed: count('failed'), skipped: count('skipped'), failures };
    });
    writeReport(path, {
      passed: stats.passes,
      failed: stats.failures,
      skipped: stats.pending,
      measured,
      files,
    });
  });
}

/** Hooks around all suites stand in none. */
function fileOf({ file = '' }: Mocha.Runnable): string {
  return file;
}

function textOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
