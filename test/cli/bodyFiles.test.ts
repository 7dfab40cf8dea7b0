import { deepEqual, equal } from 'node:assert/strict';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { finished } from 'node:stream/promises';
import { bodyKeeper, outputBodyFiles } from '../../src/cli/bodyFiles.ts';

describe('A long body on its way to --output', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'procore-http-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const permissions = (path: string) => statSync(path).mode & 0o777;

  async function bodyFor(output: string) {
    const { path, stream } = await outputBodyFiles(output, folder).create('.json');
    stream.end('body');
    await finished(stream);
    return { path, bytes: 4, masked: false };
  }

  it('lies beside the file, for those alone who may read that', async function () {
    if (process.platform === 'win32') this.skip();
    const output = join(folder, 'o.json');
    writeFileSync(output, 'old');
    chmodSync(output, 0o600);
    const body = await bodyFor('o.json');
    deepEqual([dirname(body.path), permissions(body.path)], [folder, 0o600]);
    await bodyKeeper('o.json', folder)(body);
    deepEqual([readFileSync(output, 'utf8'), permissions(output)], ['body', 0o600]);
  });

  it('lies elsewhere for nobody else where a link leads to the file', async function () {
    if (process.platform === 'win32') this.skip();
    symlinkSync(join(folder, 'target'), join(folder, 'o.json'));
    const body = await bodyFor('o.json');
    try {
      deepEqual([dirname(body.path), permissions(body.path)], [tmpdir(), 0o600]);
      await bodyKeeper('o.json', folder)(body);
      equal(readFileSync(join(folder, 'target'), 'utf8'), 'body');
    } finally {
      rmSync(body.path);
    }
  });
});
