import { deepEqual, equal, rejects } from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { replaceFile } from '../../src/cli/replaceFile.ts';
import { root } from '../support/paths.ts';
import { runCommand } from '../support/runCommand.ts';

const own = JSON.stringify(join(root, 'src/cli/replaceFile.ts'));

/** A megabyte into `a.json`. */
const work = `
import { replaceFile } from ${own};
console.log('writing');
await replaceFile('a.json', Buffer.alloc(1_000_000, 'x'));
`;

describe('A file that takes the place of another', () => {
  let folder = '';
  let path = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'procore-http-'));
    path = join(folder, 'a.json');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const text = (file = path) => readFileSync(file, 'utf8');

  it('is there whole, and alone', async () => {
    await replaceFile(path, Buffer.from('new'));
    await replaceFile(path, Buffer.from('newer'));
    deepEqual([text(), readdirSync(folder)], ['newer', ['a.json']]);
  });

  it('may have as long a name as the system allows', async () => {
    const name = `${'x'.repeat(250)}.json`;
    await replaceFile(join(folder, name), Buffer.from('new'));
    await replaceFile(join(folder, name), Buffer.from('newer'));
    deepEqual([text(join(folder, name)), readdirSync(folder)], ['newer', [name]]);
  });

  it('leaves the other one as it is to whoever reads it', async () => {
    writeFileSync(path, 'old');
    const reader = await open(path);
    await replaceFile(path, Buffer.from('new'));
    equal(await reader.readFile('utf8'), 'old');
    await reader.close();
    equal(text(), 'new');
  });

  it('may be read by no more people than the other one', async function () {
    if (process.platform === 'win32') this.skip();
    writeFileSync(path, 'old');
    chmodSync(path, 0o600);
    await replaceFile(path, Buffer.from('new'));
    const part = join(folder, '.a.json.part');
    writeFileSync(part, 'from elsewhere');
    await replaceFile(path, { path: part, bytes: 14, masked: false });
    deepEqual([text(), statSync(path).mode & 0o777], ['from elsewhere', 0o600]);
  });

  it('is written to where a link leads, which stays one', async () => {
    const target = join(folder, 'target.json');
    symlinkSync(target, path);
    await replaceFile(path, Buffer.from('new'));
    await replaceFile(path, Buffer.from('newer'));
    deepEqual([text(target), lstatSync(path).isSymbolicLink()], ['newer', true]);
  });

  it('goes through a pipe, which stays one', async function () {
    if (process.platform === 'win32') this.skip();
    execFileSync('mkfifo', [path]);
    const [read] = await Promise.all([readFile(path, 'utf8'), replaceFile(path, Buffer.from('new'))]);
    deepEqual([read, lstatSync(path).isFIFO(), readdirSync(folder)], ['new', true, ['a.json']]);
  });

  it('is not written where there is a folder, and leaves nothing beside it', async () => {
    mkdirSync(path);
    await rejects(replaceFile(path, Buffer.from('new')));
    deepEqual(readdirSync(folder), ['a.json']);
  });

  it('does not harm the other one when the writing ends in the middle', async function () {
    if (process.platform === 'win32') this.skip();
    writeFileSync(path, 'old');
    // The system ends who writes more than that.
    const command = 'ulimit -c 0; ulimit -f 100; exec "$0" --input-type=module --eval "$1"';
    const { status, output } = await runCommand('sh', ['-c', command, process.execPath, work], {
      cwd: folder,
    });
    deepEqual([status === 0, output.slice(0, 8), text()], [false, 'writing\n', 'old']);
  });

  it('is written to where it has a second name, and stays one under both', async () => {
    writeFileSync(path, 'old');
    linkSync(path, join(folder, 'b.json'));
    await replaceFile(path, Buffer.from('new'));
    deepEqual([text(), text(join(folder, 'b.json'))], ['new', 'new']);
  });
});
