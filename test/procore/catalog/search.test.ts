import assert from 'node:assert/strict';
import { loadBundledCatalog } from '../../../src/procore/catalog/bundled.ts';
import type { Catalog } from '../../../src/procore/catalog/catalog.ts';

describe('The search for operations', () => {
  let catalog: Catalog;
  before(async () => {
    catalog = await loadBundledCatalog();
  });
  const search = (typed: string, limit = 5, method?: string) =>
    catalog.search(typed, { method, limit }).map(operation => `${operation.method} ${operation.path}`);

  const firsts: readonly (readonly [typed: string, first: string])[] = [
    ['rfi', 'GET /rest/v1.0/projects/{project_id}/rfis'],
    ['RFIs', 'GET /rest/v1.0/projects/{project_id}/rfis'],
    ['create rfi', 'POST /rest/v1.0/projects/{project_id}/rfis'],
    ['rfi create', 'POST /rest/v1.0/projects/{project_id}/rfis'],
    ['punch', 'GET /rest/v1.1/punch_items'],
    ['items punch', 'GET /rest/v1.1/punch_items'],
    ['v1.0 punch', 'GET /rest/v1.0/punch_items'],
    ['submital', 'GET /rest/v2.0/companies/{company_id}/projects/{project_id}/submittals'],
    ['weahter log', 'GET /rest/v1.0/projects/{project_id}/weather_logs'],
    ['delete webhook', 'DELETE /rest/v1.0/webhooks/hooks/{id}'],
    ['cost codes sync', 'PATCH /rest/v1.0/cost_codes/sync'],
    ['projects', 'GET /rest/v1.1/projects'],
    ['me', 'GET /rest/v1.0/me'],
    ['company project', 'GET /rest/v1.0/companies/{company_id}/projects'],
    ['project vendors', 'GET /rest/v1.1/projects/{project_id}/vendors'],
    ['show observation item', 'GET /rest/v1.0/observations/items/{id}'],
    ['/rest/v1.0/projects/{{project}}/rf', 'GET /rest/v1.0/projects/{project_id}/rfis'],
    [
      '/rest/v1.0/projects/1234/rfis/{{id}}/repl',
      'GET /rest/v1.0/projects/{project_id}/rfis/{rfi_id}/replies',
    ],
    ['/vapid/project', 'GET /rest/v1.0/projects'],
    ['/rest/v2.0/punch', 'GET /rest/v1.1/punch_items'],
    ['/rest/v1.1/', 'GET /rest/v1.1/projects'],
  ];
  for (const [typed, first] of firsts)
    it(`${typed} means ${first}`, () => assert.equal(search(typed, 1)[0], first));

  it('puts the latest version of a path first', () => {
    assert.deepEqual(search('users', 4, 'GET'), [
      'GET /rest/v1.3/users',
      'GET /rest/v1.2/users',
      'GET /rest/v1.1/users',
      'GET /rest/v1.0/users',
    ]);
  });

  it('keeps to a method', () => {
    const found = search('rfi', 50, 'POST');
    assert.ok(found.length > 2);
    assert.deepEqual(
      found.filter(line => !line.startsWith('POST ')),
      [],
    );
  });

  it('finds nothing for words that mean nothing', () => {
    assert.deepEqual(search('zzz'), []);
    assert.deepEqual(search('rfi zzz'), []);
  });

  it('gives what most work begins with where nothing is typed, and no more than asked for', () => {
    const found = search('', 60);
    assert.equal(found.length, 60);
    assert.deepEqual(found.slice(0, 3), [
      'GET /rest/v1.0/me',
      'GET /rest/v1.0/companies',
      'GET /rest/v1.1/projects',
    ]);
    assert.ok(found.includes('GET /rest/v1.0/projects/{project_id}/rfis'));
    assert.match(search('', 1, 'POST')[0] ?? '', /^POST \/rest\/v[\d.]+\/\w+$/);
  });

  it('reads any text', () => {
    for (const typed of [
      '\u0000',
      '{{',
      '}}',
      '/',
      '//',
      '/rest',
      '/rest/v',
      '%',
      '😀',
      'a'.repeat(10_000),
      '(((',
    ])
      assert.ok(search(typed).length <= 5);
  });

  it('finds operations by their own paths', () => {
    const some = catalog.operations.filter((_, place) => place % 7 === 0);
    const lost = some.filter(operation => {
      const found = catalog.search(operation.path, { method: operation.method, limit: 30 });
      return !found.includes(operation);
    });
    assert.deepEqual(
      lost.map(({ method, path }) => `${method} ${path}`),
      [],
    );
  });
});
