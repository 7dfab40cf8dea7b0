import { deepEqual, equal, match, rejects } from 'node:assert/strict';
import { existsSync } from 'node:fs';
import {
  appendFile,
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRowFile, rowFormatOf } from '../../src/runner/rowFile.ts';
import type { ReadSoFar } from '../../src/runner/rowStore.ts';

const list = { digest: 'd', request: 'GET https://api.procore.com/rest/x' };
const soFar = (pagesRead: number): ReadSoFar => ({
  report: { page: pagesRead, perPage: 2, total: 5, hasNext: true, pagesRead, rowsRead: pagesRead * 2 },
  next: { per_page: '2', page: String(pagesRead + 1) },
  lastIds: [String(pagesRead * 2)],
});

const mask = (latin1: string) => latin1.replaceAll('secret', '***');

describe('A file of rows', () => {
  let folder: string;
  let time = 0;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'procore-rows-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const store = (name: string) => createRowFile(join(folder, name), name, () => (time += 1000));
  const content = (name: string) => readFile(join(folder, name), 'utf8');

  it('holds one array once all pages came, and nothing lies beside it', async () => {
    const rows = await store('a.json').open(list, undefined);
    await rows.add(Buffer.from('{"id":1}, {"id":2}'), soFar(1), mask);
    await rows.add(Buffer.from('{"id":9007199254740993}'), soFar(2), mask);
    deepEqual((await readdir(folder)).sort(), ['a.json.part', 'a.json.part.json']);
    const kept = await rows.finish();
    equal(await content('a.json'), '[{"id":1}, {"id":2},\n{"id":9007199254740993}]\n');
    deepEqual(await readdir(folder), ['a.json']);
    deepEqual(kept.file, { name: 'a.json', bytes: (await content('a.json')).length });
    deepEqual(JSON.parse(await kept.text()).length, 3);
  });

  it('of JSON Lines holds a row on each line', async () => {
    const rows = await store('a.jsonl').open(list, undefined);
    await rows.add(Buffer.from('{"id": 1},\n {"a": "x, y"}'), soFar(1), mask);
    await rows.add(Buffer.from(''), soFar(2), mask);
    await rows.add(Buffer.from('3'), soFar(3), mask);
    const kept = await rows.finish();
    equal(await content('a.jsonl'), '{"id":1}\n{"a":"x, y"}\n3\n');
    equal(await kept.text(), '[{"id":1},{"a":"x, y"},3]');
  });

  for (const [name, empty] of [
    ['a.json', '[]\n'],
    ['a.ndjson', ''],
  ] as const) {
    it(`without rows is ${JSON.stringify(empty)} in ${name}`, async () => {
      const rows = await store(name).open(list, undefined);
      await rows.add(Buffer.from(''), soFar(1), mask);
      await rows.finish();
      equal(await content(name), empty);
    });
  }

  it('may be read by no more people than the one that it replaces, while it is written too', async function () {
    if (process.platform === 'win32') this.skip();
    await writeFile(join(folder, 'a.json'), 'old');
    await chmod(join(folder, 'a.json'), 0o600);
    const permissions = async (name: string) => (await stat(join(folder, name))).mode & 0o777;
    const rows = await store('a.json').open(list, undefined);
    await rows.add(Buffer.from('1'), soFar(1), mask);
    equal(await permissions('a.json.part'), 0o600);
    await rows.finish();
    deepEqual([await content('a.json'), await permissions('a.json')], ['[1]\n', 0o600]);
  });

  it('is continued where a reading stopped', async () => {
    const first = await store('a.json').open(list, undefined);
    await first.add(Buffer.from('1,2'), soFar(1), mask);
    const stopped = await first.stop();
    equal(stopped.file?.name, 'a.json.part');
    equal(await stopped.text(), '[1,2]');
    const again = store('a.json');
    const from = await again.earlier(list);
    deepEqual(from, soFar(1));
    const second = await again.open(list, from);
    await second.add(Buffer.from('3'), soFar(2), mask);
    await second.finish();
    equal(await content('a.json'), '[1,2,\n3]\n');
  });

  it('is continued after whole pages where the process was ended in the middle of one', async () => {
    const first = await store('a.jsonl').open(list, undefined);
    await first.add(Buffer.from('1,2'), soFar(1), mask);
    await appendFile(join(folder, 'a.jsonl.part'), '\n{"half":');
    const again = store('a.jsonl');
    const second = await again.open(list, await again.earlier(list));
    await second.add(Buffer.from('3'), soFar(2), mask);
    await second.finish();
    equal(await content('a.jsonl'), '1\n2\n3\n');
    // Only so that nothing is left open: the process that had it was ended.
    await first.stop();
  });

  describe('whose state cannot be written at the end', () => {
    it('goes back to the state before, which stays', async () => {
      const rows = await store('a.json').open(list, undefined);
      await rows.add(Buffer.from('1,2'), soFar(1), mask);
      await mkdir(join(folder, 'a.json.part.json.new'));
      await rejects(rows.add(Buffer.from('3,4'), soFar(2), mask));
      const stopped = await rows.stop();
      deepEqual(stopped.soFar, soFar(1));
      equal(await stopped.text(), '[1,2]');
      deepEqual(await store('a.json').earlier(list), soFar(1));
    });

    if (existsSync('/dev/full')) {
      it('gives up as many of the last pages as it takes', async () => {
        const still = createRowFile(join(folder, 'a.json'), 'a.json', () => 0);
        const rows = await still.open(list, undefined);
        for (const page of [1, 2, 3]) await rows.add(Buffer.from(`${page}`), soFar(page), mask);
        await symlink('/dev/full', join(folder, 'a.json.part.json.new'));
        const stopped = await rows.stop();
        deepEqual(stopped.soFar, soFar(2));
        deepEqual(JSON.parse(await stopped.text()), [1, 2]);
        deepEqual(await still.earlier(list), soFar(2));
      });
    }

    it('keeps nothing where there was none', async () => {
      await mkdir(join(folder, 'a.json.part.json.new'));
      const rows = await store('a.json').open(list, undefined);
      await rejects(rows.add(Buffer.from('1,2'), soFar(1), mask));
      equal((await rows.stop()).soFar, undefined);
      equal(await store('a.json').earlier(list), undefined);
    });
  });

  it('is continued after the last whole page where its end could not be written', async () => {
    const rows = await store('a.json').open(list, undefined);
    await rows.add(Buffer.from('1,2'), soFar(1), mask);
    await mkdir(join(folder, 'a.json'));
    await rows.add(Buffer.from('3'), { ...soFar(2), next: undefined }, mask);
    await rejects(rows.finish());
    deepEqual((await rows.stop()).soFar, soFar(1));
    await rm(join(folder, 'a.json'), { recursive: true });
    const again = store('a.json');
    const second = await again.open(list, await again.earlier(list));
    await second.add(Buffer.from('3'), { ...soFar(2), next: undefined }, mask);
    await second.finish();
    equal(await content('a.json'), '[1,2,\n3]\n');
  });

  it('knows again with what its last page was asked for, and that rows had moved', async () => {
    const moved = { ...soFar(1), lastMark: { page: '1' }, moved: true as const };
    const rows = await store('a.json').open(list, undefined);
    await rows.add(Buffer.from('1,2'), moved, mask);
    await rows.stop();
    deepEqual(await store('a.json').earlier(list), moved);
  });

  it('holds every character of a long page', async () => {
    const long = JSON.stringify(`${'a'.repeat(65_534)}😀${'é€😀'.repeat(40_000)}`);
    for (const name of ['a.json', 'a.jsonl']) {
      const rows = await store(name).open(list, undefined);
      await rows.add(Buffer.from(long), soFar(1), mask);
      const kept = await rows.finish();
      equal(await kept.text(), `[${long}]`);
      equal(kept.file?.bytes, Buffer.byteLength(await content(name)));
    }
  });

  it('holds no secret', async () => {
    const rows = await store('a.json').open(list, undefined);
    await rows.add(Buffer.from(`"${'a'.repeat(65_533)}secret","é"`), soFar(1), mask);
    await rows.finish();
    match(await content('a.json'), /a\*\*\*","é"\]/);
  });

  it('leaves the earlier file as it is until all pages came', async () => {
    await writeFile(join(folder, 'a.json'), 'before');
    const rows = await store('a.json').open(list, undefined);
    await rows.add(Buffer.from('1'), soFar(1), mask);
    await rows.stop();
    equal(await content('a.json'), 'before');
  });

  describe('is not continued', () => {
    beforeEach(async () => {
      const rows = await store('a.json').open(list, undefined);
      await rows.add(Buffer.from('1,2'), soFar(1), mask);
      await rows.stop();
    });

    it('for another request', async () =>
      equal(await store('a.json').earlier({ ...list, digest: 'other' }), undefined));

    for (const [claim, state] of [
      ['a state that is cut off', '{"version":1,'],
      ['a state of another version', '{"version":2}'],
      ['a state without figures', '{"version":1,"request":"","digest":"d","format":"array","bytes":-1}'],
    ] as const) {
      it(`with ${claim}`, async () => {
        await writeFile(join(folder, 'a.json.part.json'), state);
        equal(await store('a.json').earlier(list), undefined);
      });
    }

    it('where rows are missing that the state knows of', async () => {
      await writeFile(join(folder, 'a.json.part'), '[');
      equal(await store('a.json').earlier(list), undefined);
    });

    it('but begun anew', async () => {
      const rows = await store('a.json').open(list, undefined);
      await rows.add(Buffer.from('7'), soFar(1), mask);
      await rows.finish();
      equal(await content('a.json'), '[7]\n');
    });
  });

  it('cannot be opened where there is no folder', () =>
    rejects(createRowFile(join(folder, 'no', 'a.json'), 'a.json', Date.now).open(list, undefined), {
      code: 'ENOENT',
    }));

  it('has its form by its name', () => {
    equal(rowFormatOf('x/a.JSONL'), 'lines');
    equal(rowFormatOf('a.ndjson'), 'lines');
    equal(rowFormatOf('a.jsonl.json'), 'array');
  });
});
