import assert from 'node:assert/strict';
import { type Later, watchPage } from '../../../src/vscode/budgets/pageWatch.ts';

/** Time that passes only when it is told to; it knows every wait that was asked for. */
function patientTime() {
  const asked: number[] = [];
  const waiting = new Set<() => void>();
  const later: Later = (milliseconds, act) => {
    asked.push(milliseconds);
    waiting.add(act);
    return () => void waiting.delete(act);
  };
  return {
    asked,
    later,
    waiting,
    /** All that is waited for now comes to its time. */
    pass() {
      for (const act of [...waiting]) {
        waiting.delete(act);
        act();
      }
    },
  };
}

describe('The watch over a page', () => {
  const open = () => {
    const time = patientTime();
    const attempts: number[] = [];
    const watch = watchPage({
      loadAgain: attempt => attempts.push(attempt),
      patience: [5, 10, 20],
      later: time.later,
    });
    return { time, attempts, watch };
  };

  it('leaves alone a page that answers', () => {
    const { time, attempts, watch } = open();
    watch.loading();
    watch.answered();
    time.pass();
    assert.deepEqual(attempts, []);
    assert.deepEqual(time.asked, [5]);
    assert.equal(time.waiting.size, 0);
  });

  it('loads a page again that stays silent once, and no more when it answers then', () => {
    const { time, attempts, watch } = open();
    watch.loading();
    time.pass();
    assert.deepEqual(attempts, [2]);
    watch.answered();
    time.pass();
    assert.deepEqual(attempts, [2]);
    assert.deepEqual(time.asked, [5, 10]);
  });

  it('waits longer each time, and gives a page up that never answers', () => {
    const { time, attempts, watch } = open();
    watch.loading();
    for (let turn = 0; turn < 6; turn += 1) time.pass();
    assert.deepEqual(attempts, [2, 3, 4]);
    assert.deepEqual(time.asked, [5, 10, 20]);
  });

  it('waits once, as for the first time, where the editor loads the page anew', () => {
    const { time, attempts, watch } = open();
    watch.loading();
    time.pass();
    watch.loading();
    assert.equal(time.waiting.size, 1);
    time.pass();
    assert.deepEqual(attempts, [2, 2]);
    assert.deepEqual(time.asked, [5, 10, 5, 10]);
  });

  it('wants no word of a page that is hidden or closed', () => {
    const { time, attempts, watch } = open();
    watch.loading();
    watch.end();
    time.pass();
    assert.deepEqual(attempts, []);
  });

  it('can be answered and ended while it loads again, at once', () => {
    const time = patientTime();
    let loads = 0;
    const watch = watchPage({
      loadAgain: () => {
        loads += 1;
        watch.answered();
        watch.end();
      },
      patience: [5, 10],
      later: time.later,
    });
    watch.loading();
    time.pass();
    time.pass();
    assert.equal(loads, 1);
    assert.equal(time.waiting.size, 0);
  });
});
