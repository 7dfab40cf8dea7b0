import assert from 'node:assert/strict';
import { countsOf } from './report.ts';

describe('Counts of a suite', () => {
  const counts = (passed: number, failed: number, skipped: number) => {
    const { note: _, ...sum } = countsOf({ passed, failed, skipped });
    return sum;
  };

  it('are those of its report', () => assert.deepEqual(counts(5, 1, 0), { passed: 5, failed: 1 }));
  it('take a skipped test as failed', () => assert.deepEqual(counts(5, 0, 2), { passed: 5, failed: 2 }));
  it('take a suite without a test as failed', () =>
    assert.deepEqual(counts(0, 0, 0), { passed: 0, failed: 1 }));
  it('take a suite without a report as failed', () => assert.equal(countsOf(undefined).failed, 1));
});
