import assert from 'node:assert/strict';
import { type Answer, type CallOptions, openSimulator } from './client.ts';

/** The seed data these rules are shown with. */
const main = { company: 4264807, project: 310512, notForSam: 310547, toolsOff: 310533 };
const disconnected = 4264811;

const noPermission = { errors: ['You do not have permission to perform this action.'] };
const notFound = { errors: 'Not Found' };

async function call(
  target: string,
  options: CallOptions = {},
): Promise<Answer & { note: string | undefined }> {
  const client = await openSimulator();
  const answer = await client.api(target, options);
  return { ...answer, note: client.simulator.requestLog.recent()[0]?.note };
}

async function answers(target: string, options: CallOptions, status: number, body: unknown): Promise<void> {
  const answer = await call(target, options);
  assert.deepEqual([answer.status, answer.json], [status, body], answer.note);
}

describe('authorization', () => {
  it('without a token is 401 Invalid Token', async () => {
    const client = await openSimulator();
    const answer = await client.send('GET', '/rest/v1.0/me');
    assert.deepEqual([answer.status, answer.json], [401, { error: 'Invalid Token' }]);
  });

  for (const authorization of ['Basic abc', 'Bearer', 'Bearer a b', 'bogus']) {
    it(`"${authorization}" is malformed, like none`, async () => {
      await answers('GET /rest/v1.0/me', { headers: { authorization } }, 401, { error: 'Invalid Token' });
    });
  }

  it('with a made-up, an expired or a revoked token is one and the same 401', async () => {
    const client = await openSimulator();
    const invalid = { errors: 'The access token is invalid' };
    const madeUp = await client.api('GET /rest/v1.0/me', { headers: { authorization: 'Bearer abc' } });
    assert.deepEqual([madeUp.status, madeUp.json], [401, invalid]);
    client.simulator.grants.revokeSession(undefined);
    assert.deepEqual((await client.api('GET /rest/v1.0/me')).json, invalid);
    await client.api('GET /rest/v1.0/me', { as: 'sam' });
    client.clock.now += 5_400_000;
    assert.deepEqual((await client.api('GET /rest/v1.0/me', { as: 'sam' })).json, invalid);
    const notes = client.simulator.requestLog.recent().map(({ note }) => note);
    assert.ok(notes.includes('the token was revoked') && notes.includes('the token has expired'));
  });

  it('fails in the envelope of v2 on v2 paths', async () => {
    const target = 'GET /rest/v2.0/companies/4264807/projects/310512/submittals';
    await answers(target, { headers: { authorization: 'Bearer abc' } }, 401, {
      error: {
        code: 'UNAUTHORIZED',
        message: 'The access token is invalid',
        details: [{ reason_code: 'INVALID_TOKEN', message: 'The access token is invalid' }],
      },
    });
  });
});

describe('the company header', () => {
  const missing = /^Missing Procore-Company-Id header!/;

  for (const target of [
    `GET /rest/v1.1/projects?company_id=${main.company}`,
    `GET /rest/v1.0/projects/${main.project}/rfis`,
    `GET /rest/v1.0/me?company_id=${main.company}`,
  ]) {
    it(`is needed for ${target}`, async () => {
      const answer = await call(target, { company: null });
      assert.equal(answer.status, 400);
      assert.match((answer.json as { errors: string }).errors, missing);
    });
  }

  for (const target of ['GET /rest/v1.0/me', 'GET /rest/v1.0/companies', 'GET /vapid/me']) {
    it(`is not needed for ${target} of a person, but of a service account`, async () => {
      assert.equal((await call(target, { company: null })).status, 200);
      const answer = await call(target, { as: 'dmsa', company: null });
      assert.equal(answer.status, 400);
      assert.match((answer.json as { errors: string }).errors, missing);
    });
  }

  it('can be made to be missed with 404', async () => {
    const client = await openSimulator({ faults: ['company-header-404'] });
    const answer = await client.api(`GET /rest/v1.0/projects/${main.project}/rfis`, { company: null });
    assert.equal(answer.status, 404);
  });

  it('of a company that is not there is refused', async () => {
    await answers('GET /rest/v1.0/project_templates', { company: 1 }, 403, noPermission);
    await answers('GET /rest/v1.0/me', { as: 'dmsa', company: 1 }, 403, noPermission);
  });

  it('says nothing where it is not needed: a person is told who and where, whatever it names', async () => {
    assert.equal((await call('GET /rest/v1.0/me', { company: 1 })).status, 200);
    const { json } = await call('GET /rest/v1.0/companies', { company: 'abc' });
    assert.deepEqual(json, (await call('GET /rest/v1.0/companies')).json);
  });

  it('of another company than the project’s finds nothing', async () => {
    const other = { company: '562949953443325' };
    await answers(`GET /rest/v1.0/projects/${main.project}/rfis`, other, 404, notFound);
  });
});

describe('a company without the app', () => {
  it('refuses with the full stop and the list', async () => {
    const target = `GET /rest/v1.1/projects?company_id=${disconnected}`;
    await answers(target, { company: disconnected }, 403, {
      errors: ['App is not connected to this company.'],
    });
  });

  it('still says who one is and which companies there are', async () => {
    assert.equal((await call('GET /rest/v1.0/me', { company: disconnected })).status, 200);
    assert.equal((await call('GET /rest/v1.0/companies', { company: disconnected })).status, 200);
  });
});

describe('access scope', () => {
  it('refuses a project the user is not in', async () => {
    await answers(`GET /rest/v1.0/projects/${main.notForSam}/rfis`, { as: 'sam' }, 403, noPermission);
  });

  it('knows the project from the query and from the body', async () => {
    const query = `GET /rest/v1.1/punch_items?project_id=${main.notForSam}`;
    await answers(query, { as: 'sam' }, 403, noPermission);
    const body = { project_id: main.notForSam, punch_item: { name: 'Door' } };
    await answers('POST /rest/v1.1/punch_items', { as: 'sam', body }, 403, noPermission);
  });

  it('refuses the service account a project that is not permitted', async () => {
    const client = await openSimulator();
    const { records } = client.simulator;
    const closed = records.projects.find(
      ({ id, companyId }) =>
        companyId === main.company && !records.userSeesProject(records.serviceAccount.id, id),
    );
    const answer = await client.api(`GET /rest/v1.0/projects/${closed?.id}/rfis`, { as: 'dmsa' });
    assert.deepEqual([answer.status, answer.json], [403, noPermission]);
    assert.match(client.simulator.requestLog.recent()[0]?.note ?? '', /not a permitted project/);
  });

  it('finds no project of a made-up id', async () => {
    await answers('GET /rest/v1.0/projects/1/rfis', {}, 404, notFound);
  });
});

describe('permissions', () => {
  it('let a read-only user read and not write', async () => {
    const path = `/rest/v1.0/projects/${main.project}/rfis`;
    assert.equal((await call(`GET ${path}`, { as: 'test.architect' })).status, 200);
    const body = { rfi: { subject: 'Beam', assignee_ids: [8800101], question: { body: 'Which?' } } };
    await answers(`POST ${path}`, { as: 'test.architect', body }, 403, noPermission);
  });

  it('let only an admin delete', async () => {
    const target = `DELETE /rest/v1.1/projects/${main.project}/submittals/1`;
    await answers(target, { as: 'sam' }, 403, noPermission);
    assert.notEqual((await call(target)).status, 403);
  });

  it('let whoever made a record delete it', async () => {
    const item = { project_id: main.project, punch_item: { name: 'Paint' } };
    const client = await openSimulator();
    const made = await client.api('POST /rest/v1.1/punch_items', { as: 'sam', body: item });
    const target = `DELETE /rest/v1.1/punch_items/${(made.json as { id: number }).id}?project_id=${main.project}`;
    assert.equal((await client.api(target, { as: 'dmsa' })).status, 403);
    assert.equal((await client.api(target, { as: 'sam' })).status, 200);
  });

  it('differ by tool', async () => {
    await answers(`GET /rest/v1.0/budget_views?project_id=${main.project}`, { as: 'sam' }, 403, noPermission);
  });

  it('are of the company where there is no project', async () => {
    const body = { vendor: { name: 'Ridge Electric' } };
    const target = `POST /rest/v1.0/vendors?company_id=${main.company}`;
    await answers(
      target,
      { as: 'test.architect', body: { ...body, company_id: main.company } },
      403,
      noPermission,
    );
  });

  it('do not help where the tool is off: 403, or 404 where that is switched on', async () => {
    const client = await openSimulator();
    const target = `GET /rest/v1.1/punch_items?project_id=${main.toolsOff}`;
    const refused = await client.api(target);
    assert.deepEqual(
      [refused.status, refused.json],
      [403, { errors: ['Tool is not enabled for this project.'] }],
    );
    client.simulator.faults.set('tool-disabled-404', 'on');
    assert.equal((await client.api(target)).status, 404);
  });
});

describe('parameters', () => {
  const rfis = `/rest/v1.0/projects/${main.project}/rfis`;

  it('that are required and missing in the query are named', async () => {
    await answers('GET /rest/v1.1/punch_items', {}, 400, {
      errors: 'param is missing or the value is empty: project_id',
    });
  });

  it('company_id and project_id are enough one without the other where the document wants both', async () => {
    const hooks = '/rest/v1.0/webhooks/hooks';
    assert.equal((await call(`GET ${hooks}?company_id=${main.company}`)).status, 200);
    assert.equal((await call(`GET ${hooks}?project_id=${main.project}`)).status, 200);
    const missing = 'param is missing or the value is empty: company_id';
    await answers(`GET ${hooks}`, {}, 400, { errors: missing });
  });

  it('must have their type', async () => {
    await answers('GET /rest/v1.0/projects/abc/rfis', {}, 404, notFound);
    const page = await call(`GET ${rfis}?page=x`);
    assert.equal(page.status, 400);
    assert.equal((page.json as { fields: string }).fields, 'page');
  });

  it('are named in the envelope of v2', async () => {
    const target = `GET /rest/v2.0/companies/${main.company}/projects/${main.project}/submittals?page=x`;
    const answer = await call(target);
    assert.deepEqual(answer.json, {
      error: {
        code: 'BAD_REQUEST',
        message: 'page must be an integer',
        details: [{ reason_code: 'INVALID_PROPERTY', message: 'page must be an integer', source: 'page' }],
      },
    });
  });

  it('that are unknown are ignored', async () => {
    assert.equal((await call(`GET ${rfis}?filters[nonsense]=1&nonsense=2`)).status, 200);
  });

  it('of a body that are required are named without the wrapper', async () => {
    await answers(`POST ${rfis}`, { body: { rfi: { question: { body: 'Which?' } } } }, 400, {
      errors: { subject: ['required'], assignees: ['required'] },
    });
    await answers(`POST ${rfis}`, { body: { rfi: { subject: 'Beam' } } }, 400, {
      errors: { assignees: ['required'] },
    });
    await answers(`POST ${rfis}`, { body: {} }, 400, { errors: { rfi: ['required'] } });
    await answers(`POST ${rfis}`, { body: { rfi: 'text' } }, 400, { errors: { rfi: ['must be an object'] } });
  });

  it('of a body must have the type that the document declares, all told at once', async () => {
    const rfi = {
      subject: { text: 'Beam' },
      assignee_ids: ['8800101', 'Ana'],
      due_date: 20_260_301,
      private: 'perhaps',
      rfi_manager_id: 'x1',
      question: { body: 'Which?' },
    };
    await answers(`POST ${rfis}`, { body: { rfi } }, 400, {
      errors: {
        subject: ['must be a string'],
        assignee_ids: ['must be a list of integers'],
        private: ['must be true or false'],
        rfi_manager_id: ['must be an integer'],
      },
    });
    await answers(`POST ${rfis}`, { body: { rfi: { ...rfi, assignee_ids: 8_800_101 } } }, 400, {
      errors: {
        subject: ['must be a string'],
        assignee_ids: ['must be a list'],
        private: ['must be true or false'],
        rfi_manager_id: ['must be an integer'],
      },
    });
  });
});

describe('bodies', () => {
  const target = `POST /rest/v1.0/projects/${main.project}/rfis`;

  it('that are not JSON get a 400 with the parser’s reason', async () => {
    const answer = await call(target, { headers: { 'content-type': 'application/json' }, body: '{"rfi": ' });
    assert.equal(answer.status, 400);
    assert.match(
      (answer.json as { errors: string }).errors,
      /^There was a problem in the JSON you submitted: /,
    );
  });

  for (const type of ['text/plain', 'application/xml']) {
    it(`of ${type} get a 400`, async () => {
      const options = { headers: { 'content-type': type }, body: '{"rfi":{}}' };
      await answers(target, options, 400, { errors: 'Content-Type must be application/json.' });
    });
  }

  it('may be forms, with names nested as Rails does', async () => {
    const form = new FormData();
    form.set('rfi[subject]', 'Beam');
    form.append('rfi[assignee_ids][]', '8800101');
    form.set('rfi[question][body]', 'Which?');
    const answer = await call(target, { body: form });
    assert.deepEqual([answer.status, (answer.json as { subject: string }).subject], [201, 'Beam']);
  });
});

describe('routes', () => {
  it('that nobody knows get a page, and the log names the nearest', async () => {
    const answer = await call('GET /rest/v1.0/projects/310512/rfi');
    assert.equal(answer.status, 404);
    assert.match(answer.headers.get('content-type') ?? '', /^text\/html/);
    assert.match(answer.note ?? '', /nearest: .*GET \/rest\/v1\.0\/projects\/\{project_id\}\/rfis/);
  });

  it('of a wrong version are not found', async () => {
    assert.equal((await call('GET /rest/v2.0/companies/4264807/projects/310512/rfis')).status, 404);
  });

  it('with another method are 404, never 405', async () => {
    const answer = await call('POST /rest/v1.0/me', { body: {} });
    assert.deepEqual(
      [answer.status, answer.json, answer.note],
      [404, notFound, 'there is no POST here, but GET'],
    );
  });
});

describe('every answer', () => {
  it('carries a request id, a date and no permission to store it', async () => {
    for (const target of ['GET /rest/v1.0/me', 'GET /rest/v1.0/nowhere', 'GET /rest/v1.1/punch_items']) {
      const { headers } = await call(target);
      assert.match(headers.get('x-request-id') ?? '', /^[0-9a-f-]{36}$/);
      assert.equal(headers.get('date'), 'Sun, 22 Nov 2026 09:00:00 GMT');
      assert.equal(headers.get('cache-control'), 'no-store, must-revalidate, private, max-age=0');
    }
  });
});
