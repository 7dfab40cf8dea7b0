import assert from 'node:assert/strict';
import { acquireLock, type Lock, type LockParts } from '../../src/oauth/lock.ts';
import { usualTimes } from '../../src/oauth/renewalTimes.ts';
import { type MemorySessionFiles, memorySessionFiles } from '../support/memorySessionFiles.ts';

const name = 'one.lock';
const needed = async () => false;

/** A process that wants locks; all its waits are in `slept`, its beats in `beat`. */
function process(
  pid: number,
  files: MemorySessionFiles,
  options: {
    host?: string;
    boot?: string;
    dead?: readonly number[];
    sleep?: (slept: number) => unknown;
  } = {},
) {
  const slept: number[] = [];
  const beats = new Set<() => void>();
  let ids = 0;
  const parts: LockParts = {
    files,
    self: {
      mark: { pid, host: options.host ?? 'here', boot: options.boot ?? 'first' },
      machine: [],
      isRunning: other => options.dead?.includes(other) !== true,
    },
    times: usualTimes,
    random: () => 0,
    newId: () => `${pid}-${++ids}`,
    sleep: async milliseconds => {
      slept.push(milliseconds);
      await options.sleep?.(slept.length);
    },
    every(_milliseconds, work) {
      beats.add(work);
      return () => beats.delete(work);
    },
  };
  const acquire = (waitMs = usualTimes.lockWaitMs, unneeded = needed) =>
    acquireLock(name, parts, { waitMs, unneeded });
  const beat = async () => {
    for (const work of beats) work();
    await new Promise(resolve => setImmediate(resolve));
  };
  return { acquire, beat, beats, slept, waited: () => slept.reduce((sum, one) => sum + one, 0) };
}

function held(lock: Lock | 'unneeded' | 'busy'): Lock {
  if (typeof lock === 'string') return assert.fail(`the lock is ${lock}`);
  return lock;
}

describe('a lock between processes', () => {
  it('is held by one, and leaves nothing behind', async () => {
    const files = memorySessionFiles();
    const lock = held(await process(1, files).acquire());
    assert.equal(lock.holds(), true);
    await lock.release();
    assert.deepEqual([files.files.size, files.folders.size, lock.holds()], [0, 0, false]);
  });

  it('is waited for in looks of 50 ms until it is free', async () => {
    const files = memorySessionFiles();
    const first = held(await process(1, files).acquire());
    const second = process(2, files, { sleep: count => count === 3 && first.release() });
    assert.equal(held(await second.acquire()).holds(), true);
    assert.deepEqual(second.slept, [50, 50, 50]);
  });

  it('is given up for now after 45 s', async () => {
    const files = memorySessionFiles();
    const first = process(1, files);
    await first.acquire();
    const second = process(2, files, { sleep: first.beat });
    assert.equal(await second.acquire(), 'busy');
    assert.equal(second.waited(), 45_000);
  });

  it('is not waited for once it is unneeded', async () => {
    const files = memorySessionFiles();
    await process(1, files).acquire();
    const second = process(2, files);
    assert.equal(await second.acquire(45_000, async () => second.slept.length === 2), 'unneeded');
  });

  it('that beats is never taken over', async () => {
    const files = memorySessionFiles();
    const first = process(1, files);
    const lock = held(await first.acquire());
    const second = process(2, files, { sleep: count => (count % 40 === 0 ? first.beat() : undefined) });
    assert.equal(await second.acquire(600_000), 'busy');
    assert.equal(lock.holds(), true);
  });

  it('is taken over at once from a process that is gone', async () => {
    const files = memorySessionFiles();
    const lock = held(await process(1, files).acquire());
    const second = process(2, files, { dead: [1] });
    assert.equal(held(await second.acquire()).holds(), true);
    assert.deepEqual([second.slept, lock.holds()], [[], false]);
  });

  it('is taken over at once after a restart of the machine, whoever has the number now', async () => {
    const files = memorySessionFiles();
    await process(1, files).acquire();
    const second = process(2, files, { boot: 'second' });
    held(await second.acquire());
    assert.deepEqual(second.slept, []);
  });

  for (const [what, options] of [
    ['a process that stands still', {}],
    ['a process of another host, whose number says nothing here', { host: 'there', dead: [1] }],
  ] as const)
    it(`is taken over from ${what} after 20 s of looks without a beat`, async () => {
      const files = memorySessionFiles();
      await process(1, files).acquire();
      const second = process(2, files, options);
      held(await second.acquire());
      assert.equal(second.waited(), 20_000);
    });

  it('without an owner is taken over after 20 s of looks', async () => {
    const files = memorySessionFiles();
    await files.makeFolder(name);
    const second = process(2, files);
    held(await second.acquire());
    assert.equal(second.waited(), 20_000);
  });

  it('goes back to whoever got it between the look and the takeover', async () => {
    const files = memorySessionFiles();
    const first = held(await process(1, files).acquire());
    const third = process(3, files);
    let newer: Lock | undefined;
    const moveFolder: typeof files.moveFolder = async (from, to) => {
      if (newer === undefined) {
        newer = first;
        await first.release();
        newer = held(await third.acquire());
      }
      return files.moveFolder(from, to);
    };
    const second = process(2, { ...files, moveFolder }, { dead: [1], sleep: third.beat });
    assert.equal(await second.acquire(1000), 'busy');
    assert.equal(newer?.holds(), true);
    assert.deepEqual(files.folders, new Set([name]));
  });

  it('that was taken over is not released by its former holder', async () => {
    const files = memorySessionFiles();
    const former = process(1, files);
    const lock = held(await former.acquire());
    const next = held(await process(2, files, { dead: [1] }).acquire());
    await former.beat();
    assert.deepEqual([lock.holds(), next.holds()], [false, true]);
    await lock.release();
    assert.equal(next.holds(), true);
    assert.equal(former.beats.size, 0);
  });

  it('is not got by whoever stood still between making the folder and signing it', async () => {
    const files = memorySessionFiles();
    const second = process(2, files);
    let taken: Lock | undefined;
    const replace: typeof files.replace = async (file, text, still) => {
      if (taken === undefined) {
        await files.remove(name);
        taken = held(await second.acquire());
      }
      return files.replace(file, text, still);
    };
    assert.equal(await process(1, { ...files, replace }, { sleep: second.beat }).acquire(100), 'busy');
    assert.equal(taken?.holds(), true);
  });
});
