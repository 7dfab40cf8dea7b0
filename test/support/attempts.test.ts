import assert from 'node:assert/strict';
import { type Attempt, filesToRepeat, sumOfAttempts } from './attempts.ts';
import type { FileReport } from './report.ts';

const picture = 'build/screenshots/failed-signs-in.png';
const failure = {
  title: 'Signing in signs in',
  error: `TimeoutError: the dialog does not come\nSeen on page 1 (${picture}): Procore`,
};

function attempt(file: string, counts: Partial<FileReport> = {}): Attempt {
  const failures = counts.failed === undefined ? [] : Array.from({ length: counts.failed }, () => failure);
  return { file, report: { file, passed: 3, failed: 0, skipped: 0, failures, ...counts } };
}
const ended: Attempt = { file: 'gone.test.ts', report: undefined };

describe('A second attempt', () => {
  it('is made for files with a failed test and for those that did not come to their end', () =>
    assert.deepEqual(
      filesToRepeat([attempt('good.test.ts'), attempt('bad.test.ts', { passed: 2, failed: 1 }), ended]),
      ['bad.test.ts', 'gone.test.ts'],
    ));

  it('is not made for a skipped test, which counts as failed', () => {
    const skipped = attempt('some.test.ts', { skipped: 1 });
    assert.deepEqual(filesToRepeat([skipped]), []);
    assert.equal(sumOfAttempts([skipped], []).skipped, 1);
  });

  it('counts for its file, and each test counts once', () => {
    const first = [attempt('good.test.ts'), attempt('bad.test.ts', { passed: 2, failed: 1 })];
    const { passed, failed } = sumOfAttempts(first, [attempt('bad.test.ts')]);
    assert.deepEqual([passed, failed], [6, 0]);
  });

  it('leaves a record of what passed only then, with its first error and the picture', () => {
    const first = [attempt('bad.test.ts', { passed: 2, failed: 1 }), ended];
    assert.deepEqual(sumOfAttempts(first, [attempt('bad.test.ts'), attempt('gone.test.ts')]).remarks, [
      `passed only on the second attempt: bad.test.ts: Signing in signs in: TimeoutError: the dialog does not come; ${picture}`,
      'passed only on the second attempt: gone.test.ts: it could not run to its end',
    ]);
  });

  it('leaves the case for which a property failed', () => {
    const error =
      'Error: Property failed after 7 tests\n{ seed: -5, path: "6:0", endOnFailure: true }\nCounterexample: ["a"]\nShrunk 1 time(s)';
    const first = [
      attempt('any.test.ts', { passed: 2, failed: 1, failures: [{ title: 'Any text', error }] }),
    ];
    assert.deepEqual(sumOfAttempts(first, [attempt('any.test.ts')]).remarks, [
      'passed only on the second attempt: any.test.ts: Any text: Error: Property failed after 7 tests; { seed: -5, path: "6:0", endOnFailure: true }; Counterexample: ["a"]',
    ]);
  });

  it('fails the suite where it fails again, and then nothing is said to have passed', () => {
    const broken = attempt('bad.test.ts', { passed: 2, failed: 1 });
    const { passed, failed, remarks } = sumOfAttempts([broken], [broken]);
    assert.deepEqual([passed, failed, remarks], [2, 1, undefined]);
  });

  it('fails the suite where it does not come to its end, or runs fewer tests than the first', () => {
    const first = [attempt('bad.test.ts', { passed: 2, failed: 1 })];
    assert.equal(sumOfAttempts(first, [{ file: 'bad.test.ts', report: undefined }]).failed, 1);
    const shorter = attempt('bad.test.ts', { passed: 1 });
    assert.deepEqual(sumOfAttempts(first, [shorter]).failed, 1);
  });

  it('fails the suite where it was never made', () => {
    const { passed, failed } = sumOfAttempts([ended], []);
    assert.deepEqual([passed, failed], [0, 1]);
  });
});
