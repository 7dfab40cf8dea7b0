import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeSessionFiles } from '../../../src/oauth/nodeSessionFiles.ts';
import { createBudgetFiles } from '../../../src/vscode/requests/budgetFiles.ts';
import { fakeClock } from '../../support/fakeClock.ts';
import { memorySessionFiles } from '../../support/memorySessionFiles.ts';

const book = (at: number) => JSON.stringify({ v: 1, at, underWay: 0, windows: [] });

describe('budget files', () => {
  const clock = fakeClock();

  it('tell each window of the editor what the others wrote last, and nothing of another budget', async () => {
    const files = memorySessionFiles();
    const [a, b] = [createBudgetFiles(files, 'a', clock), createBudgetFiles(files, 'b', clock)];
    deepEqual(await a.exchange('sandbox', book(clock.now())), []);
    deepEqual(await b.exchange('sandbox', book(clock.now() + 1)), [book(clock.now())]);
    await a.exchange('sandbox', book(clock.now() + 2));
    deepEqual(await b.exchange('sandbox', book(clock.now() + 3)), [book(clock.now() + 2)]);
    deepEqual(await b.exchange('production', book(clock.now())), []);
  });

  it('have names that tell neither app nor company', async () => {
    const files = memorySessionFiles();
    await createBudgetFiles(files, 'a', clock).exchange('sandbox client-1 company-2', book(1));
    for (const name of files.files.keys()) ok(!/sandbox|client|company/.test(name), name);
  });

  it('keep a newer program’s text, and drop a damaged one and one of a process that ended', async () => {
    const files = memorySessionFiles();
    const store = createBudgetFiles(files, 'a', clock);
    await store.exchange('k', book(clock.now()));
    const [name = ''] = files.files.keys();
    const newer = JSON.stringify({ v: 9, at: clock.now() });
    files.files.set(name.replace('.a.', '.newer.'), newer);
    files.files.set(name.replace('.a.', '.damaged.'), '{"v":1,');
    files.files.set(name.replace('.a.', '.ended.'), book(clock.now() - 3 * 3_600_000));
    deepEqual(await store.exchange('k', book(clock.now())), [newer]);
    equal(files.files.size, 2);
  });

  it('hold nobody up where the file system stands still, and are not written twice at once', async () => {
    let begun = 0;
    const still = new Promise<never>(() => {});
    const files = {
      ...memorySessionFiles(),
      replace: () => {
        begun += 1;
        return still;
      },
    };
    const impatient = fakeClock({ autoAdvance: true });
    const store = createBudgetFiles(files, 'a', impatient);
    equal(await store.exchange('k', book(1)), undefined);
    equal(await store.exchange('k', book(2)), undefined);
    deepEqual([begun, impatient.slept], [1, [50, 50]]);
  });

  it('that cannot be written say so', async () => {
    const files = { ...memorySessionFiles(), replace: () => Promise.reject(new Error('disk full')) };
    const store = createBudgetFiles(files, 'a', clock);
    await rejects(store.exchange('k', book(1)), /disk full/);
    await rejects(store.exchange('k', book(2)), /disk full/);
  });

  it('are written one after the other', async () => {
    const files = memorySessionFiles();
    const written: string[] = [];
    let free = () => {};
    const slow = {
      ...files,
      async replace(name: string, text: string, still: () => boolean) {
        if (written.length === 0)
          await new Promise<void>(resolve => {
            free = resolve;
          });
        written.push(text);
        return files.replace(name, text, still);
      },
    };
    const patient = fakeClock();
    const store = createBudgetFiles(slow, 'a', patient);
    const first = store.exchange('k', book(1));
    await new Promise(resolve => setImmediate(resolve));
    patient.advance(50);
    equal(await first, undefined);
    const second = store.exchange('k', book(2));
    free();
    deepEqual(await second, []);
    deepEqual(written, [book(1), book(2)]);
  });

  it('on disk are one small file for each window', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pw-budgets-'));
    try {
      const open = (own: string) =>
        createBudgetFiles(nodeSessionFiles(folder, { durable: false }), own, clock);
      const [a, b] = [open('a'), open('b')];
      await a.exchange('k', book(clock.now()));
      deepEqual(await b.exchange('k', book(clock.now() + 1)), [book(clock.now())]);
      equal(readdirSync(folder).length, 2);
      const [first = ''] = readdirSync(folder);
      equal(readFileSync(join(folder, first), 'utf8').length < 100, true);
      writeFileSync(join(folder, first.replace('.a.', '.c.')), '\u0000');
      deepEqual(await b.exchange('k', book(clock.now() + 2)), [book(clock.now())]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
