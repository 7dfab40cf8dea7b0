import { type Attempt, attemptOf } from './attempts.ts';
import type { SuiteReport } from './report.ts';

/** A process that runs the tests of one file after another. */
export type TestProcess = Readonly<{
  /** `undefined`: it went, or could not load the file; it may be asked for another one only after `isGone` was false. */
  run(file: string): Promise<SuiteReport | undefined>;
  isGone(): boolean;
  /** Resolves when it has gone, which it does once nothing that a test opened is left. */
  end(): Promise<void>;
}>;

/**
 * The tests of all files, each file in whichever process is free. A process that goes on the way is replaced, and
 * only the file that it was running has no report. Of those at work each has a place, counted from 0. The attempts are
 * in the order of the files.
 */
export async function shareFiles(
  files: readonly string[],
  processes: number,
  start: (place: number) => TestProcess,
  ended: (attempt: Attempt) => void = () => {},
): Promise<readonly Attempt[]> {
  const attempts = new Map<string, Attempt>();
  const left = files.values();

  async function runSome(place: number): Promise<void> {
    let own: TestProcess | undefined;
    for (const file of left) {
      if (own === undefined || own.isGone()) own = start(place);
      const attempt = attemptOf(file, await own.run(file));
      attempts.set(file, attempt);
      ended(attempt);
    }
    await own?.end();
  }

  await Promise.all(Array.from({ length: processes }, (_, place) => runSome(place)));
  return files.flatMap(file => attempts.get(file) ?? []);
}
