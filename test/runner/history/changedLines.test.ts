import { deepEqual, equal, ok } from 'node:assert/strict';
import fc from 'fast-check';
import { changedLines } from '../../../src/runner/history/changedLines.ts';
import { runs } from '../../support/runs.ts';

/** Both texts as one: lines that are the same, and what stands for what. */
function told(older: string, newer: string): readonly string[] {
  const [before, after] = [older.split(' '), newer.split(' ')];
  return changedLines(before, after).map(
    change =>
      `${before.slice(change.older.from, change.older.to).join(' ')}>${after.slice(change.newer.from, change.newer.to).join(' ')}`,
  );
}

describe('Where two texts differ', () => {
  it('is nowhere in the same text', () => deepEqual(told('a b c', 'a b c'), []));

  it('is where a line is another, is gone, or is new', () => {
    deepEqual(told('a b c d e f g', 'a x c d f g h'), ['b>x', 'e>', '>h']);
  });

  it('is cut at lines that each has once, such as ids', () => {
    deepEqual(told('{ 1 open } { 2 open } { 3 open }', '{ 1 shut } { 2 open } { 3 gone }'), [
      'open>shut',
      'open>gone',
    ]);
  });

  it('is a row that moved, in its old place and its new one', () => {
    deepEqual(told('1 2 3 4 5', '2 3 4 1 5'), ['1>', '>1']);
  });

  it('is all of it where nothing is the same', () => deepEqual(told('a b', 'c d e'), ['a b>c d e']));

  it('makes the newer text of the older one, whatever they hold', () => {
    const lines = fc.array(fc.constantFrom('a', 'b', 'c', '{', '}', '1', '2', '3', '4', '5'), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(lines, lines, (older, newer) => {
        const made: string[] = [];
        let at = 0;
        let newerAt = 0;
        for (const change of changedLines(older, newer)) {
          const same = older.slice(at, change.older.from);
          deepEqual(same, newer.slice(newerAt, change.newer.from));
          made.push(...same, ...newer.slice(change.newer.from, change.newer.to));
          ok(change.older.to > change.older.from || change.newer.to > change.newer.from);
          at = change.older.to;
          newerAt = change.newer.to;
        }
        deepEqual([...made, ...older.slice(at)], newer);
      }),
      { numRuns: runs(500) },
    );
  });

  it('is found in texts of which every other row differs', () => {
    const rows = (each: (index: number) => string) =>
      Array.from({ length: 200_000 }, (_, index) => each(index));
    const older = rows(index => (index % 2 === 0 ? `id ${index}` : 'open'));
    const newer = rows(index => (index % 2 === 0 ? `id ${index}` : 'shut'));
    equal(changedLines(older, newer).length, 100_000);
  });
});
