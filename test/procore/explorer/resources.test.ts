import assert from 'node:assert/strict';
import { loadBundledCatalog } from '../../../src/procore/catalog/bundled.ts';
import type { Catalog } from '../../../src/procore/catalog/catalog.ts';
import { catalogOf } from '../../../src/procore/catalog/decode.ts';
import {
  type Resource,
  resourcesOf,
  resourcesUnder,
  type Verb,
  verbs,
} from '../../../src/procore/explorer/resources.ts';
import { targetOf } from '../../../src/procore/explorer/target.ts';

describe('The resources of the catalog', () => {
  let catalog: Catalog;
  let resources: readonly Resource[];
  before(async () => {
    catalog = await loadBundledCatalog();
    resources = resourcesOf(catalog);
  });
  const named = (id: string): Resource => {
    const found = resources.find(resource => resource.id === id);
    assert.ok(found, `no resource ${id}`);
    return found;
  };
  const operations = (id: string): readonly string[] => {
    const resource = named(id);
    return verbs.flatMap(verb => {
      const operation = resource[verb];
      return operation === undefined ? [] : [`${verb} ${operation.method} ${operation.path}`];
    });
  };

  it('has hundreds of them, each with an id of its own and a title', () => {
    assert.ok(resources.length > 300, String(resources.length));
    assert.equal(new Set(resources.map(({ id }) => id)).size, resources.length);
    assert.deepEqual(
      resources.filter(({ title }) => !/^[A-Z]/.test(title) || /[_{}]/.test(title)),
      [],
    );
  });

  it('gives each a list that the catalog finds again by its path with ids', () => {
    const places = { companyId: '1', projectId: '2', recordId: '3', above: ['4', '8'], toolId: '5' };
    for (const resource of resources)
      for (const verb of verbs) {
        const operation = resource[verb];
        if (operation === undefined) continue;
        const target = targetOf(operation, places);
        if (verb === 'list' || verb === 'show')
          assert.ok(target, `${resource.id} ${verb}: ${operation.path}`);
        const path = operation.path.replaceAll(/\{[^}]*\}/g, '7');
        assert.equal(catalog.find(operation.method, path)?.operation, operation, `${resource.id} ${verb}`);
      }
  });

  it('asks for a list with nothing but the ids of its place', () => {
    const open = (resource: Resource) =>
      targetOf(resource.list, {
        companyId: '1',
        ...(resource.scope === 'project' ? { projectId: '2' } : { projectId: undefined }),
        ...(resource.parent === undefined ? {} : { above: ['4', '8'] }),
        toolId: '5',
      });
    assert.deepEqual(
      resources.filter(resource => open(resource) === undefined).map(({ id }) => id),
      [],
    );
  });

  it('does to each what its verb says', () => {
    const methods: Readonly<Record<Verb, readonly string[]>> = {
      list: ['GET'],
      show: ['GET'],
      create: ['POST'],
      update: ['PATCH', 'PUT'],
      delete: ['DELETE'],
    };
    for (const resource of resources)
      for (const verb of verbs) {
        const operation = resource[verb];
        if (operation === undefined) continue;
        assert.ok(methods[verb].includes(operation.method), `${resource.id} ${verb}`);
        assert.equal(operation.path.endsWith('}'), verb !== 'list' && verb !== 'create', operation.path);
      }
  });

  it('knows RFIs with all that can be done with them, first', () => {
    assert.equal(resources[0]?.title, 'RFIs');
    assert.deepEqual(operations('project rfis'), [
      'list GET /rest/v1.0/projects/{project_id}/rfis',
      'show GET /rest/v1.0/projects/{project_id}/rfis/{id}',
      'create POST /rest/v1.0/projects/{project_id}/rfis',
      'update PATCH /rest/v1.0/projects/{project_id}/rfis/{id}',
    ]);
  });

  const known: readonly (readonly [id: string, title: string, list: string])[] = [
    [
      'project submittals',
      'Submittals',
      '/rest/v2.0/companies/{company_id}/projects/{project_id}/submittals',
    ],
    ['project punch_items', 'Punch Items', '/rest/v1.1/punch_items'],
    ['project observations/items', 'Observations', '/rest/v1.0/observations/items'],
    ['project checklist/lists', 'Inspections', '/rest/v1.0/projects/{project_id}/checklist/lists'],
    ['project manpower_logs', 'Manpower Logs', '/rest/v1.0/projects/{project_id}/manpower_logs'],
    ['project drawing_areas', 'Drawing Areas', '/rest/v1.1/projects/{project_id}/drawing_areas'],
    ['project folders', 'Folders and Files', '/rest/v1.0/folders'],
    ['project change_events', 'Change Events', '/rest/v1.1/change_events'],
    ['project change_order_packages', 'Change Orders', '/rest/v1.0/change_order_packages'],
    [
      'project commitment_contracts',
      'Commitments',
      '/rest/v2.0/companies/{company_id}/projects/{project_id}/commitment_contracts',
    ],
    [
      'project prime_contracts',
      'Prime Contracts',
      '/rest/v2.0/companies/{company_id}/projects/{project_id}/prime_contracts',
    ],
    ['project budget_views', 'Budget Views', '/rest/v1.0/budget_views'],
    ['project cost_codes', 'Cost Codes', '/rest/v1.0/cost_codes'],
    ['project users', 'Users', '/rest/v1.0/projects/{project_id}/users'],
    ['company users', 'Users', '/rest/v1.3/companies/{company_id}/users'],
    ['company vendors', 'Vendors', '/rest/v1.0/vendors'],
    ['project locations', 'Locations', '/rest/v1.0/projects/{project_id}/locations'],
    ['project images', 'Photos', '/rest/v1.0/images'],
    ['project timecard_entries', 'Timecard Entries', '/rest/v1.0/projects/{project_id}/timecard_entries'],
    ['project incidents', 'Incidents', '/rest/v1.0/projects/{project_id}/incidents'],
    ['project meetings', 'Meetings', '/rest/v1.1/projects/{project_id}/meetings'],
    ['project task_items', 'Tasks', '/rest/v1.0/task_items'],
    ['project tasks', 'Schedule Tasks', '/rest/v1.0/tasks'],
    ['project direct_costs', 'Direct Costs', '/rest/v1.1/projects/{project_id}/direct_costs'],
    ['project requisitions', 'Subcontractor Invoices', '/rest/v1.1/requisitions'],
    ['project coordination_issues', 'Coordination Issues', '/rest/v1.0/coordination_issues'],
  ];
  for (const [id, title, list] of known)
    it(`finds ${title} at ${list}`, () => {
      assert.equal(named(id).title, title);
      assert.equal(named(id).list.path, list);
    });

  it('puts records of records below them', () => {
    const replies = resourcesUnder(resources, named('project rfis')).map(({ title }) => title);
    assert.ok(replies.includes('Replies'), replies.join());
    assert.deepEqual(
      resourcesUnder(resources, named('project drawing_areas')).map(({ title }) => title),
      ['Drawings'],
    );
  });

  it('leaves out choices of forms, recycle bins and settings', () => {
    const odd = resources.filter(({ list }) =>
      /filter_options|recycle_bin|settings|\/(?:ids|sync|bulk|new|count)\b/.test(list.path),
    );
    assert.deepEqual(
      odd.map(({ id }) => id),
      [],
    );
  });

  it('prefers a version that stays to a newer one that goes', () => {
    const list = named('project punch_items').list;
    const going = { ...list, path: '/rest/v1.9/punch_items', id: 'going', deprecated: true };
    const [only] = resourcesOf(catalogOf([list, going]));
    assert.equal(only?.list, list);
  });

  it('is made once for each catalog', () => {
    assert.equal(resourcesOf(catalog), resources);
  });
});
