import assert from 'node:assert/strict';
import type { Hook } from '../../../src/simulator/webhooks/hook.ts';
import type { Posted, Posting } from '../../../src/simulator/webhooks/post.ts';
import { createQueue, type Delivery, type Queue } from '../../../src/simulator/webhooks/queue.ts';

const hour = 3_600_000;

const hook: Hook = {
  id: 1,
  scope: { companyId: 42, projectId: 7 },
  namespace: 'my-app',
  payloadVersion: 'v2',
  versionText: 'v2',
  destinationUrl: 'http://127.0.0.1:4000/events',
  headers: { Authorization: 'Bearer receiver' },
  status: 'active',
  ownerId: 5,
  createdAt: 0,
  updatedAt: 0,
};

interface Bench {
  readonly queue: Queue;
  /** What was posted, in order. */
  readonly posted: Posting[];
  /** Every wait that was asked for, in milliseconds. */
  readonly waits: number[];
  /** Lets the pause pass that stands. */
  pass(): Promise<void>;
  readonly open: () => number;
  change(changes: Partial<Hook>): void;
}

/** A queue whose receiver answers in turn, after `takes`; the last answer goes on. A clock that only these move. */
function bench(answers: readonly (Partial<Posted> | undefined)[], timeScale = 1, takes = 0): Bench {
  let now = 0;
  let lastId = 100;
  let current = hook;
  const posted: Posting[] = [];
  const waits: number[] = [];
  const timers = new Map<object, () => void>();
  const queue = createQueue(
    1,
    {
      now: () => now,
      schedule(milliseconds, wake) {
        waits.push(milliseconds);
        const key = {};
        timers.set(key, () => {
          now += milliseconds;
          wake();
        });
        return () => timers.delete(key);
      },
      async post(posting) {
        const answer = answers[Math.min(posted.length, answers.length - 1)];
        posted.push(posting);
        now += takes;
        return { status: undefined, headers: {}, body: undefined, error: undefined, ...answer };
      },
      timeout: 5000,
      timeScale: () => timeScale,
      nextId: () => {
        lastId += 1;
        return lastId;
      },
      hook: () => current,
    },
    new AbortController().signal,
  );
  return {
    queue,
    posted,
    waits,
    open: () => timers.size,
    change(changes) {
      current = { ...current, ...changes };
    },
    async pass() {
      const [next] = timers;
      assert.ok(next, 'nothing waits');
      timers.delete(next[0]);
      next[1]();
      await settled();
    },
  };
}

/** Lets what is ready go on, without time. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

let number = 0;

function delivery(): Delivery {
  number += 1;
  const event = {
    number,
    ulid: `01J${number}`,
    at: 0,
    scope: hook.scope,
    resourceName: 'RFIs',
    resourceId: 9,
    eventType: 'update' as const,
    userId: 5,
    applicationId: undefined,
    related: [],
  };
  return { id: number, event, payload: { number }, status: 'enqueued', attempts: [] };
}

describe('the queue of a hook', () => {
  it('posts one after the other, with the headers of the hook', async () => {
    const { queue, posted } = bench([{ status: 204 }]);
    const [first, second] = [delivery(), delivery()];
    queue.add(first);
    queue.add(second);
    await settled();
    assert.deepEqual([first.status, second.status], ['delivered', 'delivered']);
    assert.deepEqual(
      posted.map(({ body }) => JSON.parse(body)),
      [first.payload, second.payload],
    );
    assert.equal(posted[0]?.headers['Authorization'], 'Bearer receiver');
    assert.equal(posted[0]?.timeout, 5000);
  });

  it('waits 1 s, 2 s, 4 s up to an hour, and discards all that waits 12 hours after the first failure', async () => {
    const { queue, waits, pass, posted } = bench([{ status: 500 }]);
    const [first, second] = [delivery(), delivery()];
    queue.add(first);
    await settled();
    queue.add(second);
    while (first.status !== 'discarded') await pass();
    const doubling = Array.from({ length: 12 }, (_, index) => 1000 * 2 ** index);
    const hours = Array.from({ length: 10 }, () => hour);
    const rest = 12 * hour - [...doubling, ...hours].reduce((sum, wait) => sum + wait, 0);
    assert.deepEqual(waits, [...doubling, ...hours, rest]);
    assert.equal(second.status, 'discarded');
    assert.equal(second.attempts.length, 0);
    assert.equal(first.attempts.length, waits.length);
    assert.equal(posted.length, waits.length);
    assert.deepEqual(queue.state(), { waiting: 0, failures: 0, retryAt: undefined });
  });

  it('is paused by a failure: what comes meanwhile waits behind it', async () => {
    const { queue, pass } = bench([{ status: 503 }, { status: 200 }]);
    const [first, second] = [delivery(), delivery()];
    queue.add(first);
    await settled();
    queue.add(second);
    await settled();
    assert.deepEqual([first.status, second.status], ['retrying', 'enqueued']);
    assert.deepEqual(queue.state(), { waiting: 2, failures: 1, retryAt: 1000 });
    await pass();
    assert.deepEqual([first.status, second.status], ['delivered', 'delivered']);
    assert.deepEqual(
      first.attempts.map(({ success }) => success),
      [false, true],
    );
  });

  it('begins anew after a success', async () => {
    const { queue, waits, pass } = bench([{}, {}, { status: 200 }, { status: 404 }, { status: 200 }]);
    queue.add(delivery());
    await settled();
    await pass();
    await pass();
    queue.add(delivery());
    await settled();
    assert.deepEqual(waits, [1000, 2000, 1000]);
  });

  it('takes a redirect for a failure', async () => {
    const { queue } = bench([{ status: 302 }]);
    const one = delivery();
    queue.add(one);
    await settled();
    assert.equal(one.status, 'retrying');
  });

  it('passes 12 hours in as many times fewer seconds as the scale says', async () => {
    const { queue, waits, pass } = bench([{ status: 500 }], 10_000);
    const one = delivery();
    queue.add(one);
    await settled();
    while (one.status !== 'discarded') await pass();
    assert.deepEqual(waits.slice(0, 3), [0.1, 0.2, 0.4]);
    assert.equal(Math.round(waits.reduce((sum, wait) => sum + wait, 0)), 4320);
  });

  it('gives a slow receiver as many tries as in life, however fast the waits pass', async () => {
    const { queue, waits, pass } = bench([{ error: 'Timed out' }], 10_000, 5000);
    const one = delivery();
    queue.add(one);
    await settled();
    for (let tries = 0; tries < 12; tries += 1) await pass();
    assert.equal(one.status, 'retrying');
    assert.deepEqual(waits.slice(0, 3), [0.1, 0.2, 0.4]);
  });

  it('sends nothing to another machine: that fails at once, for good, and says why', async () => {
    const { queue, posted, change, waits } = bench([{ status: 200 }]);
    for (const address of [
      'https://hooks.example.com/procore',
      'http://192.168.1.4/',
      'http://localhost.example.com/',
      'https://127.0.0.1/',
      'nonsense',
    ]) {
      change({ destinationUrl: address });
      const one = delivery();
      queue.add(one);
      await settled();
      assert.equal(one.status, 'failed', address);
      assert.match(one.attempts[0]?.posted.error ?? '', /^Not sent: /);
    }
    assert.deepEqual([posted.length, waits.length], [0, 0]);
  });

  it('stands still while the hook is disabled, and goes on after it', async () => {
    const { queue, change } = bench([{ status: 500 }, { status: 200 }]);
    const one = delivery();
    queue.add(one);
    await settled();
    change({ status: 'disabled' });
    queue.resume(true);
    await settled();
    assert.equal(one.status, 'retrying');
    change({ status: 'active' });
    queue.resume();
    await settled();
    assert.equal(one.status, 'delivered');
  });

  it('leaves no timer when it is closed', async () => {
    const { queue, open, posted } = bench([{ status: 500 }]);
    queue.add(delivery());
    await settled();
    assert.equal(open(), 1);
    queue.close();
    assert.equal(open(), 0);
    queue.add(delivery());
    queue.resume(true);
    await settled();
    assert.deepEqual([open(), posted.length], [0, 1]);
  });
});
