import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** A test that failed, or a hook around some. */
export type Failure = Readonly<{ title: string; error: string }>;

/** What the tests of one file came to. */
export type FileReport = Readonly<{
  /** As Mocha was given it; empty for hooks around all suites. */
  file: string;
  passed: number;
  failed: number;
  skipped: number;
  failures: readonly Failure[];
}>;

/** What one suite came to. A skipped test counts as failed, because nobody knows whether it would pass. */
export type SuiteReport = Readonly<{
  passed: number;
  failed: number;
  skipped: number;
  /** Numbers seen on the way that a benchmark reports, by its name. */
  measured: Readonly<Record<string, number>>;
  files: readonly FileReport[];
  /** What nobody may overlook though all has passed, in lines for people. */
  remarks?: readonly string[];
}>;

/** The environment variable that names the file in which a suite leaves its report. */
export const reportVariable = 'PROCORE_TEST_REPORT';

export function writeReport(path: string, report: SuiteReport): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(report)}\n`);
}

/** The report in that file, or `undefined` when the suite never came to its end. */
export function readReport(path: string): SuiteReport | undefined {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as SuiteReport) : undefined;
}

export function forgetReport(path: string): void {
  rmSync(path, { force: true });
}

export type Counts = Readonly<{
  passed: number;
  failed: number;
  /** Why something counts as failed that no test says. */
  note?: string;
}>;

/** A suite without a report could not run, one that ran nothing proves nothing: each counts as one failed. */
export function countsOf(report: Pick<SuiteReport, 'passed' | 'failed' | 'skipped'> | undefined): Counts {
  if (!report) return { passed: 0, failed: 1, note: 'it could not run to its end' };
  const { passed, skipped } = report;
  const failed = report.failed + skipped;
  if (passed + failed === 0) return { passed: 0, failed: 1, note: 'it ran no test' };
  return skipped === 0
    ? { passed, failed }
    : { passed, failed, note: `${skipped} skipped, which count as failed` };
}
