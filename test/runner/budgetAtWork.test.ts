import { equal, ok } from 'node:assert/strict';
import { simulatorEnvironment } from '../../src/procore/environments.ts';
import { type Budget, createBudget, isTooLate } from '../../src/runner/budget.ts';
import { createBudgets } from '../../src/runner/budgets.ts';
import { type CountedServer, countedServer } from '../support/countedServer.ts';
import { memoryBudgetStores } from '../support/memoryBudgetStores.ts';
import { type VirtualClock, virtualClock } from '../support/virtualClock.ts';

/** So many requests through the budget, `lanes` at a time; each is sent until it is not refused. */
async function work(budget: Budget, server: CountedServer, requests: number, lanes = 8): Promise<void> {
  const signal = new AbortController().signal;
  let open = requests;
  const lane = async () => {
    while (open > 0) {
      open -= 1;
      for (let status = 429; status === 429; ) {
        const place = await budget.reserve({ priority: 'background', signal });
        ok(!isTooLate(place));
        const answer = await server.send();
        place.learn(answer.status, answer.headers);
        status = answer.status;
      }
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

async function timed(clock: VirtualClock, running: Promise<unknown>): Promise<number> {
  const began = clock.now();
  await clock.until(running);
  return clock.now() - began;
}

const limits = { hourlyLimit: 3600, spikeLimit: 25 };
/** 200 requests are eight spike windows; the last goes out when seven have passed. */
const best = 70_050;

describe('work within the windows', () => {
  const cases: readonly (readonly [string, number, Partial<Parameters<typeof countedServer>[1]>])[] = [
    ['at a steady 50 ms', 8, {}],
    ['with answers that overtake each other', 12, { latency: index => 20 + ((index * 37) % 90) }],
    ['with twenty-five at a time', 25, {}],
    ['with one at a time', 1, {}],
    ['with a server whose clock is ten minutes ahead', 8, { skew: 600_000 }],
    ['with a server whose clock is behind by a part of a second', 8, { skew: -300 }],
  ];
  for (const [claim, lanes, options] of cases) {
    it(`meets no 429 and is within 10 % of the best time, ${claim}`, async () => {
      for (const offset of [0, 130, 510, 990]) {
        const clock = virtualClock(Date.UTC(2026, 10, 22, 5) + offset);
        const server = countedServer(clock, { ...limits, latency: () => 50, ...options });
        const took = await timed(clock, work(createBudget(clock), server, 200, lanes));
        equal(server.counts.refused, 0);
        ok(took <= best * 1.1, `${took} ms`);
      }
    });
  }

  it('meets no 429 in the hourly window either', async () => {
    const clock = virtualClock();
    const server = countedServer(clock, { hourlyLimit: 60, spikeLimit: 25, latency: () => 50 });
    const took = await timed(clock, work(createBudget(clock), server, 130));
    equal(server.counts.refused, 0);
    ok(took <= 2 * 3_600_000 + 20_000, `${took} ms`);
  });

  it('is not held back where no headers come', async () => {
    const clock = virtualClock();
    const server = countedServer(clock, { hourlyLimit: 0, spikeLimit: 0, latency: () => 50 });
    const took = await timed(clock, work(createBudget(clock), server, 200, 10));
    ok(took <= 50 + 20 * 50, `${took} ms`);
  });

  it('comes to its end where limits are never told', async () => {
    const clock = virtualClock();
    const server = countedServer(clock, { ...limits, latency: () => 50, silent: true });
    await timed(clock, work(createBudget(clock), server, 60));
    equal(server.counts.answered, 60);
  });

  it('lets a person through within moments while pages are read', async () => {
    const clock = virtualClock();
    const server = countedServer(clock, { ...limits, latency: () => 50 });
    const budget = createBudget(clock);
    const pages = work(budget, server, 60);
    const person = async () => {
      const signal = new AbortController().signal;
      await clock.sleep(5000, signal);
      const asked = clock.now();
      await budget.reserve({ priority: 'person', signal });
      return clock.now() - asked;
    };
    const waited = person();
    await clock.until(pages);
    // The pages have spent this window; the person has the first place in the next.
    ok((await waited) <= 5100, `${await waited} ms`);
  });

  it('is shared where the folder is slow now and then, and goes alone where it stands still', async () => {
    for (const [late, slowest] of [
      [3, 45_000],
      [1, 60_000],
    ] as const) {
      const clock = virtualClock();
      const server = countedServer(clock, { ...limits, latency: () => 50 });
      const stores = memoryBudgetStores(clock, 3, late);
      const owner = { environment: simulatorEnvironment('http://127.0.0.1:1'), app: 'a', company: '1' };
      const budgets = [0, 1].map(index =>
        createBudgets({ clock, random: seededRandom(index + 1) }, stores()).of(owner),
      );
      const took = await timed(clock, Promise.all(budgets.map(budget => work(budget, server, 60))));
      if (late > 1) equal(server.counts.refused, 0);
      equal(server.counts.answered, 120);
      ok(took <= slowest, `${took} ms`);
    }
  });

  for (const lanes of [1, 8, 30]) {
    it(`is shared by three windows of the editor, ${lanes} requests at a time in each`, async () => {
      for (const offset of [0, 210, 777]) {
        const clock = virtualClock(Date.UTC(2026, 10, 22, 5) + offset);
        const server = countedServer(clock, { ...limits, latency: index => 40 + ((index * 13) % 30) });
        const stores = memoryBudgetStores(clock, 3);
        const owner = { environment: simulatorEnvironment('http://127.0.0.1:1'), app: 'a', company: '1' };
        const budgets = [0, 1, 2].map(index =>
          createBudgets({ clock, random: seededRandom(index + 1) }, stores()).of(owner),
        );
        const took = await timed(clock, Promise.all(budgets.map(budget => work(budget, server, 70, lanes))));
        equal(server.counts.refused, 0);
        // 210 requests are nine windows.
        ok(took <= 80_050 * 1.1, `${took} ms`);
      }
    });
  }
});
