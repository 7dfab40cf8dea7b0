import { countsOf, type Failure, type FileReport, type SuiteReport } from './report.ts';

/**
 * One run of the tests of one file. Without a report the run never came to its end: an editor did not start, the
 * process crashed or hung.
 */
export type Attempt = Readonly<{ file: string; report: FileReport | undefined }>;

/** Of a run of that file alone. What a hook around all suites came to counts for it, though it stands in no file. */
export function attemptOf(file: string, report: SuiteReport | undefined): Attempt {
  if (report === undefined) return { file, report };
  const { passed, failed, skipped, files } = report;
  return { file, report: { file, passed, failed, skipped, failures: files.flatMap(each => each.failures) } };
}

/**
 * The files to run once more, in a fresh editor or process. A browser on a loaded machine drops a click now and
 * then, and that must not refuse a change which has nothing to do with it. A test that is broken fails both times.
 * A skipped test is no accident: it counts as failed at once.
 */
export function filesToRepeat(first: readonly Attempt[]): readonly string[] {
  return first.filter(({ report }) => report === undefined || report.failed > 0).map(({ file }) => file);
}

/**
 * The suite as a whole: a file counts by its second attempt where it had one. That a test has passed only then is
 * written down with its first error, so that the cause is looked for.
 */
export function sumOfAttempts(
  first: readonly Attempt[],
  second: readonly Attempt[],
  measured: SuiteReport['measured'] = {},
): SuiteReport {
  const files: FileReport[] = [];
  const remarks: string[] = [];
  for (const attempt of first) {
    const again = second.find(({ file }) => file === attempt.file);
    const counted = again === undefined ? completed(attempt) : countedAgain(attempt, again);
    files.push(counted);
    if (again !== undefined && counted.failed + counted.skipped === 0) remarks.push(...remarksOn(attempt));
  }
  const sum = (count: 'passed' | 'failed' | 'skipped') =>
    files.reduce((total, file) => total + file[count], 0);
  return {
    passed: sum('passed'),
    failed: sum('failed'),
    skipped: sum('skipped'),
    measured,
    files,
    ...(remarks.length === 0 ? {} : { remarks }),
  };
}

/** A file that left no report counts as one failed test. */
function completed({ file, report }: Attempt): FileReport {
  if (report !== undefined && report.passed + report.failed + report.skipped > 0) return report;
  const error = countsOf(report).note ?? '';
  return { file, passed: 0, failed: 1, skipped: 0, failures: [{ title: file, error }] };
}

/** One that runs fewer tests than before has not shown that those pass which it left out. */
function countedAgain({ file, report }: Attempt, again: Attempt): FileReport {
  const counted = completed(again);
  const missing = (report?.passed ?? 0) - counted.passed;
  if (counted.failed + counted.skipped > 0 || missing <= 0) return counted;
  const error = `${missing} tests passed at the first attempt that did not run at the second`;
  return { ...counted, failed: 1, failures: [{ title: file, error }] };
}

const loud = 'passed only on the second attempt';

function remarksOn({ file, report }: Attempt): readonly string[] {
  if (report === undefined) return [`${loud}: ${file}: it could not run to its end`];
  return report.failures.map(failure => `${loud}: ${file}: ${failure.title}: ${shortOf(failure)}`);
}

/** The first line of the error, the case that a property failed for, and the picture of what was shown then. */
function shortOf({ error }: Failure): string {
  const lines = error.split('\n').map(line => line.trim());
  const first = lines.find(line => line !== '') ?? 'it says nothing';
  const cases = lines
    .filter(line => /^(\{ seed: |Counterexample: )/.test(line))
    .map(line => line.slice(0, 500));
  const pictures = new Set(error.match(/[\w./-]+\.png\b/g));
  return [first, ...cases, ...pictures].join('; ');
}
