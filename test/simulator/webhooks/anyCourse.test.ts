import assert from 'node:assert/strict';
import fc from 'fast-check';
import { loadBundledCatalog } from '../../../src/procore/catalog/bundled.ts';
import type { Catalog } from '../../../src/procore/catalog/catalog.ts';
import { createRecords } from '../../../src/simulator/records/createRecords.ts';
import type { Records } from '../../../src/simulator/records/records.ts';
import { createDispatch } from '../../../src/simulator/webhooks/dispatch.ts';
import { createHooks } from '../../../src/simulator/webhooks/hooks.ts';
import type { Posted, Posting } from '../../../src/simulator/webhooks/post.ts';

const scope = { companyId: 4264807, projectId: 310481 };

/** What may happen, in any order. */
const step = fc.oneof(
  fc.constant('event' as const),
  fc.constant('time' as const),
  fc.constant('retry' as const),
  fc.constantFrom(200, 204, 302, 401, 500, undefined).map(status => ({ answer: status })),
  fc.record({ hook: fc.nat(2), status: fc.constantFrom('active' as const, 'disabled' as const) }),
  fc.record({ gone: fc.nat(2) }),
  fc.constantFrom(1, 1000, 1_000_000).map(scale => ({ scale })),
);

interface Course {
  /** Pauses that stand. */
  readonly timers: Map<object, () => void>;
  /** Posts without an answer yet. */
  readonly open: { posting: Posting; answer: (posted: Partial<Posted>) => void }[];
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}

describe('deliveries in any course of events', () => {
  let catalog: Catalog;
  let records: Records;

  before(async () => {
    catalog = await loadBundledCatalog();
    records = createRecords({ seed: 1, rows: 10, environment: 'simulator', now: () => 0 }, catalog);
  });

  function begin(course: Course) {
    let lastId = 100;
    let now = 0;
    const nextId = () => {
      lastId += 1;
      return lastId;
    };
    const hooks = createHooks({ records, catalog, now: () => now, nextId });
    const dispatch = createDispatch({
      hooks,
      nextId,
      now: () => now,
      timeout: 5000,
      timeScale: 1,
      takeFault: () => false,
      schedule(milliseconds, wake) {
        assert.ok(milliseconds >= 0 && milliseconds <= 3_600_000);
        const key = {};
        course.timers.set(key, () => {
          now += milliseconds;
          wake();
        });
        return () => course.timers.delete(key);
      },
      post: posting =>
        new Promise(resolve => {
          const answer = (posted: Partial<Posted>) =>
            resolve({ status: undefined, headers: {}, body: undefined, error: undefined, ...posted });
          posting.signal.addEventListener('abort', () => answer({ error: 'closed' }));
          course.open.push({ posting, answer });
        }),
    });
    const made = [0, 1, 2].map(index => {
      const hook = hooks.create({
        scope,
        namespace: 'any',
        payloadVersion: 'v4',
        versionText: 'v4.0',
        destinationUrl: `http://127.0.0.1:4000/${index}`,
        headers: {},
        ownerId: 1,
      });
      hooks.addTrigger({ hookId: hook.id, resourceName: 'Meetings', eventType: 'update', ownerId: 1 });
      return hook.id;
    });
    return { hooks, dispatch, made };
  }

  it('each hook has one post or one pause at most, and nothing is left when it is closed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async steps => {
        const course: Course = { timers: new Map(), open: [] };
        const { hooks, dispatch, made } = begin(course);
        let number = 0;
        for (const one of steps) {
          if (one === 'event') {
            number += 1;
            const about = {
              resourceName: 'Meetings',
              resourceId: 1,
              eventType: 'update' as const,
              userId: 1,
            };
            const known = { number, ulid: `01J${number}`, at: 0, applicationId: undefined, related: [] };
            dispatch.send({ scope, ...about, ...known });
          } else if (one === 'time') {
            const [next] = course.timers;
            if (next !== undefined) course.timers.delete(next[0]);
            next?.[1]();
          } else if (one === 'retry') {
            dispatch.retryNow();
          } else if ('answer' in one) {
            course.open.shift()?.answer({ status: one.answer });
          } else if ('scale' in one) {
            dispatch.setTimeScale(one.scale);
          } else if ('gone' in one) {
            const hook = hooks.find(made[one.gone] ?? 0);
            if (hook !== undefined) {
              hooks.remove(hook);
              dispatch.forget(hook);
            }
          } else {
            const hook = hooks.find(made[one.hook] ?? 0);
            if (hook !== undefined) dispatch.resume(hooks.update(hook, { status: one.status }));
          }
          await settled();
          const existing = hooks.in(scope).length;
          assert.ok(course.timers.size <= existing);
          const urls = course.open
            .filter(({ posting }) => !posting.signal.aborted)
            .map(one => one.posting.url);
          assert.equal(new Set(urls).size, urls.length, 'two posts of one hook at once');
        }
        for (const id of made) {
          const hook = hooks.find(id);
          for (const { status, attempts } of hook === undefined ? [] : dispatch.deliveriesOf(hook)) {
            const last = attempts.at(-1)?.success;
            if (status === 'delivered') assert.equal(last, true);
            else assert.notEqual(last, true);
            if (status === 'enqueued') assert.equal(attempts.length, 0);
          }
        }
        dispatch.close();
        await settled();
        assert.equal(course.timers.size, 0);
        assert.ok(course.open.every(({ posting }) => posting.signal.aborted));
        dispatch.retryNow();
        await settled();
        assert.equal(course.timers.size, 0);
      }),
      { numRuns: 100 },
    );
  });
});
