import assert from 'node:assert/strict';
import { openRecords, pageOf } from './call.ts';

const rfis = 'GET /rest/v1.0/projects/310512/rfis';

describe('pages', () => {
  it('have 100 rows unless the endpoint says otherwise', async () => {
    const { answer } = await openRecords();
    assert.deepEqual(pageOf(answer(rfis)), { page: 1, perPage: 100, total: 450 });
    const { answer: many } = await openRecords({ rows: 1200 });
    assert.deepEqual(pageOf(many(`${rfis}?per_page=500&page=3`)), { page: 3, perPage: 500, total: 1200 });
  });

  it('have 10 rows in v2, and at most 100', async () => {
    const { answer } = await openRecords();
    const list = 'GET /rest/v2.0/companies/4264807/projects/310512/submittals';
    assert.deepEqual(pageOf(answer(list)), { page: 1, perPage: 10, total: 180 });
    assert.deepEqual(pageOf(answer(`${list}?per_page=5000`)), { page: 1, perPage: 100, total: 180 });
  });

  it('of projects have at most 300 rows, and every id at once', async () => {
    const { answer, rows } = await openRecords();
    const list = 'GET /rest/v1.1/projects?company_id=4264807';
    assert.deepEqual(pageOf(answer(`${list}&per_page=1000`)), { page: 1, perPage: 300, total: 5 });
    assert.deepEqual(pageOf(answer(`${list}&view=ids`)), { page: 1, perPage: 200_000, total: 5 });
    assert.deepEqual(Object.keys(rows(`${list}&view=ids`)[0] ?? {}), ['id']);
  });

  it('join to the whole list, each row once', async () => {
    const { rows } = await openRecords();
    const ids = [1, 2, 3, 4, 5].flatMap(page => rows(`${rfis}?page=${page}&per_page=90`).map(({ id }) => id));
    assert.equal(new Set(ids).size, 450);
    assert.deepEqual(rows(`${rfis}?page=6&per_page=90`), []);
  });

  it('with odd numbers are the first', async () => {
    const { answer } = await openRecords();
    for (const page of ['0', '-3', 'two', '1.5']) {
      assert.deepEqual(pageOf(answer(`${rfis}?page=${page}`)), { page: 1, perPage: 100, total: 450 });
    }
  });

  it('come at once from a list of a million rows', async () => {
    const { rows } = await openRecords({ rows: 1_000_000 });
    assert.deepEqual(
      rows(`${rfis}?page=500000&per_page=2`).map(({ number }) => number),
      ['999999', '1000000'],
    );
  });

  it('of workflows follow a cursor in the body', async () => {
    const { answer } = await openRecords();
    const list = 'GET /rest/v2.0/companies/4264807/projects/310512/workflows/instances?per_page=2';
    const first = answer(list);
    assert.ok(first.kind === 'answer' && first.page === undefined);
    assert.match(JSON.stringify(first.body), /"pagination":\{"next_cursor":"2"\}/);
    const second = answer(`${list}&cursor=2`);
    assert.ok(second.kind === 'answer');
    assert.notDeepEqual(second.body, first.body);
  });
});

describe('webhook deliveries', () => {
  it('follow the last id that was read', async () => {
    const { rows } = await openRecords();
    const [hook] = rows('GET /rest/v1.0/webhooks/hooks?project_id=310512');
    const list = `GET /rest/v1.0/webhooks/hooks/${hook?.['id']}/deliveries?project_id=310512`;
    const [first, second] = rows(list).map(({ event_id: id }) => id);
    assert.ok(first !== undefined && second !== undefined);
    assert.deepEqual(
      rows(`${list}&page_size=1&page_start=${first}`).map(({ event_id: id }) => id),
      [second],
    );
  });
});

describe('filters', () => {
  it('keep the rows that have one of the values', async () => {
    const { rows } = await openRecords();
    const open = rows(`${rfis}?filters[status][]=open&per_page=1000`);
    assert.ok(open.length > 50 && open.length < 450);
    assert.ok(open.every(({ status }) => status === 'open'));
    const some = rows(`${rfis}?filters[status][]=open&filters[status][]=draft&per_page=1000`);
    assert.ok(some.length > open.length);
  });

  it('refuse the plain form of the RFI status', async () => {
    const { answer } = await openRecords();
    const answered = answer(`${rfis}?filters[status]=open`);
    assert.deepEqual(answered, { kind: 'refused', status: 400, errors: 'filters[status] must be an array' });
  });

  it('that the endpoint does not know are ignored', async () => {
    const { answer } = await openRecords();
    assert.deepEqual(pageOf(answer(`${rfis}?filters[colour]=red&filters[constructor]=x`)), {
      page: 1,
      perPage: 100,
      total: 450,
    });
  });

  it('take a range of dates and a record by its id', async () => {
    const { rows } = await openRecords();
    const january = rows(`${rfis}?filters[created_at]=2026-01-05...2026-01-07&per_page=1000`);
    assert.ok(january.length > 0 && january.length < 20);
    const [location] = rows('GET /rest/v1.0/projects/310512/locations');
    const there = rows(`${rfis}?filters[location_id][]=${location?.['id']}&per_page=1000`);
    assert.ok(there.length > 0 && there.every(rfi => rfi['location_id'] === location?.['id']));
  });

  it('of observations name the status by number, as the document has it', async () => {
    const { rows } = await openRecords();
    const items = 'GET /rest/v1.0/observations/items?project_id=310512&per_page=1000';
    const closed = rows(`${items}&filters[status][]=3`);
    assert.ok(closed.length > 0 && closed.every(({ status }) => status === 'closed'));
    assert.deepEqual(closed, rows(`${items}&filters[status][]=closed`));
  });

  it('tell active projects from inactive ones', async () => {
    const { rows } = await openRecords();
    const list = 'GET /rest/v1.1/projects?company_id=4264807&filters[by_status]=';
    assert.deepEqual(
      ['All', 'Active', 'Inactive'].map(status => rows(list + status).length),
      [5, 4, 1],
    );
  });

  it('find text in names', async () => {
    const { rows } = await openRecords();
    const found = rows('GET /rest/v1.1/projects?company_id=4264807&filters[name]=riverside');
    assert.deepEqual(
      found.map(({ display_name: name }) => name),
      ['2024-017 - Riverside Medical Center'],
    );
  });
});

describe('views', () => {
  it('are narrow when compact is asked for', async () => {
    const { rows } = await openRecords();
    const [project] = rows('GET /rest/v1.1/projects?company_id=4264807&view=compact');
    assert.deepEqual(project, {
      id: 310481,
      active: true,
      display_name: '1234 - Sandbox Test Project',
      name: 'Sandbox Test Project',
      project_number: '1234',
    });
  });
});

describe('the seed project of a Developer Sandbox', () => {
  it('holds eight schedule tasks, one photo, one drawing set, one RFI and one submittal', async () => {
    const { rows } = await openRecords();
    const lists = [
      'GET /rest/v1.0/tasks?project_id=310481',
      'GET /rest/v1.0/images?project_id=310481',
      'GET /rest/v1.0/projects/310481/drawing_sets',
      'GET /rest/v1.0/projects/310481/rfis',
      'GET /rest/v1.1/projects/310481/submittals',
    ];
    assert.deepEqual(
      lists.map(list => rows(list).length),
      [8, 1, 1, 1, 1],
    );
  });
});

describe('order', () => {
  it('follows sort, downwards with a minus', async () => {
    const { rows } = await openRecords();
    const names = (sort: string) =>
      rows(`GET /rest/v1.1/projects?company_id=4264807&sort=${sort}`).map(({ name }) => String(name));
    assert.deepEqual(names('name'), names('name').toSorted());
    assert.deepEqual(names('-name'), names('name').toReversed());
  });

  it('follows attribute and direction where RFIs write them so', async () => {
    const { rows } = await openRecords();
    const [first] = rows(`${rfis}?sort[attribute]=number&sort[direction]=desc&per_page=1`);
    assert.equal(first?.['number'], '450');
  });
});

describe('daily logs', () => {
  const logs = 'GET /rest/v1.0/projects/310512/manpower_logs';

  it('are of today where no date is given', async () => {
    const { rows } = await openRecords();
    assert.deepEqual(
      rows(logs).map(({ date }) => date),
      ['2026-11-22', '2026-11-22'],
    );
  });

  it('are of the date or dates that are given', async () => {
    const { rows } = await openRecords();
    assert.deepEqual(
      rows(`${logs}?log_date=2026-11-02`).map(({ date }) => date),
      ['2026-11-02', '2026-11-02'],
    );
    assert.equal(rows(`${logs}?start_date=2026-11-01&end_date=2026-11-10`).length, 20);
    assert.deepEqual(rows(`${logs}?log_date=2030-01-01`), []);
    assert.deepEqual(rows(`${logs}?log_date=yesterday`), []);
  });

  it('keep their ids while days pass', async () => {
    const today = await openRecords();
    const tomorrow = await openRecords({ now: () => Date.UTC(2026, 10, 23, 9) });
    assert.deepEqual(tomorrow.rows(`${logs}?log_date=2026-11-22`), today.rows(logs));
  });
});

describe('meetings', () => {
  it('come in groups', async () => {
    const { rows } = await openRecords();
    const groups = rows('GET /rest/v1.1/projects/310512/meetings');
    assert.deepEqual(
      groups.map(({ group_title: title }) => title),
      ['Owner Architect Contractor', 'Subcontractor Coordination', 'Safety'],
    );
    assert.ok(groups.every(({ meetings }) => Array.isArray(meetings) && meetings.length > 0));
  });
});

describe('the hidden record', () => {
  it('is there for an Admin of the tool and for nobody else', async () => {
    const { records, row, rows, answer } = await openRecords();
    const path = records.hiddenPath();
    const list = `GET ${path.slice(0, path.lastIndexOf('/'))}`;
    assert.equal(row(`GET ${path}`)['private'], true);
    assert.equal(rows(list).length, 12);
    assert.equal(rows(list, { user: 'Sam' }).length, 11);
    assert.deepEqual(answer(`GET ${path}`, { user: 'Sam' }), {
      kind: 'refused',
      status: 404,
      errors: 'Not Found',
    });
    assert.equal(answer(`PATCH ${path}`, { user: 'Sam', body: { rfi: { subject: 'x' } } }).kind, 'refused');
  });
});
