import assert from 'node:assert/strict';
import { tellTwice } from '../../../src/vscode/language/tellTwice.ts';

describe('A change of lenses', () => {
  /** Timers that fire when told, with the delays that were asked for. */
  function timers() {
    const delays: number[] = [];
    const waiting = new Set<() => void>();
    return {
      delays,
      after: (milliseconds: number, then: () => void) => {
        delays.push(milliseconds);
        waiting.add(then);
        return () => waiting.delete(then);
      },
      fire() {
        const due = [...waiting];
        waiting.clear();
        for (const then of due) then();
      },
    };
  }

  it('is told at once, and once more when it is quiet', () => {
    const { after, fire, delays } = timers();
    let told = 0;
    const teller = tellTwice(() => (told += 1), after);
    teller.tell();
    assert.equal(told, 1);
    fire();
    assert.equal(told, 2);
    fire();
    assert.equal(told, 2);
    assert.deepEqual(delays, [600]);
  });

  it('is told a last time only once where many come together', () => {
    const { after, fire, delays } = timers();
    let told = 0;
    const teller = tellTwice(() => (told += 1), after);
    for (let change = 0; change < 5; change += 1) teller.tell();
    assert.equal(told, 5);
    fire();
    assert.equal(told, 6);
    assert.deepEqual(delays, [600, 600, 600, 600, 600]);
  });

  it('is told no more when it is over', () => {
    const { after, fire } = timers();
    let told = 0;
    const teller = tellTwice(() => (told += 1), after);
    teller.tell();
    teller.dispose();
    fire();
    assert.equal(told, 1);
  });
});
