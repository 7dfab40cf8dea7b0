import assert from 'node:assert/strict';
import { seedCases } from '../../src/simulator/seedCases.ts';
import { callback, openSimulator, type SimulatorClient } from './client.ts';

/** The rows of Procore's troubleshooting page, each from the seed data alone: no fault is switched on. */
const rfis = '/rest/v1.0/projects/310512/rfis';

interface Rfi {
  readonly id: number;
}

async function allRfis(client: SimulatorClient): Promise<readonly Rfi[]> {
  const pages = await Promise.all(
    [1, 2, 3, 4, 5].map(page => client.api(`GET ${rfis}?per_page=100&page=${page}`)),
  );
  return pages.flatMap(page => page.json as Rfi[]);
}

describe('the cases on the control page', () => {
  for (const [what, status] of [
    ['The app is not connected', 403],
    ['The list is empty', 200],
    ['The tool is off', 403],
    ['The project is outside the access scope', 403],
    ['The permission is missing', 403],
    ['The record is hidden', 404],
  ] as const) {
    it(`${what}: ${status}`, async () => {
      const client = await openSimulator();
      const found = seedCases(client.simulator.records).find(one => one.what === what);
      assert.ok(found);
      const answer = await client.api(found.request, { as: found.login, company: found.companyId });
      assert.equal(answer.status, status, answer.text);
      if (status === 200) assert.deepEqual(answer.json, []);
    });
  }
});

describe('from the seed data alone', () => {
  it('an access token expires', async () => {
    const client = await openSimulator({ accessTokenTtl: 5 });
    assert.equal((await client.api('GET /rest/v1.0/me')).status, 200);
    client.clock.now += 5000;
    assert.equal((await client.api('GET /rest/v1.0/me')).status, 401);
  });

  it('a refresh token is used twice, a code too', async () => {
    const client = await openSimulator();
    const code = await client.code('ana');
    const fields = { grant_type: 'authorization_code', code, redirect_uri: callback };
    const { refresh_token } = (await client.token(fields)).json as { refresh_token: string };
    assert.equal((await client.token(fields)).status, 400);
    const again = { grant_type: 'refresh_token', refresh_token };
    assert.deepEqual([(await client.token(again)).status, (await client.token(again)).status], [200, 400]);
  });

  it('a company has no app', async () => {
    const client = await openSimulator();
    const answer = await client.api('GET /rest/v1.1/projects?company_id=4264811', { company: 4264811 });
    assert.deepEqual(answer.json, { errors: ['App is not connected to this company.'] });
  });

  it('a user has no rights, a project has a tool off, and a user is not in a project', async () => {
    const client = await openSimulator();
    const answers = [
      await client.api('GET /rest/v1.0/budget_views?project_id=310512', { as: 'sam' }),
      await client.api('GET /rest/v1.1/punch_items?project_id=310533'),
      await client.api('GET /rest/v1.0/projects/310547/rfis', { as: 'sam' }),
    ];
    assert.deepEqual(
      answers.map(({ status }) => status),
      [403, 403, 403],
    );
    const projects = await client.api('GET /rest/v1.1/projects?company_id=4264807', { as: 'sam' });
    const ids = (projects.json as { id: number }[]).map(({ id }) => id);
    assert.ok(ids.includes(310512) && !ids.includes(310547));
  });

  it('a record exists for one user and is hidden from another', async () => {
    const client = await openSimulator();
    const school = '/rest/v1.0/projects/310533/rfis';
    const idsOf = async (as: string) => {
      const answer = await client.api(`GET ${school}?per_page=100`, { as });
      return (answer.json as Rfi[]).map(({ id }) => id);
    };
    const seen = new Set(await idsOf('sam'));
    const hidden = (await idsOf('ana')).filter(id => !seen.has(id));
    assert.equal(hidden.length, 1);
    assert.equal((await client.api(`GET ${school}/${hidden[0]}`)).status, 200);
    const answer = await client.api(`GET ${school}/${hidden[0]}`, { as: 'sam' });
    assert.deepEqual([answer.status, answer.json], [404, { errors: 'Not Found' }]);
  });

  it('the service account sees its permitted projects only', async () => {
    const client = await openSimulator();
    const answer = await client.api('GET /rest/v1.1/projects?company_id=4264807', { as: 'dmsa' });
    const { records } = client.simulator;
    for (const { id } of answer.json as { id: number }[]) {
      assert.ok(records.userSeesProject(records.serviceAccount.id, id));
    }
    const all = await client.api('GET /rest/v1.1/projects?company_id=4264807&filters[by_status]=All');
    assert.ok((answer.json as []).length < (all.json as []).length);
  });

  it('the budget of 25 in 10 seconds is spent', async () => {
    const client = await openSimulator({ spikeLimit: 25, hourlyLimit: 600 });
    const statuses: number[] = [];
    for (let count = 0; count < 26; count += 1) statuses.push((await client.api('GET /rest/v1.0/me')).status);
    assert.deepEqual(statuses.slice(-2), [200, 429]);
  });

  it('ids of another environment are not found, and a company may be empty', async () => {
    const sandbox = await openSimulator({ environment: 'sandbox' });
    assert.equal((await sandbox.api(`GET ${rfis}`)).status, 404);
    const client = await openSimulator();
    const empty = await client.api('GET /rest/v1.1/projects?company_id=4264815', { company: 4264815 });
    assert.deepEqual([empty.status, empty.json, empty.headers.get('total')], [200, [], '0']);
  });

  it('a list has more than one page, and every row comes once', async () => {
    const client = await openSimulator();
    const first = await client.api(`GET ${rfis}?per_page=100`);
    assert.equal(first.headers.get('total'), '450');
    assert.match(first.headers.get('link') ?? '', /page=2>; rel="next"/);
    const ids = (await allRfis(client)).map(({ id }) => id);
    assert.equal(new Set(ids).size, 450);
  });

  it('a write breaks a rule: 422 with the field', async () => {
    const client = await openSimulator();
    const vendors = `/rest/v1.0/vendors?company_id=4264807`;
    const [seeded] = (await client.api(`GET ${vendors}`)).json as { id: number; origin_id: string }[];
    assert.match(seeded?.origin_id ?? '', /./);
    const copy = { company_id: 4264807, vendor: { name: 'Copy', origin_id: seeded?.origin_id } };
    const taken = await client.api('POST /rest/v1.0/vendors', { body: copy });
    assert.deepEqual(
      [taken.status, taken.json],
      [422, { errors: { origin_id: ['has already been taken'] } }],
    );
    const project = { company_id: 4264807, project: { name: 'Shed', time_zone: 'Nowhere/Land' } };
    const nowhere = await client.api('POST /rest/v1.0/projects', { body: project });
    assert.deepEqual(
      [nowhere.status, nowhere.json],
      [422, { errors: { time_zone: ['is not included in the list'] } }],
    );
  });

  it('a filter in the wrong form is 400, an unknown one is ignored', async () => {
    const client = await openSimulator();
    assert.equal((await client.api(`GET ${rfis}?filters[status]=open`)).status, 400);
    assert.equal((await client.api(`GET ${rfis}?filters[status][]=open`)).status, 200);
    const ignored = await client.api(`GET ${rfis}?filters[nonsense]=x&per_page=1`);
    assert.equal(ignored.headers.get('total'), '450');
  });
});
