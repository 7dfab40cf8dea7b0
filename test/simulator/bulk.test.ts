import assert from 'node:assert/strict';
import { openSimulator } from './client.ts';

type Row = Readonly<Record<string, unknown>>;

describe('a bulk call that goes through in part', () => {
  it('is 207 and removes the segment items that are there', async () => {
    const client = await openSimulator();
    const segments = '/rest/v1.0/projects/310512/work_breakdown_structure/segments';
    const [segment] = (await client.api(`GET ${segments}`)).json as Row[];
    const items = `${segments}/${segment?.['id']}/segment_items`;
    const before = (await client.api(`GET ${items}`)).json as Row[];
    const id = before[0]?.['id'];
    const answer = await client.api(`DELETE ${items}/bulk_destroy`, { body: { segment_item_ids: [id, 7] } });
    assert.equal(answer.status, 207, answer.text);
    assert.deepEqual(answer.json, {
      data: {
        success: [id],
        failed: [{ id: 7, code: 'NOT_FOUND', message: 'Entity with this ID not found' }],
      },
    });
    const after = (await client.api(`GET ${items}`)).json as Row[];
    assert.equal(after.length, before.length - 1);
  });

  it('is 207 where some cost codes could not be copied, else 201', async () => {
    const client = await openSimulator();
    const list = await client.api(
      'GET /rest/v1.0/standard_cost_codes?company_id=4264807&standard_cost_code_list_id=1',
    );
    const id = (list.json as Row[])[0]?.['id'];
    const copy = (ids: readonly unknown[]) =>
      client.api('POST /rest/v1.0/cost_codes/copy_subset_from_standard_list', {
        body: { project_id: 310512, standard_cost_code_list_id: 1, standard_cost_code_ids: ids },
      });
    const whole = await copy([id]);
    assert.equal(whole.status, 201, whole.text);
    const partly = await copy([id, 7]);
    const { successes, failures } = partly.json as { successes: Row[]; failures: string[] };
    assert.equal(partly.status, 207);
    assert.deepEqual([successes.length, failures], [1, ['7: Entity with this ID not found']]);
  });

  it('is 207 where a user could not be added, else 200', async () => {
    const client = await openSimulator();
    const add = (ids: readonly number[]) =>
      client.api('POST /rest/v1.3/companies/4264807/users/bulk_add', {
        body: { users: ids.map(user_id => ({ user_id, project_id: 310512 })) },
      });
    const known = client.user('sam').id;
    assert.equal((await add([known])).status, 200);
    const partly = await add([known, 7]);
    assert.equal(partly.status, 207);
    const { entities, errors } = partly.json as { entities: Row[]; errors: Row[] };
    assert.deepEqual(
      [entities[0]?.['id'], errors],
      [known, [{ user_id: 7, project_id: 310512, errors: { user_id: ['Entity with this ID not found'] } }]],
    );
  });
});
