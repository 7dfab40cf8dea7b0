import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packCatalog, readCatalogText, unpackCatalog } from '../../../src/procore/catalog/packed.ts';

describe('A packed catalog', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pw-catalog-'));
  });
  after(() => rm(folder, { recursive: true }));

  it('unpacks to the text it was made of', async () => {
    const text = '{"meta":"é𝒳","lists":{}}'.repeat(1000);
    const packed = await packCatalog(text);
    assert.ok(packed.length < text.length / 20);
    assert.equal(await unpackCatalog(packed), text);
  });

  it('is read by its name, and plain where the name says so', async () => {
    await writeFile(join(folder, 'a.json.br'), await packCatalog('{"a":1}'));
    await writeFile(join(folder, 'a.json'), '{"a":2}');
    assert.equal(await readCatalogText(join(folder, 'a.json.br')), '{"a":1}');
    assert.equal(await readCatalogText(join(folder, 'a.json')), '{"a":2}');
  });

  it('that is not there is undefined, and a damaged one rejects', async () => {
    assert.equal(await readCatalogText(join(folder, 'none.br')), undefined);
    await writeFile(join(folder, 'bad.br'), 'no brotli');
    await assert.rejects(readCatalogText(join(folder, 'bad.br')));
  });
});
