import { deepEqual } from 'node:assert/strict';
import { nothingYet, type ProgressNow, progressAfter, reportsAt } from '../../src/runner/progressNow.ts';
import type { Progress } from '../../src/runner/runner.ts';

const sending: Progress = { kind: 'sending', attempt: 1 };
const waiting: Progress = { kind: 'waiting', reason: 'the limit is used up', milliseconds: 9000 };
const page: Progress = { kind: 'page', pagesRead: 25, rowsRead: 250, total: 450, pages: 45 };

/** What is shown after reports at these times, and later still. */
function shown(reports: readonly (readonly [number, Progress])[], at: number): readonly Progress[] {
  const now = reports.reduce<ProgressNow>(
    (before, [when, next]) => progressAfter(before, next, when),
    nothingYet,
  );
  return reportsAt(now, at);
}

describe('what a person sees of a request that runs', () => {
  it('is the last step', () =>
    deepEqual(
      shown(
        [
          [0, sending],
          [1, page],
        ],
        2,
      ),
      [page],
    ));

  it('is what is left of a wait', () => {
    deepEqual(
      shown(
        [
          [0, sending],
          [1000, waiting],
        ],
        3000,
      ),
      [{ ...waiting, milliseconds: 7000 }],
    );
  });

  it('is the wait and the pages that still arrive meanwhile', () => {
    deepEqual(
      shown(
        [
          [0, waiting],
          [50, page],
        ],
        2000,
      ),
      [page, { ...waiting, milliseconds: 7000 }],
    );
    deepEqual(
      shown(
        [
          [0, page],
          [50, waiting],
        ],
        2050,
      ),
      [page, { ...waiting, milliseconds: 7000 }],
    );
  });

  it('is no body that went out before a wait', () => {
    const sent: Progress = { kind: 'sent', bytes: 9, total: 9 };
    deepEqual(
      shown(
        [
          [0, sent],
          [1000, waiting],
        ],
        3000,
      ),
      [{ ...waiting, milliseconds: 7000 }],
    );
  });

  it('is no wait that is over', () => {
    deepEqual(
      shown(
        [
          [0, waiting],
          [50, page],
        ],
        9000,
      ),
      [page],
    );
    deepEqual(
      shown(
        [
          [0, waiting],
          [9000, page],
        ],
        9001,
      ),
      [page],
    );
    deepEqual(
      shown(
        [
          [0, waiting],
          [50, sending],
        ],
        100,
      ),
      [sending],
    );
  });

  it('is a wait of nothing where a request is about to go', () => {
    deepEqual(shown([[0, waiting]], 9500), [{ ...waiting, milliseconds: 0 }]);
  });
});
