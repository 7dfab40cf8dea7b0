import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeSessionFiles } from '../../src/oauth/nodeSessionFiles.ts';
import { runs, thisProcess } from '../../src/oauth/thisProcess.ts';

describe('session files on disk', () => {
  let parent = '';
  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), 'pw-files-'));
  });
  afterEach(() => rmSync(parent, { recursive: true, force: true }));
  const open = () => nodeSessionFiles(join(parent, 'auth'));

  it('are replaced whole, for their owner only, and leave no other file', async () => {
    const files = open();
    assert.equal(files.read('a.json'), undefined);
    for (const text of ['one', 'two']) {
      assert.equal(await files.replace('a.json', text, () => true), true);
      assert.equal(files.read('a.json'), text);
    }
    assert.deepEqual(readdirSync(join(parent, 'auth')), ['a.json']);
    if (process.platform === 'win32') return;
    assert.equal(statSync(join(parent, 'auth/a.json')).mode & 0o777, 0o600);
    assert.equal(statSync(join(parent, 'auth')).mode & 0o777, 0o700);
  });

  it('stay as they are where the condition does not hold any more', async () => {
    const files = open();
    await files.replace('a.json', 'one', () => true);
    assert.equal(await files.replace('a.json', 'two', () => false), false);
    assert.equal(files.read('a.json'), 'one');
    assert.deepEqual(await files.names(), ['a.json']);
  });

  it('are written although somebody who tidies up takes the new text away', async () => {
    const files = open();
    let looks = 0;
    const tidied = async () =>
      files.replace('a.json', 'one', () => {
        looks += 1;
        const left = readdirSync(join(parent, 'auth')).filter(name => name.endsWith('.tmp'));
        if (looks < 3) for (const name of left) rmSync(join(parent, 'auth', name));
        return true;
      });
    assert.equal(await tidied(), true);
    assert.deepEqual([files.read('a.json'), looks], ['one', 3]);
  });

  it('let only one make a folder, and move it only where nothing is', async () => {
    const files = open();
    assert.deepEqual(await files.names(), []);
    const made = await Promise.all(Array.from({ length: 8 }, () => files.makeFolder('a.lock')));
    assert.equal(made.filter(Boolean).length, 1);
    await files.replace('a.lock/owner.json', '{}', () => true);
    const moved = await Promise.all(['x', 'y', 'z'].map(to => files.moveFolder('a.lock', to)));
    assert.equal(moved.filter(Boolean).length, 1);
    await files.makeFolder('a.lock');
    await files.replace('a.lock/owner.json', '{}', () => true);
    const [from = ''] = ['x', 'y', 'z'].filter((_name, index) => moved[index]);
    assert.equal(await files.moveFolder(from, 'a.lock'), false);
    await files.remove(from);
    await files.remove(from);
    assert.deepEqual(await files.names(), ['a.lock']);
  });

  it('of a lock that is gone do not come back', async () => {
    const files = open();
    assert.equal(await files.replace('a.lock/owner.json', '{}', () => true), false);
    assert.deepEqual(await files.names(), []);
  });

  it('that cannot be written say so', async () => {
    if (process.platform === 'win32' || process.getuid?.() === 0) {
      // Nobody is kept out there; a file in the way keeps everybody out.
      const files = nodeSessionFiles('/dev/null/auth');
      await assert.rejects(files.replace('a.json', 'x', () => true));
      return;
    }
    chmodSync(parent, 0o500);
    await assert.rejects(
      open().replace('a.json', 'x', () => true),
      { code: 'EACCES' },
    );
  });
});

describe('the process that this is', () => {
  it('runs, and is known again', () => {
    const self = thisProcess();
    assert.equal(runs(self.mark, thisProcess()), true);
    assert.ok(self.machine.length > 0);
    assert.ok(self.machine.every(mark => /^[0-9a-f]{16}$/.test(mark)));
  });

  it('can tell nothing of a process elsewhere', () => {
    const self = thisProcess();
    assert.equal(runs({ ...self.mark, host: 'elsewhere' }, self), undefined);
  });
});
