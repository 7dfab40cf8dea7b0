import { deepEqual, equal, rejects } from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createHistoryFiles } from '../../../src/vscode/history/historyFiles.ts';

describe('the files of the history', () => {
  let home: string;
  let folder: string;

  beforeEach(() => {
    home = mkdtempSync(path.join(tmpdir(), 'history-'));
    folder = path.join(home, 'own');
  });
  afterEach(() => rmSync(home, { recursive: true }));

  it('are none before the first entry, and no folder is made', async () => {
    const files = createHistoryFiles(folder);
    deepEqual(await files.names(), []);
    deepEqual(readdirSync(home), []);
  });

  it('are listed latest first', async () => {
    const files = createHistoryFiles(folder);
    const first = await files.write(1000, 'one');
    const second = await files.write(2000, 'two');
    deepEqual(await files.names(), [second, first]);
    equal(await files.read(first), 'one');
  });

  it('of many windows that write at the same time are all there, each whole', async () => {
    const windows = Array.from({ length: 8 }, () => createHistoryFiles(folder));
    const texts = Array.from({ length: 80 }, (_, index) => `${index} `.repeat(1000));
    await Promise.all(texts.map((text, index) => windows[index % 8]?.write(1000, text)));
    const names = await createHistoryFiles(folder).names();
    const read = await Promise.all(names.map(name => createHistoryFiles(folder).read(name)));
    deepEqual(read.sort(), [...texts].sort());
  });

  it('that are half written are not listed', async () => {
    const files = createHistoryFiles(folder);
    const name = await files.write(1000, 'one');
    writeFileSync(path.join(folder, name.replace('json', 'part')), 'on');
    writeFileSync(path.join(folder, 'notes.txt'), 'mine');
    deepEqual(await files.names(), [name]);
  });

  it('are read by this user only', async () => {
    if (process.platform === 'win32') return;
    const name = await createHistoryFiles(folder).write(1000, 'one');
    equal(statSync(folder).mode & 0o077, 0);
    equal(statSync(path.join(folder, name)).mode & 0o077, 0);
  });

  it('that another window deleted are gone, not an error', async () => {
    const files = createHistoryFiles(folder);
    const name = await files.write(1000, 'one');
    await createHistoryFiles(folder).remove([name]);
    equal(await files.read(name), undefined);
    equal(await files.readStart(name), undefined);
    await files.remove([name]);
    await files.removeOutdated({ maxAge: 1, maxEntries: 1, maxBytes: 1 }, 5000);
  });

  it('are read from the start only as far as a head goes', async () => {
    const files = createHistoryFiles(folder);
    const name = await files.write(1000, 'x'.repeat(1_000_000));
    equal((await files.readStart(name))?.length, 32_768);
  });

  it('end when they are too many', async () => {
    const files = createHistoryFiles(folder);
    for (let at = 1000; at < 1010; at += 1) await files.write(at, 'x');
    await files.removeOutdated({ maxAge: undefined, maxEntries: 3, maxBytes: 100 }, 5000);
    equal((await files.names()).length, 3);
  });

  it('say why they cannot be written', async () => {
    writeFileSync(folder, 'a file where the folder should be');
    await rejects(createHistoryFiles(folder).write(1000, 'x'), /EEXIST|ENOTDIR/);
  });
});
