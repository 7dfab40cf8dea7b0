import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeAnswerFile } from '../../src/cli/answerFile.ts';
import { readBodyFile } from '../../src/cli/bodyFile.ts';
import { headOf, isStreamed, smallFile } from '../../src/runner/streamedBody.ts';

describe('Files of requests in the terminal', () => {
  let root = '';
  let work = '';
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'procore-http-'));
    work = join(root, 'work');
    mkdirSync(join(work, 'sub'), { recursive: true });
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const write = (path: string, overwrite = false, text = 'x', file = 'sub/a.http') =>
    writeAnswerFile({ path, overwrite }, Buffer.from(text), join(work, file), work);
  const read = async (path: string, notices: string[] = []) => {
    const content = await readBodyFile(path, join(work, 'sub/a.http'), work, text => notices.push(text));
    return Buffer.from(await headOf(content, content.byteLength)).toString();
  };

  it('a large body file is read only while it is sent, and from its start each time', async () => {
    writeFileSync(join(work, 'large.bin'), Buffer.alloc(smallFile + 1, 'x'));
    const content = await readBodyFile('large.bin', join(work, 'a.http'), work);
    ok(isStreamed(content));
    equal(content.byteLength, smallFile + 1);
    equal((await headOf(content, content.byteLength)).length, smallFile + 1);
    equal((await headOf(content, 3)).toString(), 'xxx');
    writeFileSync(join(work, 'large.bin'), 'now it is short');
    await rejects(headOf(content, content.byteLength), /large\.bin became shorter while it was sent/);
  });

  it('an answer goes beside the .http file, into folders that are made for it', async () => {
    equal(await write('./answers/new/a.json'), join('sub', 'answers', 'new', 'a.json'));
    equal(readFileSync(join(work, 'sub/answers/new/a.json'), 'utf8'), 'x');
  });

  it('a taken name gets a number', async () => {
    deepEqual(
      [await write('a.json'), await write('a.json'), await write('a.json')],
      ['sub/a.json', 'sub/a-1.json', 'sub/a-2.json'].map(name => join(...name.split('/'))),
    );
    await write('plain');
    equal(await write('plain'), join('sub', 'plain-1'));
  });

  it('>>! replaces what is there', async () => {
    await write('a.json', true, 'first');
    equal(await write('a.json', true, 'second'), join('sub', 'a.json'));
    equal(readFileSync(join(work, 'sub/a.json'), 'utf8'), 'second');
  });

  it('>>! leaves what it replaces to whoever reads it, and a body in a file where that is', async () => {
    const body = { path: join(root, 'body'), bytes: 4, masked: false };
    writeFileSync(body.path, 'body');
    await write('a.json', true, 'first');
    const reader = await open(join(work, 'sub/a.json'));
    await writeAnswerFile({ path: 'a.json', overwrite: true }, body, join(work, 'sub/a.http'), work);
    equal(await reader.readFile('utf8'), 'first');
    await reader.close();
    deepEqual(readdirSync(join(work, 'sub')), ['a.json']);
    deepEqual(
      [join(work, 'sub/a.json'), body.path].map(file => readFileSync(file, 'utf8')),
      ['body', 'body'],
    );
  });

  for (const path of [
    '../../out.json',
    '/etc/out.json',
    '.vscode/settings.json',
    '../.git/hooks/x',
    '.env',
    'https://a/b',
    'a/',
    '  ',
    'a\u0000b',
  ]) {
    it(`${JSON.stringify(path)} is refused`, async () => {
      await rejects(write(path));
      await rejects(write(path, true));
    });
  }

  it('no link leads out of the folder', async () => {
    mkdirSync(join(root, 'outside'));
    symlinkSync(join(root, 'outside'), join(work, 'sub/link'));
    await rejects(write('link/a.json'), /outside/);
    await rejects(write('link/new/a.json'), /outside/);
    writeFileSync(join(root, 'outside/file'), 'kept');
    symlinkSync(join(root, 'outside/file'), join(work, 'sub/file'));
    await rejects(write('file', true), /link/);
    equal(await write('file'), join('sub', 'file-1'));
    equal(readFileSync(join(root, 'outside/file'), 'utf8'), 'kept');
    equal(existsSync(join(root, 'outside/a.json')), false);
  });

  it('an answer of a file elsewhere is not written', async () => {
    await rejects(
      writeAnswerFile({ path: 'a', overwrite: false }, Buffer.from(''), join(root, 'a.http'), work),
      /outside/,
    );
  });

  it('a body file beside the .http file comes first, and the other is named', async () => {
    writeFileSync(join(work, 'b.json'), 'far');
    const notices: string[] = [];
    equal(await read('b.json', notices), 'far');
    writeFileSync(join(work, 'sub/b.json'), 'near');
    deepEqual(notices, []);
    equal(await read('b.json', notices), 'near');
    equal(notices.length, 1);
  });

  it('a body file may be written with the separators of Windows', async () => {
    mkdirSync(join(work, 'sub/json'));
    writeFileSync(join(work, 'sub/json/b.json'), 'found');
    equal(await read('.\\json\\b.json'), 'found');
  });
});
