import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeCatalog } from '../../../src/procore/catalog/decode.ts';

const maker = join(import.meta.dirname, '../../../src/procore/catalog/make.ts');

describe('the catalog maker', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'catalog-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function make(text: string): { status: number | null; stderr: string; out: string } {
    const file = join(folder, 'in.json');
    const out = join(folder, 'out.json');
    writeFileSync(file, text);
    const { status, stderr } = spawnSync(process.execPath, [maker, file, out], { encoding: 'utf8' });
    return { status, stderr: stderr.trim(), out };
  }

  it('turns an OpenAPI document into a catalog that names its source', () => {
    const { status, stderr, out } = make(
      JSON.stringify({
        openapi: '3.0.0',
        info: { title: 'Piers', version: '7' },
        paths: { '/rest/v1.0/piers': { get: { responses: { 200: {} } } } },
      }),
    );
    assert.deepEqual([status, stderr], [0, '']);
    const text = readFileSync(out, 'utf8');
    assert.equal(JSON.parse(text).meta.source, 'Piers 7');
    assert.equal(decodeCatalog(text).find('GET', '/rest/v1.0/piers')?.operation.statuses[0], '200');
  });

  it('says in one line what is wrong with its input', () => {
    const notJson = make('{');
    assert.equal(notJson.status, 2);
    assert.match(notJson.stderr, /in\.json: .*JSON/);
    const other = make('{"hello":1}');
    assert.equal(other.status, 2);
    assert.match(other.stderr, /neither an OpenAPI 3 nor a Swagger 2 document/);
    assert.match(make('{"ops":[]}').stderr, /has no operations/);
    assert.equal(spawnSync(process.execPath, [maker]).status, 2);
  });
});
