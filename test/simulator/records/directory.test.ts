import assert from 'node:assert/strict';
import { openRecords } from './call.ts';

describe('the seeded directory', () => {
  it('has users with different rights and a service account that comes last', async () => {
    const { records } = await openRecords();
    assert.deepEqual(
      records.users.map(({ name }) => name),
      [
        'Ana Morales',
        'Sam Okafor',
        'Test Architect',
        'Test Subcontractor',
        'API Support',
        'API Workbench Service Account',
      ],
    );
    assert.equal(records.users.at(-1), records.serviceAccount);
    const levelOf = (user: number, tool: string) =>
      records.levelInProject(records.users[user]?.id ?? 0, 310512, tool);
    assert.deepEqual(
      [levelOf(0, 'budget'), levelOf(1, 'rfi'), levelOf(1, 'budget'), levelOf(2, 'rfi'), levelOf(4, 'rfi')],
      ['Admin', 'Standard', 'None', 'Read-only', 'None'],
    );
  });

  it('has a company above 2^49, one that is not connected and one without projects', async () => {
    const { records } = await openRecords();
    assert.ok(records.company('562949953443325'));
    assert.deepEqual(
      records.companies.map(({ appConnected }) => appConnected),
      [true, true, false, true],
    );
    assert.ok(records.projects.every(({ companyId }) => companyId !== records.companies[3]?.id));
    assert.ok(records.projects.some(({ id }) => id > 2 ** 49));
  });

  it('shows each user only companies and projects of their own', async () => {
    const { rows } = await openRecords();
    const names = (user: string) =>
      rows('GET /rest/v1.1/projects?company_id=4264807', { user }).map(({ name }) => name);
    assert.equal(names('Ana').length, 5);
    assert.deepEqual(names('Test'), [
      'Sandbox Test Project',
      'Riverside Medical Center',
      'Hillcrest Elementary Renovation',
    ]);
    assert.deepEqual(names('API'), ['Sandbox Test Project']);
    assert.equal(rows('GET /rest/v1.0/companies', { user: 'Sam' }).length, 2);
  });

  it('has a project with tools that are off, and lets an admin switch them', async () => {
    const { rows, records } = await openRecords();
    const off = () =>
      rows('GET /rest/v1.0/tools?project_id=310533')
        .filter(tool => tool['is_active'] === false)
        .map(tool => tool['engine_name']);
    assert.deepEqual(off(), ['punch_list', 'change_events']);
    const punchList = records.toolsOf(310533).find(({ engineName }) => engineName === 'punch_list');
    const body = { tools: [{ id: punchList?.id, is_active: true }] };
    rows('PATCH /rest/v1.0/projects/310533/tools', { body });
    assert.deepEqual(off(), ['change_events']);
  });

  it('tells the level of the caller in each tool', async () => {
    const { rows } = await openRecords();
    const tools = rows('GET /rest/v1.0/tools?project_id=310512', { user: 'Sam' });
    const level = (engine: string) =>
      tools.find(tool => tool['engine_name'] === engine)?.['user_access_level'];
    assert.deepEqual([level('rfi'), level('budget')], ['Standard', 'None']);
  });

  it('says who calls', async () => {
    const { row } = await openRecords();
    assert.deepEqual(row('GET /rest/v1.0/me', { user: 'Sam' }), {
      id: 8800102,
      login: 'sam.okafor@harborpine.example',
      name: 'Sam Okafor',
    });
    const record = row('GET /rest/v1.3/companies/4264807/me', { user: 'Sam' });
    assert.equal(record['email_address'], 'sam.okafor@harborpine.example');
  });

  it('finds a created project, with its tools, for those who see the company', async () => {
    const { row, rows, records } = await openRecords();
    const body = { company_id: 4264807, project: { name: 'Harbor Annex', project_number: '77' } };
    const created = row('POST /rest/v1.0/projects', { body });
    const id = Number(created['id']);
    assert.equal(records.project(String(id))?.name, 'Harbor Annex');
    assert.ok(records.toolsOf(id).every(({ isActive }) => isActive));
    assert.equal(row(`GET /rest/v1.0/projects/${id}?company_id=4264807`)['name'], 'Harbor Annex');
    assert.equal(rows('GET /rest/v1.1/projects?company_id=4264807').at(-1)?.['id'], id);
    assert.deepEqual(rows(`GET /rest/v1.0/projects/${id}/rfis`), []);
  });

  it('lists in a project the users that are in it', async () => {
    const { rows } = await openRecords();
    const names = (project: number) =>
      rows(`GET /rest/v1.0/projects/${project}/users`).map(({ name }) => name);
    assert.ok(names(310512).includes('Test Subcontractor'));
    assert.ok(!names(310481).includes('Test Subcontractor'));
  });

  it('gives records of a large zone large ids', async () => {
    const { rows, row } = await openRecords();
    const project = 562949954728542;
    const [rfi] = rows(`GET /rest/v1.0/projects/${project}/rfis`);
    assert.ok(Number(rfi?.['id']) > 2 ** 49);
    assert.equal(row(`GET /rest/v1.0/projects/${project}/rfis/${rfi?.['id']}`)['id'], rfi?.['id']);
  });

  it('has other ids in other environments', async () => {
    const [simulator, sandbox] = await Promise.all([openRecords(), openRecords({ environment: 'sandbox' })]);
    const ids = ({ records }: typeof simulator) =>
      [...records.companies, ...records.projects, ...records.users].map(({ id }) => id);
    assert.deepEqual(
      ids(simulator).filter(id => ids(sandbox).includes(id)),
      [],
    );
    assert.equal(sandbox.answer('GET /rest/v1.0/projects/310512/rfis').kind, 'refused');
  });

  it('has as many more projects as wanted, which whoever is in all of them sees', async () => {
    const { rows } = await openRecords({ projects: 250 });
    const listed = (user: string) =>
      rows('GET /rest/v1.1/projects?company_id=4264807&filters[by_status]=Active&per_page=300', { user })
        .length;
    assert.deepEqual([listed('Ana'), listed('Sam')], [229, 3]);
  });
});
