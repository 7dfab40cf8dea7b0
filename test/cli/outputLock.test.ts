import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockOutput } from '../../src/cli/outputLock.ts';
import type { ThisProcess } from '../../src/oauth/thisProcess.ts';

const process = (pid: number, running: readonly number[] = [], host = 'here'): ThisProcess => ({
  mark: { pid, host, boot: 'b' },
  machine: [],
  isRunning: other => running.includes(other),
});

describe('The lock of --output', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'procore-lock-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const lock = (self: ThisProcess) => lockOutput('a.json', folder, self);
  const left = (content: string) => writeFile(join(folder, 'a.json.part.lock'), content);

  /** Path of the file by which that lock is taken away. */
  async function rightOf(name: string) {
    const path = join(folder, name);
    const { mtimeMs } = await stat(path);
    const of = `${mtimeMs} ${await readFile(path, 'utf8')}`;
    return `${path}.${createHash('sha256').update(of).digest('hex').slice(0, 16)}`;
  }

  async function taken(self: ThisProcess) {
    const got = await lock(self);
    ok('release' in got);
    return got;
  }

  async function refused(self: ThisProcess) {
    const got = await lock(self);
    ok('problem' in got);
    return got.problem;
  }

  it('is there while a run has it', async () => {
    const first = await taken(process(1));
    deepEqual(await readdir(folder), ['a.json.part.lock']);
    await first.release();
    deepEqual(await readdir(folder), []);
  });

  it('is refused to a second run, in one sentence that says who has it', async () => {
    await taken(process(1));
    match(await refused(process(2, [1])), /^--output a\.json: another run \(process 1\) is writing its rows/);
  });

  it('is refused to a second run of the same process', async () => {
    const first = await taken(process(1));
    match(await refused(process(1, [1])), /process 1/);
    await first.release();
    await (await taken(process(1))).release();
  });

  it('of a process that ended is taken over, also by one of its number', async () => {
    for (const [self, pid] of [
      [process(2), 1],
      [process(1, [1]), 1],
    ] as const) {
      await left(JSON.stringify({ pid, host: 'here', boot: 'b' }));
      await (await taken(self)).release();
      deepEqual(await readdir(folder), []);
    }
  });

  it('of another machine is left alone', async () => {
    await left(JSON.stringify({ pid: 1, host: 'there', boot: 'c' }));
    match(await refused(process(2)), /delete a\.json\.part\.lock/);
  });

  it('that says nothing is taken over once it is old', async () => {
    const path = join(folder, 'a.json.part.lock');
    await left('');
    // However long this machine takes, it was not written long ago.
    await utimes(path, 2 ** 32, 2 ** 32);
    await refused(process(2));
    await utimes(path, 1, 1);
    await (await taken(process(2))).release();
  });

  it('goes to one of many that want it after a process ended', async () => {
    const pids = Array.from({ length: 20 }, (_, index) => index + 1);
    for (let round = 0; round < 50; round += 1) {
      await left(JSON.stringify({ pid: 99, host: 'here', boot: 'b' }));
      const got = await Promise.all(pids.map(pid => lock(process(pid, pids))));
      const [winner, ...others] = got.flatMap(one => ('release' in one ? [one] : []));
      ok(winner);
      equal(others.length, 0, `round ${round}`);
      await winner.release();
      deepEqual(await readdir(folder), []);
    }
  });

  it('is taken over though another process ended while it did so', async () => {
    await left(JSON.stringify({ pid: 99, host: 'here', boot: 'b' }));
    const right = await rightOf('a.json.part.lock');
    await writeFile(right, JSON.stringify({ pid: 98, host: 'here', boot: 'b' }));
    await (await taken(process(1))).release();
    deepEqual(await readdir(folder), []);
  });

  it('is not taken over while another process does so', async () => {
    await left(JSON.stringify({ pid: 99, host: 'here', boot: 'b' }));
    await writeFile(await rightOf('a.json.part.lock'), JSON.stringify({ pid: 98, host: 'here', boot: 'b' }));
    await refused(process(1, [98]));
  });

  it('cannot be taken where nothing can be written', async () => {
    const got = await lockOutput('no/a.json', folder, process(1));
    match('problem' in got ? got.problem : '', /nothing can be written beside it: ENOENT/);
  });
});
