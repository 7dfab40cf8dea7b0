import assert from 'node:assert/strict';
import { type WebhookCall, type WebhookCalls, webhookCalls } from '../../../src/procore/webhooks/calls.ts';
import { readDeliveries } from '../../../src/procore/webhooks/delivery.ts';
import { readHooks } from '../../../src/procore/webhooks/hook.ts';
import { eventGap, readResources } from '../../../src/procore/webhooks/resources.ts';
import { readTriggerFailures, readTriggers } from '../../../src/procore/webhooks/trigger.ts';
import type { SimulatorOptions } from '../../../src/simulator/options.ts';
import type { Posted, Posting } from '../../../src/simulator/webhooks/post.ts';
import { type Answer, type CallOptions, openSimulator, type SimulatorClient } from '../client.ts';

const company = { companyId: '4264807' };
const project = { companyId: '4264807', projectId: '310512' };
const receiver = 'http://127.0.0.1:4000/events';
const newHook = {
  namespace: 'my-app',
  payloadVersion: 'v2',
  destinationUrl: receiver,
  authorization: 'Bearer receiver-secret',
};
const rfis = '/rest/v1.0/projects/310512/rfis';

interface Opened {
  readonly client: SimulatorClient;
  readonly posted: Posting[];
  readonly waits: number[];
  /** Lets every pause that stands pass. */
  readonly wake: () => Promise<void>;
  ask(call: WebhookCall | undefined, options?: CallOptions): Promise<Answer>;
}

/** A simulator whose receiver answers as told. */
async function open(
  answer: Partial<Posted> = { status: 200 },
  options: SimulatorOptions = {},
): Promise<Opened> {
  const posted: Posting[] = [];
  const waits: number[] = [];
  const wakes = new Set<() => void>();
  const client = await openSimulator({
    accessTokenTtl: 1_000_000,
    ...options,
    async post(posting) {
      posted.push(posting);
      return { status: undefined, headers: {}, body: undefined, error: undefined, ...answer };
    },
    schedule(milliseconds, wake) {
      waits.push(milliseconds);
      const due = () => {
        client.clock.now += milliseconds;
        wake();
      };
      wakes.add(due);
      return () => wakes.delete(due);
    },
  });
  return {
    client,
    posted,
    waits,
    async wake() {
      const due = [...wakes];
      wakes.clear();
      for (const one of due) one();
      await settled();
    },
    async ask(call, asking = {}) {
      assert.ok(call);
      const { method, path, body } = call;
      if (body === undefined) return client.api(`${method} ${path}`, asking);
      const headers = { 'content-type': 'application/json' };
      return client.api(`${method} ${path}`, { ...asking, headers, body: JSON.stringify(body) });
    },
  };
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

/** A hook with one trigger; gives its id. */
async function listen(
  { ask }: Opened,
  calls: WebhookCalls,
  trigger = { resourceName: 'RFIs', eventType: 'update' },
  hook = newHook,
): Promise<string> {
  const created = await ask(calls.createHook(hook));
  assert.equal(created.status, 201, created.text);
  const id = readHooks(created.json)[0]?.id ?? '';
  const added = await ask(calls.addTrigger(id, trigger, hook.payloadVersion));
  assert.equal(added.status, 201, added.text);
  return id;
}

/** Changes the first RFI of the project; gives its id. */
async function changeRfi({ client }: Opened): Promise<number> {
  const [rfi] = (await client.api(`GET ${rfis}?per_page=1`)).json as { id: number }[];
  assert.ok(rfi);
  const changed = await client.api(`PATCH ${rfis}/${rfi.id}`, { body: { rfi: { subject: 'Changed' } } });
  assert.equal(changed.status, 200, changed.text);
  await settled();
  return rfi.id;
}

for (const version of ['v1.0', 'v2.0'] as const) {
  describe(`webhooks of the simulator, API ${version}`, () => {
    const inProject = webhookCalls(version, project);

    it('a changed record reaches the receiver of its project, with the headers of the hook', async () => {
      const opened = await open();
      const id = await listen(opened, inProject);
      const rfi = await changeRfi(opened);
      const [posting, ...more] = opened.posted;
      assert.deepEqual(more, []);
      assert.equal(posting?.url, receiver);
      assert.deepEqual(posting.headers, { Authorization: 'Bearer receiver-secret' });
      const payload = JSON.parse(posting.body);
      assert.deepEqual(
        [
          payload.resource_name,
          payload.event_type,
          payload.resource_id,
          payload.project_id,
          payload.api_version,
        ],
        ['RFIs', 'update', rfi, 310512, 'v2.0'],
      );
      assert.equal(payload.metadata.source_application_id, opened.client.simulator.clientId);
      const [delivery] = readDeliveries((await opened.ask(inProject.listDeliveries(id))).json);
      assert.equal(delivery?.status, 'delivered');
      assert.equal(delivery?.eventId, payload.ulid);
      assert.deepEqual(
        delivery?.attempts.map(({ responseStatus }) => responseStatus),
        [200],
      );
    });

    it('a record that no trigger names, or of another project, reaches nobody', async () => {
      const opened = await open();
      await listen(opened, inProject, { resourceName: 'RFIs', eventType: 'delete' });
      await listen(opened, webhookCalls(version, { ...project, projectId: '310481' }));
      await changeRfi(opened);
      assert.deepEqual(opened.posted, []);
    });

    it('create and delete are events too', async () => {
      const opened = await open();
      const id = await listen(opened, inProject, { resourceName: 'Punch Items', eventType: 'create' });
      await opened.ask(inProject.addTrigger(id, { resourceName: 'Punch Items', eventType: 'delete' }, 'v2'));
      const created = await opened.client.api('POST /rest/v1.0/punch_items', {
        body: { project_id: 310512, punch_item: { name: 'Door' } },
      });
      assert.equal(created.status, 201, created.text);
      const { id: item } = created.json as { id: number };
      await opened.client.api(`DELETE /rest/v1.0/punch_items/${item}?project_id=310512`);
      await settled();
      assert.deepEqual(
        opened.posted.map(({ body }) => JSON.parse(body)).map(one => [one.event_type, one.resource_id]),
        [
          ['create', item],
          ['delete', item],
        ],
      );
    });

    it('show the Authorization header masked, with its last 5 characters', async () => {
      const { ask } = await open();
      const created = await ask(inProject.createHook(newHook));
      assert.ok(!created.text.includes('receiver-secret'));
      assert.deepEqual(readHooks(created.json)[0]?.destinationHeaders, { Authorization: '*****ecret' });
    });

    it('refuse a namespace, version or address that cannot be', async () => {
      const { ask } = await open();
      for (const [field, wrong] of [
        ['namespace', { namespace: 'My App' }],
        ['version', { payloadVersion: 'v9' }],
        ['destination_url', { destinationUrl: 'ftp://x' }],
      ] as const) {
        const { status, text } = await ask(inProject.createHook({ ...newHook, ...wrong }));
        assert.equal(status, 400);
        assert.ok(text.includes(field), text);
      }
    });

    it('refuse a resource of another scope, and an event that it lacks', async () => {
      const { ask } = await open();
      const inCompany = webhookCalls(version, company);
      const id = readHooks((await ask(inCompany.createHook(newHook))).json)[0]?.id ?? '';
      for (const trigger of [
        { resourceName: 'RFIs', eventType: 'create' },
        { resourceName: 'Nonsense', eventType: 'create' },
        { resourceName: 'Projects', eventType: 'delete' },
      ]) {
        assert.equal((await ask(inCompany.addTrigger(id, trigger, 'v2'))).status, 400);
      }
    });

    it('bulk calls go through in part with 207, and refuse more than 500 with 413', async () => {
      const opened = await open();
      const id = await listen(opened, inProject);
      const good = { resourceName: 'Submittals', eventType: 'create' };
      const whole = await opened.ask(inProject.addTriggers(id, [good], 'v2'));
      assert.equal(whole.status, version === 'v1.0' ? 200 : 201);
      const bad = { resourceName: 'Nonsense', eventType: 'create' };
      const part = await opened.ask(inProject.addTriggers(id, [good, bad], 'v2'));
      assert.equal(part.status, 207);
      assert.equal(readTriggers(part.json).length, 1);
      assert.deepEqual(readTriggerFailures(part.json), ['Nonsense 400 Bad Request']);
      const many = Array.from({ length: 501 }, () => good);
      assert.equal((await opened.ask(inProject.addTriggers(id, many, 'v2'))).status, 413);
      const ids = readTriggers((await opened.ask(inProject.listTriggers(id))).json).map(one => one.id);
      assert.equal(ids.length, 2);
      const gone = await opened.ask(inProject.deleteTriggers(id, [...ids, '5']));
      assert.equal(gone.status, 207);
      assert.equal(readTriggerFailures(gone.json).length, 1);
      assert.deepEqual(readTriggers((await opened.ask(inProject.listTriggers(id))).json), []);
    });

    it('need Standard in Webhooks API for reading too, and no more for deleting', async () => {
      const { ask } = await open();
      const list = inProject.listHooks({ namespace: 'my-app' });
      assert.equal((await ask(list, { as: 'test.arch' })).status, 403);
      assert.equal((await ask(list, { as: 'sam' })).status, 200);
      const id = readHooks((await ask(inProject.createHook(newHook), { as: 'sam' })).json)[0]?.id ?? '';
      const deleted = await ask(inProject.deleteHook(id), { as: 'sam' });
      assert.deepEqual([deleted.status, deleted.text], [version === 'v1.0' ? 200 : 204, '']);
      assert.equal((await ask(inProject.listTriggers(id))).status, 404);
    });

    it('a failing receiver is seen in the deliveries, and is told apart by the filters', async () => {
      const opened = await open({ status: 500, body: 'Oops' });
      const id = await listen(opened, inProject);
      await changeRfi(opened);
      await opened.wake();
      const read = async (filter: Parameters<WebhookCalls['listDeliveries']>[1]) =>
        readDeliveries((await opened.ask(inProject.listDeliveries(id, filter))).json);
      const [delivery] = await read({});
      assert.equal(delivery?.status, 'retrying');
      assert.deepEqual(
        delivery?.attempts.map(one => [one.responseStatus, one.responseBody]),
        [
          [500, 'Oops'],
          [500, 'Oops'],
        ],
      );
      assert.equal((await read({ status: 'retrying' })).length, 1);
      assert.equal((await read({ status: 'delivered' })).length, 0);
      assert.deepEqual(opened.waits, [1000, 2000]);
    });

    it('after 12 hours of failure the events are discarded, those that never went out too', async () => {
      const opened = await open({ error: 'Connection refused' });
      const id = await listen(opened, inProject);
      await changeRfi(opened);
      await changeRfi(opened);
      const discarded = inProject.listDeliveries(id, { status: 'discarded' });
      let left = 40;
      while (readDeliveries((await opened.ask(discarded)).json).length === 0 && left-- > 0)
        await opened.wake();
      const gone = readDeliveries((await opened.ask(inProject.listDeliveries(id))).json);
      assert.deepEqual(
        gone.map(({ status, attempts }) => [status, attempts.length > 0]),
        [
          ['discarded', false],
          ['discarded', true],
        ],
      );
    });

    it('an event comes twice on request, and the deliveries show it', async () => {
      const opened = await open({ status: 200 }, { faults: ['webhook-sent-twice'] });
      const id = await listen(opened, inProject);
      await changeRfi(opened);
      assert.equal(opened.posted.length, 2);
      assert.equal(opened.posted[0]?.body, opened.posted[1]?.body);
      const deliveries = readDeliveries((await opened.ask(inProject.listDeliveries(id))).json);
      assert.equal(new Set(deliveries.map(one => one.eventId)).size, 1);
      assert.equal(deliveries.length, 2);
    });

    it('the resources name what has which events', async () => {
      const { ask } = await open();
      const read = async (scope: typeof company) =>
        readResources((await ask(webhookCalls(version, scope).listResources('v2.0', { perPage: 100 }))).json);
      const ofProject = await read(project);
      const rfi = ofProject.find(({ name }) => name === 'RFIs');
      assert.deepEqual(rfi?.eventTypes, ['create', 'update', 'delete']);
      assert.deepEqual(ofProject.find(({ name }) => name === 'Project Users')?.eventTypes, [
        'create',
        'delete',
      ]);
      const ofCompany = await read(company);
      assert.deepEqual(ofCompany.find(({ name }) => name === 'Projects')?.eventTypes, ['create', 'update']);
      assert.equal(
        ofCompany.some(({ name }) => name === 'RFIs'),
        false,
      );
    });
  });
}

describe('webhooks of both versions', () => {
  const first = webhookCalls('v1.0', project);
  const second = webhookCalls('v2.0', project);

  it('are the same hooks', async () => {
    const opened = await open();
    const id = await listen(opened, first);
    const shown = await opened.ask(second.showHook(id));
    assert.equal(shown.status, 200);
    const [hook] = readHooks(shown.json);
    assert.deepEqual([hook?.status, hook?.projectId, hook?.companyId], ['active', '310512', undefined]);
    assert.equal(
      (await opened.client.api(`GET /rest/v1.0/webhooks/hooks/${id}?project_id=310512`)).status,
      404,
    );
  });

  it('v2 wants a namespace to list hooks, and counts triggers when asked', async () => {
    const opened = await open();
    await listen(opened, second);
    const missing = await opened.ask(second.listHooks({}));
    assert.deepEqual([missing.status, missing.text.includes('namespace')], [400, true]);
    const [hook] = readHooks((await opened.ask(second.listHooks({ namespace: 'my-app' }))).json);
    assert.equal(hook?.triggerCount, 1);
  });

  it('a disabled hook gets no events until it is active again', async () => {
    const opened = await open();
    const id = await listen(opened, second);
    const off = await opened.ask(second.setHookStatus(id, 'disabled'));
    assert.equal(readHooks(off.json)[0]?.status, 'disabled');
    await changeRfi(opened);
    assert.deepEqual(opened.posted, []);
    await opened.ask(second.setHookStatus(id, 'active'));
    await changeRfi(opened);
    assert.equal(opened.posted.length, 1);
  });

  it('v1 does not know a status, nor company and project at once', async () => {
    const { client } = await open();
    const hook = { api_version: 'v2', namespace: 'my-app', destination_url: receiver };
    const post = (body: object) => client.api('POST /rest/v1.0/webhooks/hooks', { body });
    assert.equal((await post({ company_id: 4264807, project_id: 310512, hook })).status, 400);
    assert.equal((await post({ project_id: 310512, hook: { ...hook, status: 'disabled' } })).status, 400);
  });

  it('v1 filters in both spellings, and goes on after the last row', async () => {
    const opened = await open();
    const id = await listen(opened, first);
    for (let change = 0; change < 3; change += 1) await changeRfi(opened);
    const list = `GET /rest/v1.0/webhooks/hooks/${id}/deliveries?project_id=310512`;
    for (const name of ['filter', 'filters']) {
      const ok = await opened.client.api(`${list}&${name}[status]=successful`);
      assert.equal((ok.json as unknown[]).length, 3);
      assert.deepEqual((await opened.client.api(`${list}&${name}[status]=failing`)).json, []);
      assert.equal((await opened.client.api(`${list}&${name}[status]=nonsense`)).status, 400);
    }
    const page = (await opened.client.api(`${list}&page_size=2`)).json as { id: number }[];
    const rest = (await opened.client.api(`${list}&page_size=2&page_start=${page[1]?.id}`)).json as unknown[];
    assert.deepEqual([page.length, rest.length], [2, 1]);
  });

  it('v2 pages by ten, and says succeeded in the filter where the data says delivered', async () => {
    const opened = await open();
    const id = await listen(opened, second);
    for (let change = 0; change < 12; change += 1) await changeRfi(opened);
    const list = `GET /rest/v2.0/companies/4264807/projects/310512/webhooks/hooks/${id}/deliveries`;
    const page = await opened.client.api(list);
    assert.deepEqual([page.headers.get('total'), page.headers.get('per-page')], ['12', '10']);
    const done = await opened.client.api(
      `${list}?filter[status]=succeeded&per_page=100&filter[resource_name]=RFIs`,
    );
    const { data } = done.json as { data: { status: string }[] };
    assert.deepEqual(new Set(data.map(({ status }) => status)), new Set(['delivered']));
    assert.equal((await opened.client.api(`${list}?filter[status]=delivered`)).status, 400);
    const none = await opened.client.api(`${list}?filter[start]=2027-01-01`);
    assert.deepEqual(none.json, { data: [] });
  });

  it('payloads have the fields of their version', async () => {
    const opened = await open();
    for (const payloadVersion of ['v3.0', 'v4.0']) {
      await listen(opened, second, undefined, { ...newHook, payloadVersion, namespace: 'other' });
    }
    const rfi = await changeRfi(opened);
    const [third, fourth] = opened.posted.map(({ body }) => JSON.parse(body));
    assert.deepEqual([third.api_version, third.related_resources], ['v3.0', []]);
    assert.deepEqual(Object.keys(fourth).sort(), [
      'company_id',
      'id',
      'project_id',
      'reason',
      'resource_id',
      'resource_type',
      'timestamp',
      'user_id',
    ]);
    assert.deepEqual(
      [fourth.reason, fourth.resource_type, fourth.resource_id, fourth.project_id, fourth.id],
      ['update', 'RFIs', String(rfi), '310512', third.ulid],
    );
  });

  it('a company hears of its own records', async () => {
    const opened = await open();
    const calls = webhookCalls('v2.0', company);
    await listen(opened, calls, { resourceName: 'Projects', eventType: 'create' });
    const created = await opened.client.api('POST /rest/v1.0/projects', {
      body: { company_id: 4264807, project: { name: 'New wing' } },
    });
    assert.equal(created.status, 201, created.text);
    await settled();
    const [payload] = opened.posted.map(({ body }) => JSON.parse(body));
    assert.deepEqual([payload?.resource_name, payload?.project_id], ['Projects', null]);
  });

  it('a person added to a project is an event of the project too, and an ended event never comes', async () => {
    const opened = await open();
    const id = await listen(opened, second, { resourceName: 'Project Users', eventType: 'create' });
    await opened.ask(second.addTrigger(id, { resourceName: 'Project Users', eventType: 'update' }, 'v2'));
    const added = await opened.client.api('POST /rest/v1.0/projects/310512/users', {
      body: { user: { first_name: 'Kim', last_name: 'Lee', email_address: 'kim@harborpine.example' } },
    });
    assert.equal(added.status, 201, added.text);
    const { id: user } = added.json as { id: number };
    const changed = await opened.client.api(`PATCH /rest/v1.0/projects/310512/users/${user}`, {
      body: { user: { job_title: 'Foreman' } },
    });
    assert.equal(changed.status, 200, changed.text);
    await settled();
    const payloads = opened.posted.map(({ body }) => JSON.parse(body));
    assert.deepEqual(
      payloads.map(one => [one.resource_name, one.event_type, one.project_id]),
      [['Project Users', 'create', 310512]],
    );
  });

  it('every entry of a sync action is an event', async () => {
    const opened = await open();
    await listen(opened, second, { resourceName: 'Tasks', eventType: 'create' });
    const updates = [{ name: 'A' }, { name: 'B' }];
    const synced = await opened.client.api('PATCH /rest/v1.0/tasks/sync', {
      body: { project_id: 310512, updates },
    });
    assert.equal(synced.status, 200, synced.text);
    const entities = (synced.json as { entities: unknown[] }).entities.length;
    await settled();
    for (let left = entities; left > 0; left -= 1) await settled();
    assert.ok(entities > 0);
    assert.equal(opened.posted.length, entities);
  });

  for (const scope of [company, project])
    it(`the triggers of the seed can all fire in ${'projectId' in scope ? 'a project' : 'a company'}`, async () => {
      const opened = await open();
      const calls = webhookCalls('v2.0', scope);
      const hooks = readHooks((await opened.ask(calls.listHooks({ namespace: 'api-workbench' }))).json);
      const seeded = readTriggers((await opened.ask(calls.listTriggers(hooks[0]?.id ?? ''))).json);
      assert.ok(seeded.length > 0);
      assert.deepEqual(
        seeded.filter(({ resourceName, eventType }) => eventGap(resourceName ?? '', eventType ?? '')),
        [],
      );
    });

  it('a hook of the seed points elsewhere: its delivery fails and says so, and nothing waits', async () => {
    const opened = await open();
    await opened.client.api('POST /rest/v1.0/projects/310512/rfis', {
      body: { rfi: { subject: 'New', assignee_ids: [1], question: { body: 'Why?' } } },
    });
    await settled();
    const hooks = readHooks((await opened.ask(second.listHooks({ namespace: 'api-workbench' }))).json);
    const read = await opened.ask(second.listDeliveries(hooks[0]?.id ?? ''));
    const [newest, ...older] = readDeliveries(read.json);
    assert.equal(newest?.status, 'failed');
    assert.match(newest?.attempts[0]?.responseError ?? '', /^Not sent: the simulator posts only to/);
    assert.ok(older.every(({ status }) => status === 'delivered'));
    assert.deepEqual([opened.posted, opened.waits], [[], []]);
  });

  it('one event is fired by hand, and all that waits is tried at once', async () => {
    const opened = await open({ status: 500 });
    await listen(opened, second);
    const fire = (body: object) => opened.client.send('POST', '/_simulator/webhooks/fire', { body });
    const fired = await fire({
      project_id: 310512,
      resource_name: 'RFIs',
      event_type: 'update',
      resource_id: 77,
    });
    assert.equal((fired.json as { hooks: unknown[] }).hooks.length, 1);
    await settled();
    assert.equal(JSON.parse(opened.posted[0]?.body ?? '').resource_id, 77);
    await opened.client.send('POST', '/_simulator/webhooks/retry');
    await settled();
    assert.equal(opened.posted.length, 2);
    assert.equal((await fire({ resource_name: 'RFIs' })).status, 400);
    const mistyped = await fire({ project_id: 310512, resource_name: 'RFIs', event_type: 'upd' });
    assert.match(JSON.stringify(mistyped.json), /event_type is create, update or delete/);
    assert.equal((await fire({ project_id: 1, resource_name: 'RFIs', event_type: 'update' })).status, 404);
    const scaled = await opened.client.send('POST', '/_simulator/webhooks/time-scale', { body: '1000' });
    assert.equal((scaled.json as { timeScale: number }).timeScale, 1000);
    await opened.client.send('POST', '/_simulator/webhooks/retry');
    await settled();
    assert.deepEqual(opened.waits, [1000, 2000, 4]);
    const page = await opened.client.send('GET', '/_simulator');
    assert.ok(page.text.includes(receiver) && page.text.includes('3 failures in a row'));
    assert.ok(!page.text.includes('receiver-secret'));
  });
});
