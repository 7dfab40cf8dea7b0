import { deepEqual, equal, rejects } from 'node:assert/strict';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyInPieces } from '../../src/runner/copyFile.ts';

const body = Buffer.alloc((3 << 20) + 7, 'rows');

describe('A copy of a long body', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pw-copy-'));
    await writeFile(join(folder, 'from'), body);
    await chmod(join(folder, 'from'), 0o400);
  });
  afterEach(() => rm(folder, { recursive: true }));

  const copy = (stop = new AbortController(), onBytes: (bytes: number) => void = () => {}) =>
    copyInPieces(join(folder, 'from'), join(folder, 'to'), stop.signal, onBytes);

  it('tells how much is there, and may be written to', async () => {
    const told: number[] = [];
    equal(await copy(undefined, bytes => told.push(bytes)), true);
    deepEqual(await readFile(join(folder, 'to')), body);
    deepEqual(told, [1 << 20, 2 << 20, 3 << 20, body.length]);
    equal((await stat(join(folder, 'to'))).mode & 0o200, 0o200);
  });

  it('that is stopped leaves an earlier file as it was, and nothing beside it', async () => {
    await writeFile(join(folder, 'to'), 'earlier');
    const stop = new AbortController();
    equal(await copy(stop, () => stop.abort()), false);
    equal(await readFile(join(folder, 'to'), 'utf8'), 'earlier');
    deepEqual((await readdir(folder)).sort(), ['from', 'to']);
  });

  it('leaves alone what is called as a part of it might be', async () => {
    await writeFile(join(folder, 'to.part'), 'mine');
    equal(await copy(), true);
    equal(await readFile(join(folder, 'to.part'), 'utf8'), 'mine');
    deepEqual((await readdir(folder)).sort(), ['from', 'to', 'to.part']);
  });

  it('says why it cannot be made', async () => {
    await rm(join(folder, 'from'), { force: true });
    await rejects(copy(), /ENOENT/);
  });
});
