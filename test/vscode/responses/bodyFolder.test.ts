import { deepEqual, equal } from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { createBodyFolder, isProcessAlive } from '../../../src/vscode/responses/bodyFolder.ts';

const day = 24 * 60 * 60 * 1000;

describe('The folder for long answers', () => {
  let root: string;
  beforeEach(() => {
    root = join(mkdtempSync(join(tmpdir(), 'pw-answers-')), 'answers');
  });
  afterEach(() => rmSync(join(root, '..'), { recursive: true, force: true }));

  const world = { pid: 40, isAlive: (pid: number) => pid === 41, now: Date.now };
  const write = async (folder: ReturnType<typeof createBodyFolder>, extension: string) => {
    const { path, stream } = await folder.files(10).create(extension);
    await new Promise<void>(resolve => stream.end('[1]', resolve));
    return path;
  };

  it('is not there before the first one comes, and is gone with the window', async () => {
    const folder = createBodyFolder(root, world);
    equal(existsSync(root), false);
    const path = await write(folder, '.json');
    equal(basename(path), 'answer-1.json');
    equal(basename(await write(folder, '.png')), 'answer-2.png');
    folder.dispose();
    deepEqual(readdirSync(root), []);
  });

  it('is read by nobody else, and its files are not changed by mistake', async () => {
    const folder = createBodyFolder(root, world);
    const path = await write(folder, '.json');
    equal(statSync(path).mode & 0o777, 0o400);
    equal(statSync(join(path, '..')).mode & 0o777, 0o700);
  });

  it('takes a file that lies elsewhere, as one of its own', async () => {
    const folder = createBodyFolder(root, world);
    const before = join(root, '..', 'rows.json');
    writeFileSync(before, '[1]');
    const path = await folder.adopt(before);
    equal(basename(path), 'answer-1.json');
    equal(statSync(path).mode & 0o777, 0o400);
    equal(existsSync(before), false);
  });

  it('takes the next answer while another one goes away', async () => {
    const folder = createBodyFolder(root, world);
    const path = await write(folder, '.json');
    symlinkSync(join(root, 'gone'), join(path, '..', 'answer-gone.json'));
    equal(basename(await write(folder, '.json')), 'answer-2.json');
  });

  it('takes the place of those that windows left behind, and leaves those of open windows', async () => {
    for (const name of ['41-open', '42-crashed', '41-old', 'strange']) {
      mkdirSync(join(root, name), { recursive: true });
    }
    const old = (Date.now() - 8 * day) / 1000;
    utimesSync(join(root, '41-old'), old, old);
    const path = await write(createBodyFolder(root, world), '.json');
    while (readdirSync(root).length > 2) await turn();
    deepEqual(readdirSync(root).sort(), [basename(join(path, '..')), '41-open'].sort());
  });
});

describe('A process', () => {
  it('is alive or not', () => {
    equal(isProcessAlive(process.pid), true);
    equal(isProcessAlive(2 ** 30), false);
    equal(isProcessAlive(Number.NaN), false);
  });
});
