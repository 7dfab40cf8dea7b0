import { equal, rejects } from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readHttpFile } from '../../src/cli/readHttpFile.ts';

describe('A request file', () => {
  const text = 'GET /größe\n';
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'procore-http-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  const little = Buffer.from(`\u{feff}${text}`, 'utf16le');
  for (const [what, bytes] of [
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a mark', Buffer.from(`\u{feff}${text}`)],
    ['UTF-16, little end first', little],
    ['UTF-16, big end first', Buffer.from(little).swap16()],
  ] as const) {
    it(`may be ${what}`, async () => {
      const path = join(folder, 'a.http');
      writeFileSync(path, bytes);
      equal(await readHttpFile(path), text);
    });
  }

  it('that is not there is told of', async () => {
    await rejects(readHttpFile(join(folder, 'nothing.http')), { code: 'ENOENT' });
  });
});
