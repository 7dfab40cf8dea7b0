import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { type Budget, createBudget, isTooLate, type Place } from '../../src/runner/budget.ts';
import type { Priority } from '../../src/runner/budgetBook.ts';
import { type FakeClock, fakeClock } from '../support/fakeClock.ts';

const start = Date.parse('2026-11-22T05:00:00Z');

function told(limit: number, remaining: number, resetIn: number, at = start) {
  return {
    date: new Date(at).toUTCString(),
    'x-rate-limit-limit': String(limit),
    'x-rate-limit-remaining': String(remaining),
    'x-rate-limit-reset': String(start / 1000 + resetIn),
  };
}

/** Who has got a place so far, in order. */
function queueOf(budget: Budget, signal = new AbortController().signal) {
  const places = new Map<string, Place>();
  const waits = new Map<string, number[]>();
  const failures: unknown[] = [];
  return {
    places,
    waits,
    failures,
    ask(name: string, priority: Priority = 'person', own = signal) {
      const heard: number[] = [];
      waits.set(name, heard);
      budget.reserve({ priority, signal: own, onWait: ms => heard.push(ms) }).then(
        place => {
          if (!isTooLate(place)) places.set(name, place);
        },
        error => failures.push(error),
      );
    },
    admitted: async () => {
      await settled();
      return [...places.keys()].join(' ');
    },
  };
}

const settled = () => new Promise(resolve => setImmediate(resolve));

async function advance(clock: FakeClock, milliseconds: number): Promise<void> {
  clock.advance(milliseconds);
  await settled();
}

describe('the budget', () => {
  let clock: FakeClock;
  let budget: Budget;

  beforeEach(() => {
    clock = fakeClock({ start });
    budget = createBudget(clock);
  });

  /** One request goes out and its answer says this. */
  async function hear(status: number, headers: Readonly<Record<string, string>>): Promise<void> {
    const place = await budget.reserve({ priority: 'person', signal: new AbortController().signal });
    ok(!isTooLate(place));
    place.learn(status, headers);
  }

  it('gives a place without a turn of waiting only where there is room and nobody stands before', async () => {
    await hear(200, told(2, 1, 8));
    const queue = queueOf(budget);
    const place = budget.reserveNow('person');
    ok(place !== undefined);
    equal(budget.reserveNow('person'), undefined);
    queue.ask('waiting');
    place.release(false);
    equal(budget.reserveNow('background'), undefined);
    equal(await queue.admitted(), 'waiting');
  });

  it('lets everything through where answers tell of no window', async () => {
    await hear(200, {});
    const queue = queueOf(budget);
    for (let index = 0; index < 100; index += 1) queue.ask(String(index), 'background');
    await queue.admitted();
    equal(queue.places.size, 100);
    equal(budget.forecast(1000), undefined);
  });

  it('sends one background request first and the rest when its answer has told', async () => {
    const queue = queueOf(budget);
    for (const name of ['a', 'b', 'c', 'd']) queue.ask(name, 'background');
    equal(await queue.admitted(), 'a');
    queue.places.get('a')?.learn(200, told(25, 2, 10));
    equal(await queue.admitted(), 'a b c');
    equal(queue.waits.get('b')?.length, 0);
  });

  it('does not wait for a slow first answer for more than a second', async () => {
    const queue = queueOf(budget);
    for (const name of ['a', 'b', 'c']) queue.ask(name, 'background');
    await advance(clock, 999);
    equal(await queue.admitted(), 'a');
    await advance(clock, 1);
    equal(await queue.admitted(), 'a b');
  });

  it('lets a person through while the first answer is awaited', async () => {
    const queue = queueOf(budget);
    queue.ask('list', 'background');
    queue.ask('me');
    equal(await queue.admitted(), 'list me');
  });

  it('holds requests back until the window is over, and says how long that takes', async () => {
    await hear(200, told(25, 0, 6));
    const queue = queueOf(budget);
    queue.ask('a');
    equal(await queue.admitted(), '');
    deepEqual(queue.waits.get('a'), [7000]);
    await advance(clock, 6999);
    equal(await queue.admitted(), '');
    await advance(clock, 1);
    equal(await queue.admitted(), 'a');
  });

  it('counts what is under way', async () => {
    await hear(200, told(25, 2, 6));
    const queue = queueOf(budget);
    for (const name of ['a', 'b', 'c']) queue.ask(name);
    equal(await queue.admitted(), 'a b');
  });

  it('puts a person before the work that waits already', async () => {
    await hear(200, told(25, 0, 6));
    const queue = queueOf(budget);
    queue.ask('page 2', 'background');
    queue.ask('page 3', 'background');
    queue.ask('me');
    await advance(clock, 7000);
    equal(await queue.admitted(), 'me');
    queue.places.get('me')?.learn(200, told(25, 24, 17, start + 7000));
    equal(await queue.admitted(), 'me page 2 page 3');
  });

  it('takes answers in any order: a count that is higher again belongs to an earlier request', async () => {
    await hear(200, told(25, 3, 6));
    const queue = queueOf(budget);
    for (const name of ['a', 'b', 'c']) queue.ask(name);
    await queue.admitted();
    queue.places.get('c')?.learn(200, told(25, 0, 6));
    queue.places.get('a')?.learn(200, told(25, 2, 6));
    queue.places.get('b')?.learn(200, told(25, 1, 6));
    queue.ask('d');
    equal(await queue.admitted(), 'a b c');
  });

  it('uses the whole window although answers come late', async () => {
    await hear(200, told(25, 3, 6));
    const queue = queueOf(budget);
    queue.ask('a');
    queue.ask('b');
    await queue.admitted();
    queue.places.get('a')?.learn(200, told(25, 1, 6));
    queue.places.get('b')?.learn(200, told(25, 1, 6));
    queue.ask('c');
    equal(await queue.admitted(), 'a b c');
  });

  it('hears that a window began anew by its later reset', async () => {
    await hear(200, told(25, 0, 6));
    await advance(clock, 7000);
    await hear(200, told(25, 20, 17, start + 7000));
    deepEqual(
      budget.windows().map(({ left }) => left),
      [20],
    );
  });

  it('remembers the hourly window while answers tell of the spike window', async () => {
    await hear(200, told(600, 2, 1800));
    await hear(200, told(25, 20, 8));
    const queue = queueOf(budget);
    queue.ask('a');
    queue.ask('b');
    equal(await queue.admitted(), 'a');
    queue.places.get('a')?.learn(200, told(25, 19, 8));
    equal(await queue.admitted(), 'a');
    deepEqual(queue.waits.get('b'), [1_801_000]);
  });

  it('knows an hour that is about to end from ten seconds', async () => {
    await hear(200, told(600, 590, 1800));
    await advance(clock, 1_795_000);
    await hear(200, told(600, 500, 1800, start + 1_795_000));
    deepEqual(
      budget.windows().map(({ kind, left }) => [kind, left]),
      [['hourly', 500]],
    );
  });

  it('asks again with one request when a window is over', async () => {
    await hear(200, told(25, 0, 6));
    const queue = queueOf(budget);
    for (const name of ['a', 'b', 'c']) queue.ask(name, 'background');
    await advance(clock, 7000);
    equal(await queue.admitted(), 'a');
    queue.places.get('a')?.learn(200, told(25, 1, 17, start + 7000));
    equal(await queue.admitted(), 'a b');
  });

  it('holds on where a request after the end is still counted in the old turn', async () => {
    await hear(200, told(25, 0, 6));
    await advance(clock, 7000);
    await hear(429, told(25, 0, 6, start + 5000));
    const queue = queueOf(budget);
    queue.ask('a');
    await advance(clock, 1999);
    equal(await queue.admitted(), '');
    await advance(clock, 1);
    equal(await queue.admitted(), 'a');
  });

  it('pauses after a 429 that tells of no window, and then sends one to ask', async () => {
    await hear(200, {});
    await hear(429, { 'retry-after': '3600' });
    const queue = queueOf(budget);
    queue.ask('a', 'background');
    queue.ask('b', 'background');
    equal(await queue.admitted(), '');
    await advance(clock, 10_000);
    equal(await queue.admitted(), 'a');
    queue.places.get('a')?.learn(200, {});
    equal(await queue.admitted(), 'a b');
  });

  it('goes in single file for a minute after a 429, because others are at work', async () => {
    await hear(429, told(25, 0, 6));
    const queue = queueOf(budget);
    for (const name of ['a', 'b', 'c']) queue.ask(name, 'background');
    await advance(clock, 7000);
    equal(await queue.admitted(), 'a');
    queue.places.get('a')?.learn(200, told(25, 24, 17, start + 7000));
    equal(await queue.admitted(), 'a b');
    queue.places.get('b')?.learn(200, told(25, 23, 17, start + 7000));
    equal(await queue.admitted(), 'a b c');
    await advance(clock, 53_000);
    for (const name of ['d', 'e', 'f']) queue.ask(name, 'background');
    queue.places.get('c')?.learn(200, told(25, 24, 70, start + 60_000));
    equal(await queue.admitted(), 'a b c d e f');
  });

  it('counts a request whose answer was lost, but not one that never left', async () => {
    await hear(200, told(25, 2, 6));
    const queue = queueOf(budget);
    queue.ask('a');
    queue.ask('b');
    await queue.admitted();
    queue.places.get('a')?.release(false);
    queue.places.get('b')?.release(true);
    queue.ask('c');
    queue.ask('d');
    equal(await queue.admitted(), 'a b c');
  });

  it('gives a place back once only', async () => {
    await hear(200, told(25, 2, 6));
    const queue = queueOf(budget);
    queue.ask('a');
    await queue.admitted();
    const place = queue.places.get('a');
    place?.learn(200, told(25, 1, 6));
    place?.release(true);
    place?.learn(200, {});
    equal(budget.windows()[0]?.left, 1);
  });

  it('whoever is cancelled leaves the queue', async () => {
    await hear(200, told(25, 0, 6));
    const queue = queueOf(budget);
    const stop = new AbortController();
    queue.ask('a', 'person', stop.signal);
    queue.ask('b');
    stop.abort(new Error('stop'));
    await advance(clock, 7000);
    equal(await queue.admitted(), 'b');
    equal(queue.failures.length, 1);
    await rejects(budget.reserve({ priority: 'person', signal: stop.signal }), /stop/);
  });

  it('many who wait on one signal share a listener, and leave none behind', async () => {
    await hear(200, told(25, 0, 6));
    const queue = queueOf(budget);
    const { signal } = new AbortController();
    const names = Array.from({ length: 20 }, (_, index) => `page ${index}`);
    for (const name of names) queue.ask(name, 'background', signal);
    equal(getEventListeners(signal, 'abort').length, 1);
    await advance(clock, 7000);
    await queue.admitted();
    queue.places.get('page 0')?.learn(200, told(25, 24, 12, start + 7000));
    equal(await queue.admitted(), names.join(' '));
    await settled();
    equal(getEventListeners(signal, 'abort').length, 0);
  });

  it('says at once when a place comes too late', async () => {
    await hear(200, told(25, 0, 6));
    const signal = new AbortController().signal;
    deepEqual(await budget.reserve({ priority: 'person', signal, deadline: start + 6999 }), { waitMs: 7000 });
  });

  it('does not believe a wait that is longer than a window, after the clock was set back', async () => {
    let setBack = 0;
    budget = createBudget({ ...clock, now: () => clock.now() - setBack });
    await hear(200, told(25, 0, 6));
    setBack = 3_600_000;
    await hear(200, {});
  });

  it('forecasts long work', async () => {
    await hear(200, told(25, 24, 10));
    equal(budget.forecast(24), 0);
    equal(budget.forecast(25), 10_000);
    equal(budget.forecast(199), 70_000);
  });
});
