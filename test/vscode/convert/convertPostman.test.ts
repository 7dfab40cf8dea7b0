import { deepEqual, equal, rejects } from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtInEnvironments } from '../../../src/procore/environments.ts';
import { NoPostmanExport, readExports } from '../../../src/vscode/convert/convertPostman.ts';

/** Speaks as the real thread does, of which only the conversion is missing. */
const thread = `
import { parentPort, workerData } from 'node:worker_threads';
const [{ name, text }] = workerData.exports;
if (text === 'none') parentPort.postMessage({ kind: 'refused', name, problem: 'It is none.' });
else {
  if (text !== 'brief') parentPort.once('message', ({ byFolder }) => {
    if (text === 'broken') throw new Error('out of memory');
    if (text !== 'endless') parentPort.postMessage({ kind: 'done', imported: [{ byFolder }] });
    else setInterval(() => {}, 1000);
  });
  parentPort.postMessage({ kind: 'read', collections: [{ name: text, folders: [] }] });
}
`;

describe('Exports of Postman in a thread', () => {
  let folder: string;
  let file: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pw-postman-'));
    file = join(folder, 'thread.mjs');
    await writeFile(file, thread);
  });
  after(() => rm(folder, { recursive: true }));

  const [active] = builtInEnvironments;
  if (active === undefined) throw new Error('no environment');
  const wish = { environments: builtInEnvironments, active, byFolder: true };
  const read = (text: string, signal = new AbortController().signal) =>
    readExports(file, { exports: [{ name: 'c.json', text }] }, signal);

  it('are outlined, and then converted as they are wanted', async () => {
    const exports = await read('Tools');
    deepEqual(exports?.collections, [{ name: 'Tools', folders: [] }]);
    deepEqual(await exports?.convert(wish), [{ byFolder: true }]);
  });

  it('that are none are named, with what is wrong with them', () =>
    rejects(
      read('none'),
      (error: unknown) =>
        error instanceof NoPostmanExport && error.file === 'c.json' && error.message === 'It is none.',
    ));

  it('are given up at any time', async () => {
    equal(await read('Tools', AbortSignal.abort()), undefined);
    const stop = new AbortController();
    const exports = await read('endless', stop.signal);
    const converting = exports?.convert(wish);
    stop.abort();
    equal(await converting, undefined);
  });

  it('are not waited for where the thread ends unasked or fails', async () => {
    const brief = await read('brief');
    await rejects(async () => brief?.convert(wish), /ended early/);
    const broken = await read('broken');
    await rejects(async () => broken?.convert(wish), /out of memory/);
  });
});
