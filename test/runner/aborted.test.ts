import { deepEqual, equal, rejects } from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import { sleepUnlessAborted, whenAborted } from '../../src/runner/aborted.ts';
import { fakeClock } from '../support/fakeClock.ts';

describe('a signal that many wait for', () => {
  it('stops each that still waits, once, in the order of coming', () => {
    const controller = new AbortController();
    const stopped: string[] = [];
    whenAborted(controller.signal, () => stopped.push('one'));
    const leave = whenAborted(controller.signal, () => stopped.push('two'));
    whenAborted(controller.signal, () => stopped.push('three'));
    leave();
    controller.abort();
    controller.abort();
    deepEqual(stopped, ['one', 'three']);
  });

  it('stops nobody who came after it left', () => {
    const controller = new AbortController();
    const stopped: string[] = [];
    const leave = whenAborted(controller.signal, () => {
      stopped.push('one');
      leave();
      whenAborted(controller.signal, () => stopped.push('two'));
    });
    controller.abort();
    deepEqual(stopped, ['one']);
  });

  it('is heard by one listener however many wait, and by none a turn after the last has gone', async () => {
    const { signal } = new AbortController();
    const leaves = [1, 2, 3].map(() => whenAborted(signal, () => {}));
    equal(getEventListeners(signal, 'abort').length, 1);
    for (const leave of leaves) leave();
    const next = whenAborted(signal, () => {});
    await turn();
    equal(getEventListeners(signal, 'abort').length, 1);
    next();
    await turn();
    equal(getEventListeners(signal, 'abort').length, 0);
  });

  it('is heard again by who comes after that', async () => {
    const controller = new AbortController();
    whenAborted(controller.signal, () => {})();
    await turn();
    const stopped: string[] = [];
    whenAborted(controller.signal, () => stopped.push('again'));
    controller.abort();
    deepEqual(stopped, ['again']);
  });

  it('has one listener for many that sleep, and wakes them with its reason', async () => {
    const clock = fakeClock();
    const controller = new AbortController();
    const { signal } = controller;
    const sleeping = Array.from({ length: 20 }, () => sleepUnlessAborted(clock, 1000, signal));
    equal(getEventListeners(signal, 'abort').length, 1);
    clock.advance(1000);
    await Promise.all(sleeping);
    await turn();
    equal(getEventListeners(signal, 'abort').length, 0);
    const stopped = sleepUnlessAborted(clock, 1000, signal);
    controller.abort(new Error('stop'));
    await rejects(stopped, /stop/);
    await rejects(sleepUnlessAborted(clock, 1000, signal), /stop/);
  });
});
