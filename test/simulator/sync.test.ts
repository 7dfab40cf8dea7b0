import assert from 'node:assert/strict';
import { type Answer, openSimulator, type SimulatorClient } from './client.ts';

type Entry = Readonly<Record<string, unknown>>;
interface Synced {
  readonly entities: readonly Entry[];
  readonly errors: readonly (Entry & { readonly errors: Readonly<Record<string, readonly string[]>> })[];
}

const costCodes = '/rest/v1.0/cost_codes';

function sync(client: SimulatorClient, updates: unknown, project = 310512): Promise<Answer> {
  return client.api(`PATCH ${costCodes}/sync?project_id=${project}`, { body: { updates } });
}

async function synced(client: SimulatorClient, updates: readonly Entry[], project?: number): Promise<Synced> {
  const answer = await sync(client, updates, project);
  assert.equal(answer.status, 200, answer.text);
  return answer.json as Synced;
}

const named = (name: string, more: Entry = {}): Entry => ({ name, code: name, ...more });

describe('a sync action', () => {
  it('creates what has neither id nor origin_id, and gives what Show gives', async () => {
    const client = await openSimulator();
    const { entities, errors } = await synced(client, [named('A'), named('A')]);
    assert.deepEqual(errors, []);
    assert.deepEqual(
      entities.map(({ name, origin_id }) => [name, origin_id]),
      [
        ['A', null],
        ['A', null],
      ],
    );
    const shown = await client.api(`GET ${costCodes}/${entities[0]?.['id']}?project_id=310512`);
    assert.equal((shown.json as Entry)['name'], 'A');
  });

  it('updates by a known id and refuses an unknown one, in one 200', async () => {
    const client = await openSimulator();
    const { entities } = await synced(client, [named('A')]);
    const id = entities[0]?.['id'];
    const second = await synced(client, [
      { id, name: 'B' },
      { id: 1, name: 'C' },
    ]);
    assert.deepEqual(
      second.entities.map(entity => [entity['id'], entity['name'], entity['code']]),
      [[id, 'B', 'A']],
    );
    assert.deepEqual(second.errors, [
      { id: 1, name: 'C', errors: { id: ['Entity with this ID not found'] } },
    ]);
  });

  it('creates by an unknown origin_id and updates by a known one', async () => {
    const client = await openSimulator();
    const [first] = (await synced(client, [named('A', { origin_id: 'X-1' })])).entities;
    const again = await synced(client, [
      { origin_id: 'X-1', name: 'B' },
      named('C', { origin_id: 'X-2' }),
      { origin_id: 'X-2', name: 'D' },
    ]);
    assert.deepEqual(
      again.entities.map(({ name, origin_id }) => [name, origin_id]),
      [
        ['B', 'X-1'],
        ['C', 'X-2'],
        ['D', 'X-2'],
      ],
    );
    assert.equal(again.entities[0]?.['id'], first?.['id']);
    assert.equal(again.entities[1]?.['id'], again.entities[2]?.['id']);
  });

  it('changes an origin_id by id, and then finds the record by the new one only', async () => {
    const client = await openSimulator();
    const [{ id } = {}] = (await synced(client, [named('A', { origin_id: 'X-1' })])).entities;
    const { entities } = await synced(client, [
      { id, origin_id: 'X-2' },
      { origin_id: 'X-2', name: 'B' },
      named('C', { origin_id: 'X-1' }),
    ]);
    assert.deepEqual([entities[1]?.['id'], entities[1]?.['name']], [id, 'B']);
    assert.notEqual(entities[2]?.['id'], id);
  });

  it('refuses an origin_id of another project of the company', async () => {
    const client = await openSimulator();
    await synced(client, [named('A', { origin_id: 'X-1' })]);
    const { entities, errors } = await synced(client, [named('A', { origin_id: 'X-1' })], 310533);
    assert.deepEqual(entities, []);
    assert.deepEqual(errors[0]?.errors, { origin_id: ['has already been taken'] });
  });

  it('names what a new record lacks, by entry', async () => {
    const client = await openSimulator();
    const { entities, errors } = await synced(client, [{ code: '1' }, named('A')]);
    assert.equal(entities.length, 1);
    assert.deepEqual(errors, [{ code: '1', errors: { name: ["can't be blank"] } }]);
  });

  it('takes 1,000 entries and not one more', async () => {
    const client = await openSimulator();
    const many = Array.from({ length: 1001 }, (_, index) => named(`N${index}`, { origin_id: `X-${index}` }));
    assert.equal((await synced(client, many.slice(1))).entities.length, 1000);
    const answer = await sync(client, many);
    assert.equal(answer.status, 400);
    assert.match(answer.text, /updates.*1001 entries; the maximum is 1000/);
    const declared = await client.api('PATCH /rest/v1.0/standard_cost_codes/sync', {
      body: { company_id: 4264807, standard_cost_code_list_id: 1, updates: many },
    });
    assert.equal(declared.status, 413);
  });

  it('that is no list is refused as a whole, as is one without permission', async () => {
    const client = await openSimulator();
    assert.equal((await sync(client, 'all')).status, 400);
    assert.equal((await sync(client, { name: 'A' })).status, 400);
    assert.equal((await client.api(`PATCH ${costCodes}/sync`, { body: { updates: [] } })).status, 400);
  });

  it('of projects makes projects that can be asked', async () => {
    const client = await openSimulator();
    const body = { company_id: 4264807, updates: [{ name: 'Annex', origin_id: 'P-1' }, {}] };
    const answer = await client.api('PATCH /rest/v1.0/projects/sync', { body });
    const { entities, errors } = answer.json as Synced;
    assert.deepEqual(errors, [{ errors: { name: ["can't be blank"] } }]);
    const id = entities[0]?.['id'];
    const shown = await client.api(`GET /rest/v1.0/projects/${id}?company_id=4264807`);
    assert.equal((shown.json as Entry)['name'], 'Annex');
  });

  it('of seeded vendors finds them by the origin_id they have', async () => {
    const client = await openSimulator();
    const list = await client.api('GET /rest/v1.0/vendors?company_id=4264807&per_page=20');
    const vendor = (list.json as Entry[]).find(({ origin_id }) => typeof origin_id === 'string');
    assert.ok(vendor);
    const body = { company_id: 4264807, updates: [{ origin_id: vendor['origin_id'], city: 'Ventura' }] };
    const answer = await client.api('PATCH /rest/v1.0/vendors/sync', { body });
    const { entities } = answer.json as Synced;
    assert.deepEqual([entities[0]?.['id'], entities[0]?.['city']], [vendor['id'], 'Ventura']);
  });

  it('below a record stays there', async () => {
    const client = await openSimulator();
    const list = await client.api('GET /rest/v1.0/prime_contracts?project_id=310512');
    const lineItems = `/rest/v1.0/prime_contracts/${(list.json as Entry[])[0]?.['id']}/line_items`;
    const body = { updates: [{ description: 'Piles', amount: '10.00', origin_id: 'L-1' }] };
    const answer = await client.api(`PATCH ${lineItems}/sync?project_id=310512`, { body });
    assert.equal((answer.json as Synced).entities.length, 1, answer.text);
    assert.match((await client.api(`GET ${lineItems}?project_id=310512`)).text, /Piles/);
  });

  it('can be made to fail for every second entry', async () => {
    const client = await openSimulator();
    client.simulator.faults.set('sync-entry-errors', 'once');
    const { entities, errors } = await synced(client, [named('A'), named('B'), named('C')]);
    assert.deepEqual([entities.map(({ name }) => name), errors.map(({ name }) => name)], [['B'], ['A', 'C']]);
    assert.equal((await synced(client, [named('A')])).errors.length, 0);
  });

  it('removes units of measure that it is told to', async () => {
    const client = await openSimulator();
    const uoms = '/rest/v1.0/companies/4264807/uoms';
    const before = (await client.api(`GET ${uoms}`)).json as Entry[];
    const body = { updates: [], deletes: [before[0]?.['id']] };
    assert.equal((await client.api(`PATCH ${uoms}/sync`, { body })).status, 200);
    assert.equal(((await client.api(`GET ${uoms}`)).json as Entry[]).length, before.length - 1);
  });
});
