import assert from 'node:assert/strict';
import { loadBundledCatalog } from '../../../src/procore/catalog/bundled.ts';
import { type WebhookCall, type WebhookCalls, webhookCalls } from '../../../src/procore/webhooks/calls.ts';
import { destinationProblem } from '../../../src/procore/webhooks/destination.ts';
import { eventGap, findResource, knownResources } from '../../../src/procore/webhooks/resources.ts';

const hook = {
  namespace: 'my-app',
  payloadVersion: 'v2',
  destinationUrl: 'https://hooks.example.com/a',
  authorization: 'Bearer x',
};
const trigger = { resourceName: 'RFIs', eventType: 'update' };

function everyCall(calls: WebhookCalls): readonly WebhookCall[] {
  return [
    calls.listHooks({ namespace: 'my-app' }),
    calls.showHook('9'),
    calls.createHook(hook),
    calls.updateHook('9', { destinationUrl: 'https://hooks.example.com/b' }),
    calls.setHookStatus('9', 'disabled'),
    calls.deleteHook('9'),
    calls.listTriggers('9'),
    calls.addTrigger('9', trigger, 'v2'),
    calls.addTriggers('9', [trigger], 'v2'),
    calls.deleteTrigger('9', '5'),
    calls.deleteTriggers('9', ['5']),
    calls.listDeliveries('9'),
    calls.listResources('v2.0'),
    calls.listPayloadVersions(),
  ].filter(call => call !== undefined);
}

describe('calls of webhooks', () => {
  it('are all in the catalog, in both versions and scopes', async () => {
    const catalog = await loadBundledCatalog();
    for (const version of ['v1.0', 'v2.0'] as const) {
      for (const scope of [{ companyId: '42' }, { companyId: '42', projectId: '7' }]) {
        const calls = everyCall(webhookCalls(version, scope));
        assert.equal(calls.length, version === 'v1.0' ? 12 : 13);
        for (const { method, path } of calls) {
          assert.ok(catalog.find(method, path.replace(/\?.*/, '')), `${method} ${path}`);
        }
      }
    }
  });

  it('of v1 name the company or the project, never both', () => {
    const inCompany = webhookCalls('v1.0', { companyId: '42' });
    assert.deepEqual(inCompany.createHook(hook), {
      method: 'POST',
      path: '/rest/v1.0/webhooks/hooks',
      body: {
        company_id: 42,
        hook: {
          api_version: 'v2',
          namespace: 'my-app',
          destination_url: 'https://hooks.example.com/a',
          destination_headers: { Authorization: 'Bearer x' },
        },
      },
    });
    const inProject = webhookCalls('v1.0', { companyId: '42', projectId: '7' });
    assert.deepEqual(inProject.addTrigger('9', trigger, 'v2').body, {
      project_id: 7,
      api_version: 'v2',
      trigger: { resource_name: 'RFIs', event_type: 'update' },
    });
    assert.equal(
      inProject.listDeliveries('9', { status: 'delivered', after: '55', perPage: 2 }).path,
      '/rest/v1.0/webhooks/hooks/9/deliveries?project_id=7&filters[status]=successful&page_size=2&page_start=55',
    );
  });

  it('of v2 have flat bodies', () => {
    const calls = webhookCalls('v2.0', { companyId: '42', projectId: '7' });
    const root = '/rest/v2.0/companies/42/projects/7/webhooks';
    assert.deepEqual(calls.setHookStatus('9', 'disabled'), {
      method: 'PATCH',
      path: `${root}/hooks/9`,
      body: { status: 'disabled' },
    });
    assert.deepEqual(calls.createHook(hook).body, {
      payload_version: 'v2',
      namespace: 'my-app',
      destination_url: 'https://hooks.example.com/a',
      destination_headers: { Authorization: 'Bearer x' },
    });
    assert.deepEqual(calls.deleteTriggers('9', ['5', '6']).body, ['5', '6']);
    assert.equal(
      calls.listDeliveries('9', { status: 'delivered', page: 2 }).path,
      `${root}/hooks/9/deliveries?filter[status]=succeeded&page=2`,
    );
  });

  it('are not offered where the version has none', () => {
    const first = webhookCalls('v1.0', { companyId: '42' });
    assert.equal(first.showHook('9'), undefined);
    assert.equal(first.setHookStatus('9', 'disabled'), undefined);
    assert.equal(webhookCalls('v2.0', { companyId: '42' }).listPayloadVersions(), undefined);
  });

  it('keep an id with strange characters in its place', () => {
    const { path } = webhookCalls('v2.0', { companyId: '42' }).deleteHook('../../users?x=1');
    assert.equal(path, '/rest/v2.0/companies/42/webhooks/hooks/..%2F..%2Fusers%3Fx%3D1');
  });
});

describe('destinations', () => {
  for (const [address, problem] of [
    ['https://hooks.example.com/procore', undefined],
    ['http://hooks.example.com/procore', 'not-https'],
    ['http://localhost:3000', 'this-machine'],
    ['https://127.0.0.1/x', 'this-machine'],
    ['https://[::1]/x', 'this-machine'],
    ['https://192.168.1.4/x', 'not-public'],
    ['https://receiver/x', 'not-public'],
    ['https://receiver.local/x', 'not-public'],
    ['ftp://hooks.example.com', 'not-an-address'],
    ['hooks.example.com', 'not-an-address'],
  ] as const) {
    it(`${address} is ${problem ?? 'good'}`, () => assert.equal(destinationProblem(address), problem));
  }
});

describe('known resources', () => {
  it('are found by name in any case, each once', () => {
    assert.deepEqual(findResource(' rfis ')?.eventTypes, ['create', 'update', 'delete']);
    assert.equal(new Set(knownResources.map(({ name }) => name)).size, knownResources.length);
    assert.ok(knownResources.length > 100);
  });

  it('tell which triggers can never fire', () => {
    assert.equal(eventGap('Projects', 'delete'), 'lacking');
    assert.equal(eventGap('Project Users', 'update'), 'ended');
    assert.equal(eventGap('Project Users', 'create'), undefined);
    assert.equal(eventGap('Something New', 'delete'), undefined);
    assert.equal(eventGap('RFIs', 'closed'), undefined);
  });
});
