import { deepEqual, equal, match, ok, rejects } from 'node:assert/strict';
import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rename,
  rm,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKeptLists } from '../../src/runner/keptLists.ts';
import type { OpenRows, ReadSoFar } from '../../src/runner/rowStore.ts';

const list = { digest: 'd1', request: 'GET https://api.procore.com/rest/x' };
const soFar = (pagesRead: number): ReadSoFar => ({
  report: { page: pagesRead, perPage: 1, total: 9, hasNext: true, pagesRead, rowsRead: pagesRead },
  next: { page: String(pagesRead + 1) },
  lastIds: [String(pagesRead)],
});
const mask = (latin1: string) => latin1.replaceAll('secret', '***');
const row = (id: number, more = '') => `{"id":${id},"text":"secret${more}"}`;

describe('Lists that are kept for a restart', () => {
  let folder: string;
  let alive: Set<number>;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pw-lists-'));
    alive = new Set();
  });
  afterEach(() => rm(folder, { recursive: true }));

  const store = (pid = 100, limit = 200, now = Date.now) => {
    alive.add(pid);
    return createKeptLists({
      folder: join(folder, 'lists'),
      pid,
      isAlive: other => alive.has(other),
      now,
      limit: () => limit,
      async keepWhole(path) {
        await mkdir(join(folder, 'answers'), { recursive: true });
        const target = join(folder, 'answers', 'answer-1.json');
        await rename(path, target);
        return target;
      },
    });
  };
  async function add(rows: OpenRows, from: number, to: number, more = '') {
    for (let page = from; page <= to; page += 1)
      await rows.add(Buffer.from(row(page, more)), soFar(page), mask);
    return rows;
  }
  const inLists = () => readdir(join(folder, 'lists')).catch(() => []);
  const ids = async (kept: { text(): Promise<string> }) =>
    JSON.parse(await kept.text()).map(({ id }: { readonly id: number }) => id);

  it('stay in memory while they are short, and leave nothing on the disk', async () => {
    const kept = await (await add(await store().open(list, undefined), 1, 3)).finish();
    equal(kept.file, undefined);
    deepEqual(await ids(kept), [1, 2, 3]);
    deepEqual(await inLists(), []);
  });

  it('go to a file beyond the limit, which becomes an answer when all have come', async () => {
    const rows = await add(await store().open(list, undefined), 1, 20);
    const [work = ''] = await inLists();
    match(work, /^d1\.100-/);
    const kept = await rows.finish();
    equal(kept.file?.name, join(folder, 'answers', 'answer-1.json'));
    equal((await readFile(kept.file.name)).length, kept.file.bytes);
    equal((await ids(kept)).length, 20);
    ok(!(await kept.text()).includes('secret'));
    deepEqual(await inLists(), []);
  });

  for (const [size, more] of [
    ['short', ''],
    ['long', 'x'.repeat(100)],
  ] as const) {
    it(`that are ${size} go on in another process after a stop, masked on the disk`, async () => {
      const stopped = await (await add(await store().open(list, undefined), 1, 3, more)).stop();
      deepEqual(await ids(stopped), [1, 2, 3]);
      equal(stopped.where, undefined);
      equal(stopped.file === undefined, size === 'short');
      deepEqual(await inLists(), ['d1']);
      const part = await readFile(join(folder, 'lists', 'd1', 'rows.json.part'), 'utf8');
      match(part, /"text":"\*\*\*/);
      ok(!part.includes('secret'));
      const other = store(200);
      const from = await other.earlier(list);
      deepEqual(from, soFar(3));
      equal(await other.earlier({ ...list, digest: 'd2' }), undefined);
      const kept = await (await add(await other.open(list, from), 4, 5, more)).finish();
      deepEqual(await ids(kept), [1, 2, 3, 4, 5]);
      deepEqual(await inLists(), []);
    });
  }

  it('go on after a process that ended badly, as far as its file got, and not while it runs', async () => {
    let time = Date.now();
    const lost = await add(await store(100, 10, () => (time += 1000)).open(list, undefined), 1, 4);
    equal(await store(200).earlier(list), undefined);
    alive.delete(100);
    const from = await store(200).earlier(list);
    equal(from?.report.rowsRead, 4);
    await lost.stop();
  });

  it('are gone on with by one window alone', async () => {
    await (await add(await store().open(list, undefined), 1, 3)).stop();
    const [one, other] = [store(200), store(300)];
    const from = await one.earlier(list);
    const rows = await one.open(list, from);
    await rejects(other.open(list, from), /another window has read on from there/);
    equal(await other.earlier(list), undefined);
    await rows.stop();
  });

  it('are not kept where nothing is left to be read', async () => {
    const rows = await store().open(list, undefined);
    await rows.add(Buffer.from(row(1)), { ...soFar(1), next: undefined }, mask);
    equal((await rows.stop()).soFar, undefined);
    deepEqual(await inLists(), []);
  });

  it('are shown though what lies beside them goes away while they are tidied', async () => {
    const rows = await add(await store().open(list, undefined), 1, 20);
    await symlink(join(folder, 'gone'), join(folder, 'lists', 'of-another'));
    const stopped = await rows.stop();
    equal((await ids(stopped)).length, 20);
    deepEqual(await store(200).earlier(list), soFar(20));
  });

  it('are shown, and can be gone on with, though another window stops the same in that moment', async () => {
    const first = await add(await store(100).open(list, undefined), 1, 20);
    const second = await add(await store(200).open(list, undefined), 1, 20);
    const stopped = await Promise.all([first.stop(), second.stop()]);
    deepEqual(await Promise.all(stopped.map(async kept => (await ids(kept)).length)), [20, 20]);
    alive.clear();
    deepEqual(await store(300).earlier(list), soFar(20));
  });

  /** Files of the folder that this process has open, where the system tells. */
  async function left(): Promise<readonly string[]> {
    const open = await readdir('/proc/self/fd').catch(() => []);
    const paths = await Promise.all(open.map(each => readlink(`/proc/self/fd/${each}`).catch(() => '')));
    return paths.filter(path => path.startsWith(folder));
  }

  it('leave nothing open where their rows cannot be written, and keep those that could', async () => {
    const rows = await add(await store(100, 30).open(list, undefined), 1, 1);
    const full = () => {
      throw new Error('no space left on device');
    };
    await rejects(rows.add(Buffer.from(row(2)), soFar(2), full), /no space/);
    deepEqual(await left(), []);
    equal((await ids(await rows.stop())).length, 2);
    deepEqual(await left(), []);
    deepEqual(await inLists(), ['d1']);
    deepEqual(await store(100).earlier(list), soFar(1));
  });

  it('can be gone on with later where their file cannot be opened now', async () => {
    await (await add(await store().open(list, undefined), 1, 3)).stop();
    const part = join(folder, 'lists', 'd1', 'rows.json.part');
    const aside = join(folder, 'aside');
    const lists = store();
    const from = await lists.earlier(list);
    await rename(part, aside);
    await mkdir(part);
    await writeFile(join(part, 'in the way'), '');
    await rejects(lists.open(list, from));
    deepEqual(await left(), []);
    await rm(join(folder, 'lists', 'd1', 'rows.json.part'), { recursive: true });
    await rename(aside, part);
    deepEqual(await lists.earlier(list), soFar(3));
  });

  it('are kept for the last five and for a week', async () => {
    const stop = async (digest: string) =>
      (await add(await store().open({ ...list, digest }, undefined), 1, 1)).stop();
    const age = (name: string, days: number) => {
      const then = Date.now() / 1000 - days * 86_400;
      return utimes(join(folder, 'lists', name), then, then);
    };
    for (const [digest, days] of [
      ['a', 8],
      ['b', 5],
      ['c', 4],
      ['d', 3],
      ['e', 2],
    ] as const) {
      await stop(digest);
      await age(digest, days);
    }
    await stop('f');
    deepEqual(await inLists(), ['b', 'c', 'd', 'e', 'f']);
    await stop('g');
    deepEqual(await inLists(), ['c', 'd', 'e', 'f', 'g']);
  });
});
