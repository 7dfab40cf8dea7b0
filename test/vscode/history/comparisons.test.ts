import assert from 'node:assert/strict';
import type { ComparedEntries } from '../../../src/runner/history/compareEntries.ts';
import type { Comparisons } from '../../../src/vscode/history/comparisons.ts';
import type { runFormatJob } from '../../../src/vscode/responses/formatting.ts';
import '../../support/editorDouble/hook.ts';

const pair = { older: 'one', newer: 'other' };

describe('Comparing two answers', () => {
  /** The jobs of the worker, what it is told to give, and what is shown meanwhile. */
  let jobs: string[];
  let result: ComparedEntries | Error | 'never';
  let shown: string[];
  let cancel: () => void;
  let refreshed: number;
  let comparisons: Comparisons;

  beforeEach(async () => {
    jobs = [];
    shown = [];
    refreshed = 0;
    result = { kind: 'compared', texts: { older: 'before', newer: 'after', same: false, left: undefined } };
    const run: typeof runFormatJob = async (_file, job, options = {}) => {
      assert.ok(job.kind === 'compare');
      jobs.push(`${job.older} ${job.newer}`);
      options.onStep?.('older');
      if (result === 'never')
        return new Promise(resolve =>
          options.signal?.addEventListener('abort', () => resolve(undefined), { once: true }),
        );
      if (result instanceof Error) throw result;
      return { kind: 'compare', compared: result };
    };
    const open = (title: string, stop: () => void) => {
      cancel = stop;
      shown.push(title);
      return { report: (text: string) => shown.push(text), end: () => shown.push('ended') };
    };
    const history = {
      fileOf: (id: string) => (id === 'no id' ? undefined : `/history/${id}`),
      refresh: () => {
        refreshed += 1;
      },
    };
    const { createComparisons } = await import('../../../src/vscode/history/comparisons.ts');
    comparisons = createComparisons(history, 'worker.js', { run, open });
  });

  it('tells what is done, and gives both sides, which are shown without being made again', async () => {
    assert.equal((await comparisons.make(pair))?.newer, 'after');
    assert.deepEqual(shown, ['Comparing two answers', '', 'reading the older one', 'ended']);
    assert.equal(await comparisons.text(pair, 'older'), 'before');
    assert.equal(await comparisons.text(pair, 'newer'), 'after');
    assert.deepEqual(jobs, ['/history/one /history/other']);
  });

  it('is stopped', async () => {
    result = 'never';
    const making = comparisons.make(pair);
    cancel();
    assert.equal(await making, undefined);
    assert.equal(shown.at(-1), 'ended');
  });

  it('says why there is nothing to compare', async () => {
    result = { kind: 'unreadable', reason: 'gone' };
    await assert.rejects(comparisons.make(pair), /no longer in the history/);
    assert.equal(refreshed, 1);
    result = new Error('the thread has no memory left');
    await assert.rejects(comparisons.make(pair), /cannot be compared: the thread has no memory left/);
    await assert.rejects(comparisons.make({ ...pair, older: 'no id' }), /no longer in the history/);
  });

  it('makes what a window shows that was loaded again, or says why not in its place', async () => {
    assert.equal(await comparisons.text(pair, 'newer'), 'after');
    result = { kind: 'unreadable', reason: 'damaged' };
    assert.match(await comparisons.text(pair, 'older'), /is damaged/);
    result = new Error('no memory');
    assert.match(await comparisons.text(pair, 'older'), /cannot be compared: no memory/);
    assert.deepEqual(shown, []);
  });
});
