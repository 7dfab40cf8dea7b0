import assert from 'node:assert/strict';
import { loadBundledCatalog } from '../../../src/procore/catalog/bundled.ts';
import { encodeCatalog } from '../../../src/procore/catalog/encode.ts';
import { versionOf } from '../../../src/procore/catalog/format.ts';

describe('the bundled catalog', () => {
  it('has every operation of the spring 2026 document, by method and version', async () => {
    const { operations } = await loadBundledCatalog();
    assert.deepEqual(countBy(operations.map(({ method }) => method)), {
      GET: 1265,
      POST: 546,
      PATCH: 467,
      DELETE: 339,
      PUT: 19,
    });
    assert.deepEqual(countBy(operations.map(({ path }) => versionOf(path))), {
      'v1.0': 2011,
      'v1.1': 155,
      'v1.2': 10,
      'v1.3': 11,
      'v2.0': 413,
      'v2.1': 32,
      oauth: 4,
    });
    assert.equal(new Set(operations.map(({ path }) => path)).size, 1743);
    assert.equal(new Set(operations.map(({ tag }) => tag)).size, 551);
    assert.equal(new Set(operations.map(({ id }) => id)).size, operations.length);
  });

  it('tells the details of an operation', async () => {
    const { find } = await loadBundledCatalog();
    const rfis = find('GET', '/rest/v1.0/projects/310512/rfis')?.operation;
    assert.equal(rfis?.id, 'RestV10ProjectsProjectIdRfisGet');
    assert.equal(rfis?.tag, 'Project Management/RFI/rfis');
    assert.deepEqual(rfis?.pathParameters, [{ name: 'project_id', type: 'integer', required: true }]);
    assert.deepEqual(
      rfis?.queryParameters.find(({ name }) => name === 'filters[status]'),
      { name: 'filters[status]', type: 'string', required: false, values: ['open', 'closed', 'draft'] },
    );
    assert.equal(rfis?.body, undefined);
    assert.deepEqual(rfis?.statuses, ['200', '401', '403']);
    assert.equal(rfis?.result?.type, 'array');
    const create = find('POST', '/rest/v1.0/projects/310512/rfis')?.operation;
    assert.deepEqual(create?.body?.contentTypes, ['multipart/form-data', 'application/json']);
    const rfi = create?.body?.properties[0];
    assert.equal(rfi?.name, 'rfi');
    assert.deepEqual(rfi?.properties?.[0], { name: 'subject', type: 'string', required: true });
  });

  it('is what its own operations encode to', async () => {
    const { operations } = await loadBundledCatalog();
    const again = encodeCatalog(operations, 'again');
    const { decodeCatalog } = await import('../../../src/procore/catalog/decode.ts');
    assert.deepEqual(plain(decodeCatalog(again).operations), plain(operations));
  });
});

function countBy(keys: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
}

/** Details are read through getters; this reads them all. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
