import assert from 'node:assert/strict';
import { loadBundledCatalog } from '../../../src/procore/catalog/bundled.ts';

async function found(method: string, path: string): Promise<unknown> {
  const match = (await loadBundledCatalog()).find(method, path);
  return match && [match.operation.path, match.parameters];
}

describe('finding an operation', () => {
  it('takes a literal segment before a parameter', async () => {
    assert.deepEqual(await found('GET', '/rest/v1.0/projects/7/rfis/filter_options/status'), [
      '/rest/v1.0/projects/{project_id}/rfis/filter_options/status',
      { project_id: '7' },
    ]);
    assert.deepEqual(await found('GET', '/rest/v1.0/projects/7/rfis/9'), [
      '/rest/v1.0/projects/{project_id}/rfis/{id}',
      { project_id: '7', id: '9' },
    ]);
  });

  it('goes back to the parameter where the literal leads nowhere', async () => {
    const { operations, find } = await loadBundledCatalog();
    for (const operation of operations) {
      const path = operation.path.replaceAll(/\{[^}]+\}/g, '12');
      assert.equal(find(operation.method, path)?.operation.path, operation.path);
    }
  });

  it('keeps ids as text, however long', async () => {
    assert.deepEqual(await found('GET', '/rest/v1.0/projects/98341325683880123456'), [
      '/rest/v1.0/projects/{id}',
      { id: '98341325683880123456' },
    ]);
  });

  it('tells a record from its PDF', async () => {
    assert.deepEqual(await found('GET', '/rest/v1.0/projects/1/rfis/7.pdf'), [
      '/rest/v1.0/projects/{project_id}/rfis/{id}.pdf',
      { project_id: '1', id: '7' },
    ]);
  });

  it('reads the old prefix, a slash at the end, lower-case methods and encoded segments', async () => {
    assert.deepEqual(await found('get', '/vapid/projects/a%2Fb/rfis/'), [
      '/rest/v1.0/projects/{project_id}/rfis',
      { project_id: 'a/b' },
    ]);
    assert.deepEqual(await found('GET', '/rest/v1.0/projects/%zz/rfis'), [
      '/rest/v1.0/projects/{project_id}/rfis',
      { project_id: '%zz' },
    ]);
  });

  it('knows nothing of other methods, empty segments and other paths', async () => {
    assert.equal(await found('DELETE', '/rest/v1.0/me'), undefined);
    assert.equal(await found('GET', '/rest/v1.0/projects//rfis'), undefined);
    assert.equal(await found('GET', '/'), undefined);
    assert.equal(await found('GET', ''), undefined);
  });
});

describe('other versions of a path', () => {
  async function others(method: string, path: string): Promise<readonly string[]> {
    return (await loadBundledCatalog()).otherVersions(method, path).map(operation => operation.path);
  }

  it('finds the version that exists', async () => {
    assert.deepEqual(await others('GET', '/rest/v1.0/projects/7/meetings'), [
      '/rest/v1.1/projects/{project_id}/meetings',
    ]);
  });

  it('leaves out the version that was asked for', async () => {
    assert.deepEqual(await others('GET', '/rest/v1.1/projects'), ['/rest/v1.0/projects']);
  });

  it('crosses between the forms of v1 and v2', async () => {
    assert.deepEqual(await others('GET', '/rest/v2.0/companies/1/projects/7/rfis'), [
      '/rest/v1.0/projects/{project_id}/rfis',
    ]);
    assert.deepEqual(await others('GET', '/rest/v1.0/projects/7/prime_contracts'), [
      '/rest/v2.0/companies/{company_id}/projects/{project_id}/prime_contracts',
    ]);
  });

  it('has none for an unknown path', async () => {
    assert.deepEqual(await others('GET', '/rest/v1.0/nothing/here'), []);
    assert.deepEqual(await others('GET', '/oauth/token/info'), []);
  });
});

describe('operations near an unknown path', () => {
  async function nearest(method: string, path: string): Promise<string | undefined> {
    const [operation] = (await loadBundledCatalog()).nearest(method, path, 1);
    return operation && `${operation.method} ${operation.path}`;
  }

  it('mends a singular and a slip', async () => {
    assert.equal(
      await nearest('GET', '/rest/v1.0/projects/1/rfi'),
      'GET /rest/v1.0/projects/{project_id}/rfis',
    );
    assert.equal(await nearest('GET', '/rest/v1.0/punch_itmes'), 'GET /rest/v1.0/punch_items');
    assert.equal(
      await nearest('POST', '/rest/v1.1/projects/3/submittal'),
      'POST /rest/v1.1/projects/{project_id}/submittals',
    );
  });

  it('has nothing to say of a path that is like no other', async () => {
    assert.equal(await nearest('GET', '/favicon.ico'), undefined);
  });

  it('finds the resource by what the web app calls it', async () => {
    assert.equal(await nearest('GET', '/rest/v1.0/projects/1/photos'), 'GET /rest/v1.0/images');
    assert.equal(
      await nearest('GET', '/rest/v1.0/projects/1/inspections/4'),
      'GET /rest/v1.0/projects/{project_id}/checklist/lists/{id}',
    );
  });

  it('finds it where project or company stand elsewhere', async () => {
    assert.equal(await nearest('GET', '/rest/v1.0/rfis'), 'GET /rest/v1.0/projects/{project_id}/rfis');
    assert.equal(await nearest('GET', '/rest/v1.0/projects/1/cost_codes'), 'GET /rest/v1.0/cost_codes');
  });

  it('mends prefix, version, capitals, a missing id, a slip in the scope and an ending', async () => {
    const rfis = 'GET /rest/v1.0/projects/{project_id}/rfis';
    for (const path of [
      '/v1.0/projects/1/rfis',
      '/api/v1/projects/1/rfis',
      '/rest/v1.0/rest/v1.0/projects/1/rfis',
      '/rest/v1.0/Projects/1/RFIs',
      '/rest/v1.0/projects//rfis',
      '/rest/v1.0/projcts/1/rfis',
      '/rest/v1.0/projects/1/rfis.json',
      '/rest/v1.0/projects/{{projectId}}/rfis',
    ]) {
      assert.equal(await nearest('GET', path), rfis, path);
    }
  });

  it('takes another method where nothing near has the wanted one', async () => {
    assert.equal(
      await nearest('DELETE', '/rest/v1.0/projects/1/rfis/3'),
      'GET /rest/v1.0/projects/{project_id}/rfis/{id}',
    );
  });

  it('gives at most as many as asked for, and of one resource its newest version', async () => {
    const catalog = await loadBundledCatalog();
    const paths = (limit: number) =>
      catalog.nearest('GET', '/rest/v9.9/users', limit).map(({ path }) => path);
    assert.equal(paths(1).length, 1);
    assert.equal(new Set(paths(9).map(path => path.replace(/v\d\.\d/, ''))).size, paths(9).length);
  });

  it('survives any path', async () => {
    const catalog = await loadBundledCatalog();
    for (const path of [
      '',
      '/',
      '//////',
      '/rest',
      '/{',
      `/${'a/'.repeat(5_000)}`,
      `/${'x'.repeat(100_000)}`,
    ]) {
      assert.ok(Array.isArray(catalog.nearest('GET', path, 3)), path.slice(0, 20));
    }
  });
});
