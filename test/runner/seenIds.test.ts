import { equal } from 'node:assert/strict';
import { createSeenIds } from '../../src/runner/seenIds.ts';

describe('Ids of rows', () => {
  it('are counted where they stood on an earlier page', () => {
    const seen = createSeenIds();
    equal(seen.countAgain(['1', '2', '3']), 0);
    equal(seen.countAgain(['3', '4']), 1);
    equal(seen.countAgain(['1', '3', '5']), 2);
  });

  it('are told apart by the hundred thousand', () => {
    const seen = createSeenIds();
    for (let page = 0; page < 100; page += 1) {
      equal(seen.countAgain(Array.from({ length: 1000 }, (_, row) => `${500_000 + page * 1000 + row}`)), 0);
    }
    equal(seen.countAgain(['500000', '599999', '600000']), 2);
  });

  it('mean nothing where one page holds one twice', () => {
    const seen = createSeenIds();
    equal(seen.countAgain(['1', '2']), 0);
    equal(seen.countAgain(['3', '3']), 0);
    equal(seen.countAgain(['1']), 0);
  });
});
