import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { decodeCatalog } from '../../../src/procore/catalog/decode.ts';
import type { ImportJob, ImportReport } from '../../../src/procore/catalog/importWorker.ts';
import { packCatalog, unpackCatalog } from '../../../src/procore/catalog/packed.ts';

const document = JSON.stringify({
  openapi: '3.0.0',
  info: { title: 'Piers', version: '7' },
  paths: {
    '/rest/v1.0/piers': {
      get: {
        parameters: [{ name: 'view', in: 'query', required: true, schema: { type: 'string' } }],
        responses: { 200: {} },
      },
    },
  },
});

describe('The import of a document', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pw-import-'));
  });
  after(() => rm(folder, { recursive: true }));

  const reported: ImportReport[] = [];
  async function convert(job: ImportJob): Promise<ImportReport> {
    reported.length = 0;
    const worker = new Worker(new URL('../../../src/procore/catalog/importWorker.ts', import.meta.url), {
      workerData: job,
    });
    worker.on('message', (message: ImportReport) => reported.push(message));
    await new Promise((resolve, reject) => worker.once('exit', resolve).once('error', reject));
    const last = reported.at(-1);
    assert.ok(last);
    return last;
  }

  it('packs it, and says step by step what it does', async () => {
    const path = join(folder, 'piers.json');
    await writeFile(path, document);
    const done = await convert({ document: { path }, name: 'piers.json', current: undefined });
    assert.ok(done.kind === 'done');
    assert.deepEqual([done.source, done.operations, done.before], ['Piers 7', 1, 2636]);
    assert.deepEqual([done.changes.added.length, done.changes.removed.length], [1, 2636]);
    const catalog = decodeCatalog(await unpackCatalog(done.packed));
    assert.equal(catalog.find('GET', '/rest/v1.0/piers')?.operation.queryParameters[0]?.required, true);
    assert.deepEqual(
      reported.slice(0, -1).map(message => message.kind === 'step' && message.step),
      ['reading', 'converting', 'comparing', 'packing'],
    );
  });

  it('compares it with the catalog in use', async () => {
    const first = await convert({
      document: { bytes: Buffer.from(document) },
      name: 'a',
      current: undefined,
    });
    assert.ok(first.kind === 'done');
    const current = join(folder, 'catalog.json.br');
    await writeFile(current, first.packed);
    const changed = document.replace('"required":true', '"required":false');
    const second = await convert({ document: { bytes: Buffer.from(changed) }, name: 'b', current });
    assert.ok(second.kind === 'done');
    assert.deepEqual(second.changes, {
      added: [],
      removed: [],
      changed: [{ operation: 'GET /rest/v1.0/piers', changes: ['no longer requires the parameter view'] }],
    });
  });

  it('compares with the bundled one where that in use is damaged', async () => {
    const current = join(folder, 'damaged.br');
    await writeFile(current, await packCatalog('no catalog'));
    const done = await convert({ document: { bytes: Buffer.from(document) }, name: 'a', current });
    assert.equal(done.kind === 'done' && done.before, 2636);
  });

  it('refuses what is no such document, with a reason', async () => {
    const refusal = async (job: ImportJob['document']) => {
      const last = await convert({ document: job, name: 'a', current: undefined });
      return last.kind === 'refused' ? last.reason : last.kind;
    };
    assert.match(await refusal({ bytes: Buffer.from('hello') }), /no JSON/);
    assert.match(await refusal({ bytes: Buffer.from('{"swagger":"2.0"}') }), /neither an OpenAPI/);
    assert.match(await refusal({ path: join(folder, 'none.json') }), /ENOENT/);
  });
});
