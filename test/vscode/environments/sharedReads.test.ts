import { deepEqual, equal, rejects } from 'node:assert/strict';
import { createSharedReads } from '../../../src/vscode/environments/sharedReads.ts';

describe('Readings that are shared', () => {
  it('are made once for all who ask while one is under way, and anew afterwards', async () => {
    const reads = createSharedReads<number>();
    let count = 0;
    const read = async () => (count += 1);
    deepEqual(await Promise.all([reads.of('a', read), reads.of('a', read), reads.of('b', read)]), [1, 1, 2]);
    equal(await reads.of('a', read), 3);
  });

  it('never give what was there before a change', async () => {
    const reads = createSharedReads<string>();
    let file = 'before';
    let opened = () => {};
    const wait = new Promise<void>(resolve => {
      opened = resolve;
    });
    const read = async () => {
      const text = file;
      await wait;
      return text;
    };
    const early = reads.of('a', read);
    file = 'after';
    reads.forget();
    const late = reads.of('a', read);
    opened();
    deepEqual(await Promise.all([early, late]), ['after', 'after']);
  });

  it('can be made after one that failed', async () => {
    const reads = createSharedReads<number>();
    await rejects(
      reads.of('a', () => Promise.reject(new Error('no'))),
      /no/,
    );
    equal(await reads.of('a', async () => 1), 1);
  });
});
