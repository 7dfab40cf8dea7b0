import assert from 'node:assert/strict';
import { openRecords, pageOf } from './call.ts';

const rfis = '/rest/v1.0/projects/310512/rfis';

describe('a business rule', () => {
  const taken = {
    kind: 'refused' as const,
    status: 422,
    errors: { origin_id: ['has already been taken'] },
  };

  it('keeps an origin_id unique in the company, across its projects', async () => {
    const { answer, row } = await openRecords();
    const code = (project_id: number, origin_id: string) => ({
      body: { project_id, cost_code: { name: 'Concrete', code: '9', parent_id: null, origin_id } },
    });
    const { id } = row('POST /rest/v1.0/cost_codes', code(310512, 'A-1'));
    assert.deepEqual(answer('POST /rest/v1.0/cost_codes', code(310533, 'A-1')), taken);
    assert.equal(answer('POST /rest/v1.0/cost_codes', code(310533, 'A-2')).kind, 'answer');
    assert.equal(answer(`PATCH /rest/v1.0/cost_codes/${id}`, code(310512, 'A-1')).kind, 'answer');
    assert.deepEqual(answer(`PATCH /rest/v1.0/cost_codes/${id}`, code(310512, 'A-2')), taken);
  });

  it('takes the names of time zones that Rails and IANA have', async () => {
    const { answer } = await openRecords();
    for (const time_zone of ['US/Pacific', 'America/Los_Angeles', 'Pacific Time (US & Canada)', 'London']) {
      const body = { company_id: 4264807, project: { name: 'Shed', time_zone } };
      assert.equal(answer('POST /rest/v1.0/projects', { body }).kind, 'answer', time_zone);
    }
  });
});

describe('a created record', () => {
  it('is found again in show and list, and counts on', async () => {
    const { answer, row, rows } = await openRecords();
    const body = {
      rfi: { subject: 'Where is the drain?', assignee_ids: [8800102], question: { body: 'Is it here?' } },
    };
    const answered = answer(`POST ${rfis}`, { body, user: 'Sam' });
    assert.ok(answered.kind === 'answer' && answered.status === 201);
    const [created] = rows(`GET ${rfis}?page=5&per_page=100`).slice(-1);
    assert.equal(created?.['subject'], 'Where is the drain?');
    assert.equal(created?.['number'], '451');
    assert.deepEqual(pageOf(answer(`GET ${rfis}`)), { page: 1, perPage: 100, total: 451 });
    const shown = row(`GET ${rfis}/${created?.['id']}`);
    assert.equal(shown['status'], 'open');
    assert.match(JSON.stringify(shown['assignees']), /Sam Okafor/);
    assert.match(JSON.stringify(shown['questions']), /Is it here\?/);
    assert.equal(shown['created_at'], '2026-11-22T09:00:00Z');
  });

  it('is the same in other versions of its path', async () => {
    const { row, rows } = await openRecords();
    const body = { submittal: { title: 'Anchor bolts' } };
    const { id } = row('POST /rest/v1.1/projects/310512/submittals', { body });
    assert.equal(row(`GET /rest/v1.0/projects/310512/submittals/${id}`)['title'], 'Anchor bolts');
    const second = rows('GET /rest/v2.0/companies/4264807/projects/310512/submittals?page=19&per_page=10');
    assert.deepEqual([second.at(-1)?.['id'], second.at(-1)?.['title']], [String(id), 'Anchor bolts']);
  });

  it('of a flat path is found by its id alone', async () => {
    const { row, answer } = await openRecords();
    const { id } = row('POST /rest/v1.0/projects/310512/locations', {
      body: { location: { node_name: 'Shed' } },
    });
    assert.equal(row(`GET /rest/v1.0/locations/${id}`)['node_name'], 'Shed');
    assert.equal(answer(`GET /rest/v1.0/locations/${id}?project_id=310533`).kind, 'refused');
  });

  it('below another record stays there', async () => {
    const { row, rows, answer } = await openRecords();
    const [first, second] = rows(`GET ${rfis}?per_page=2`);
    const replies = `${rfis}/${first?.['id']}/replies`;
    row(`POST ${replies}`, { body: { reply: { body: 'It is there.' } } });
    assert.match(JSON.stringify(rows(`GET ${replies}`)), /It is there\./);
    assert.doesNotMatch(JSON.stringify(rows(`GET ${rfis}/${second?.['id']}/replies`)), /It is there/);
    assert.equal(answer(`GET ${rfis}/999999999/replies`).kind, 'refused');
  });

  it('is read from the one object that its body requires', async () => {
    const { row } = await openRecords();
    const body = { project_id: 310512, observation: { name: 'Loose rail', status: 'initiated' } };
    const { id } = row('POST /rest/v1.0/observations/items', { body });
    const shown = row(`GET /rest/v1.0/observations/items/${id}?project_id=310512`);
    assert.deepEqual([shown['name'], shown['number']], ['Loose rail', '121']);
  });

  it('has null where a date was badly formatted', async () => {
    const { row } = await openRecords();
    const due = (date: string) =>
      row(`POST ${rfis}`, { body: { rfi: { subject: 'x', due_date: date } } })['due_date'];
    assert.equal(due('2026-12-24'), '2026-12-24');
    assert.equal(due('24.12.2026'), null);
  });

  it('shows custom fields with their type', async () => {
    const { row } = await openRecords();
    const body = { rfi: { subject: 'x', custom_field_42: 'blue' } };
    assert.deepEqual(row(`POST ${rfis}`, { body })['custom_fields'], {
      custom_field_42: { data_type: 'string', value: 'blue' },
    });
  });

  it('takes the texts of a form for what the fields are', async () => {
    const { row, rows } = await openRecords();
    const [location] = rows('GET /rest/v1.0/projects/310512/locations');
    const form = { rfi: { subject: 'x', private: 'true', location_id: String(location?.['id']) } };
    const { id } = row(`POST ${rfis}`, { body: form });
    const created = row(`GET ${rfis}/${id}`);
    assert.equal(created['private'], true);
    assert.match(JSON.stringify(created['location']), /Building A/);
  });

  it('cannot choose its id or reach into prototypes', async () => {
    const { row } = await openRecords();
    const body: unknown = JSON.parse('{"rfi":{"subject":"x","id":1,"__proto__":{"polluted":true}}}');
    assert.notEqual(row(`POST ${rfis}`, { body })['id'], 1);
    assert.equal(Reflect.get({}, 'polluted'), undefined);
  });

  it('in v2 comes under data with ids as texts', async () => {
    const { answer, row } = await openRecords();
    const contracts = '/rest/v2.0/companies/4264807/projects/310512/commitment_contracts';
    const answered = answer(`POST ${contracts}`, { body: { title: 'Steel', type: 'WorkOrderContract' } });
    assert.ok(answered.kind === 'answer' && answered.status === 201);
    const { id } = row(`POST ${contracts}`, { body: { title: 'Glass', type: 'WorkOrderContract' } });
    assert.equal(typeof id, 'string');
    assert.equal(row(`GET ${contracts}/${String(id)}`)['title'], 'Glass');
  });
});

describe('a changed record', () => {
  it('keeps what was not changed', async () => {
    const { row, rows } = await openRecords();
    const [before] = rows(`GET ${rfis}?per_page=1`);
    row(`PATCH ${rfis}/${before?.['id']}`, { body: { rfi: { subject: 'New subject' } } });
    const [after] = rows(`GET ${rfis}?per_page=1`);
    assert.deepEqual(after, { ...before, subject: 'New subject', updated_at: '2026-11-22T09:00:00Z' });
  });

  it('shows the record that a new id names', async () => {
    const { row, rows } = await openRecords();
    const [rfi] = rows(`GET ${rfis}?per_page=1`);
    const [, location] = rows('GET /rest/v1.0/projects/310512/locations');
    const changed = row(`PATCH ${rfis}/${rfi?.['id']}`, { body: { rfi: { location_id: location?.['id'] } } });
    assert.match(JSON.stringify(changed['location']), new RegExp(String(location?.['id'])));
  });

  it('may be one of many in a bulk update', async () => {
    const { answer, rows } = await openRecords();
    const ids = rows(`GET ${rfis}?per_page=2`).map(({ id }) => id);
    answer(`PATCH ${rfis}`, { body: { data: ids.map(id => ({ id: String(id), subject: 'Bulk' })) } });
    assert.deepEqual(
      rows(`GET ${rfis}?per_page=3`).map(({ subject }) => subject === 'Bulk'),
      [true, true, false],
    );
  });

  it('keeps settings that were written', async () => {
    const { row } = await openRecords();
    const path = '/rest/v1.0/schedule_type?project_id=310512';
    row(`PATCH ${path}`, { body: { key: 'microsoft_project' } });
    assert.equal(row(`GET ${path}`)['key'], 'microsoft_project');
  });
});

describe('an RFI', () => {
  it('is closed by accepting it, not by an official reply', async () => {
    const { row, rows } = await openRecords();
    const [open] = rows(`GET ${rfis}?filters[status][]=open&per_page=1`);
    const path = `${rfis}/${open?.['id']}`;
    row(`POST ${path}/replies`, { body: { reply: { body: 'So it is.', official: true } } });
    assert.equal(row(`GET ${path}`)['status'], 'open');
    row(`PATCH ${path}`, { body: { rfi: { accepted: true } } });
    const closed = row(`GET ${path}`);
    assert.deepEqual([closed['status'], closed['ball_in_court']], ['closed', null]);
  });
});

describe('a deleted record', () => {
  it('is gone from show and list, and a second delete says 404', async () => {
    const { answer, rows } = await openRecords();
    const list = 'GET /rest/v1.1/punch_items?project_id=310512';
    const ids = rows(`${list}&per_page=3`).map(({ id }) => id);
    const remove = `DELETE /rest/v1.1/punch_items/${ids[1]}?project_id=310512`;
    assert.equal(answer(remove).kind, 'answer');
    assert.deepEqual(
      rows(`${list}&per_page=2`).map(({ id }) => id),
      [ids[0], ids[2]],
    );
    assert.deepEqual(pageOf(answer(list)), { page: 1, perPage: 100, total: 449 });
    assert.equal(answer(remove).kind, 'refused');
    assert.equal(answer(`GET /rest/v1.1/punch_items/${ids[1]}?project_id=310512`).kind, 'refused');
  });

  it('answers without a body where 204 is documented', async () => {
    const { answer, row } = await openRecords();
    const contracts = '/rest/v2.0/companies/4264807/projects/310512/commitment_contracts';
    const { id } = row(`POST ${contracts}`, { body: { title: 'Steel' } });
    assert.deepEqual(answer(`DELETE ${contracts}/${String(id)}`), {
      kind: 'answer',
      status: 204,
      body: undefined,
      page: undefined,
    });
  });
});

describe('documents', () => {
  it('are a tree below one root', async () => {
    const { row, rows } = await openRecords();
    const root = row('GET /rest/v1.0/folders?project_id=310512');
    const folders = root['folders'];
    assert.ok(Array.isArray(folders));
    assert.deepEqual(
      folders.map(({ name }) => name),
      ['Contracts', 'Drawings', 'Safety', 'Meeting Minutes'],
    );
    const contracts = row(`GET /rest/v1.0/folders/${folders[0].id}?project_id=310512`);
    assert.match(JSON.stringify(contracts['files']), /Prime Contract\.pdf/);
    const flat = rows('GET /rest/v1.0/projects/310512/documents');
    assert.equal(flat.filter(({ document_type: type }) => type === 'folder').length, 6);
  });

  it('show a created folder in the folder it was created in', async () => {
    const { row } = await openRecords();
    const root = row('GET /rest/v1.0/folders?project_id=310512');
    const body = { folder: { name: 'Permits', parent_id: root['id'] } };
    row('POST /rest/v1.0/folders?project_id=310512', { body });
    assert.match(JSON.stringify(row('GET /rest/v1.0/folders?project_id=310512')['folders']), /Permits/);
  });
});
