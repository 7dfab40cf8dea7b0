import assert from 'node:assert/strict';
import { loadBundledCatalog } from '../../../src/procore/catalog/bundled.ts';
import type { Catalog } from '../../../src/procore/catalog/catalog.ts';
import { diagnose } from '../../../src/procore/diagnosis/diagnose.ts';
import type { Diagnosis, DiagnosisInput } from '../../../src/procore/diagnosis/diagnosis.ts';
import { answered, login, wrote } from './inputs.ts';

let catalog: Catalog;
before(async () => {
  catalog = await loadBundledCatalog();
});

const rfis = '/rest/v1.0/projects/1234/rfis';

function first(input: DiagnosisInput): Diagnosis {
  const found = diagnose(input, catalog)[0];
  assert.ok(found, 'nothing was told');
  return found;
}

describe('A redirect that a write did not follow', () => {
  const elsewhere = { answer: { location: 'https://elsewhere.example/x' } };

  it('is told as a write that was not done', () => {
    for (const status of [307, 308]) {
      const { id, severity, title, cause } = first(wrote(`POST ${rfis}`, { rfi: {} }, status, '', elsewhere));
      assert.equal(id, 'gateway-error');
      assert.equal(severity, 'error');
      assert.equal(title, 'The write was redirected, and not done');
      assert.match(cause, /https:\/\/elsewhere\.example\b/);
    }
  });

  it('is told so too where the answer names no address that it could be sent to', () => {
    for (const answer of [{}, { location: 'ftp://elsewhere.example/x' }, { location: 'https://[' }]) {
      const { title, cause } = first(wrote(`POST ${rfis}`, { rfi: {} }, 307, '', { answer }));
      assert.equal(title, 'The write was redirected, and not done');
      assert.match(cause, /^307 asks to send the request /);
    }
  });

  it('is told as one in doubt where the answer may also tell where to read what was written', () => {
    for (const status of [301, 302]) {
      for (const answer of [elsewhere.answer, { location: `${rfis}/7` }, {}]) {
        const told = first(wrote(`POST ${rfis}`, { rfi: {} }, status, '', { answer }));
        assert.deepEqual(
          [told.id, told.severity, told.title],
          ['gateway-error', 'error', 'The write was redirected, and may not be done'],
        );
        assert.match(told.remedies[0] ?? '', /^Check whether the write took effect/);
      }
    }
  });

  it('is nothing to tell of where the answer says that the write is done', () => {
    assert.deepEqual(diagnose(wrote(`POST ${rfis}`, { rfi: {} }, 303, '', elsewhere), catalog), []);
  });

  it('is told as one without an address where that keeps what was written from being read', () => {
    const { title } = first(wrote(`POST ${rfis}`, { rfi: {} }, 303, ''));
    assert.equal(title, 'The redirect cannot be followed');
  });

  it('is nothing to tell of for a read, which was asked not to follow', () => {
    assert.deepEqual(diagnose(answered(`GET ${rfis}`, 307, '', elsewhere), catalog), []);
  });
});

describe('A redirect of a read', () => {
  for (const [claim, location, cause] of [
    ['without an address', undefined, /names no address/],
    ['to an address that cannot be read', 'https://[', /no address that can be read/],
    ['to another scheme', 'ftp://elsewhere.example/x', /ftp:/],
    ['to a file', 'file:///etc/passwd', /file:/],
    ['from https to http', 'http://api.procore.com/rest/v1.0/x', /in clear/],
  ] as const) {
    it(`is said not to be followed ${claim}`, () => {
      const answer = location === undefined ? {} : { location };
      for (const status of [301, 302, 303, 307, 308]) {
        const told = first(answered(`GET ${rfis}`, status, '', { answer }));
        assert.deepEqual(
          [told.id, told.severity, told.title],
          ['gateway-error', 'error', 'The redirect cannot be followed'],
        );
        assert.match(told.cause, cause);
      }
    });
  }
});

describe('A redirect after several that were followed', () => {
  const after = (input: DiagnosisInput): DiagnosisInput => ({
    ...input,
    response: input.response && { ...input.response, redirects: 5 },
  });
  const back = { answer: { location: '/rest/v1.0/elsewhere' } };

  it('is told as a circle, of a read and of a write that is asked for again', () => {
    for (const [request, status] of [
      [`GET ${rfis}`, 302],
      [`GET ${rfis}`, 308],
      [`POST ${rfis}`, 307],
    ] as const) {
      const told = first(after(answered(request, status, '', back)));
      assert.deepEqual(
        [told.id, told.severity, told.title],
        ['gateway-error', 'error', 'The redirects do not end'],
      );
      assert.match(told.cause, /^5 redirects were followed.*\/rest\/v1\.0\/elsewhere: no answer/);
    }
  });

  it('is told by its own fault where it cannot be followed anyway', () => {
    const { title } = first(after(answered(`GET ${rfis}`, 302, '', { answer: { location: 'ftp://x/' } })));
    assert.equal(title, 'The redirect cannot be followed');
    assert.match(first(after(wrote(`POST ${rfis}`, {}, 302, '', back))).title, /may not be done/);
  });
});

describe('A method that the catalog has', () => {
  it('is not said to be refused by Procore, also where the path exists in another version', () => {
    const { title, cause } = first(answered('GET /rest/v1.0/projects/1234/submittals', 405));
    assert.equal(title, 'The server does not take GET here');
    assert.match(cause, /another server/);
  });

  it('is not said to be missing where the answer is 410', () => {
    const { title, cause } = first(answered(`GET ${rfis}`, 410));
    assert.equal(title, 'The server says that this is gone');
    assert.doesNotMatch(cause, /POST/);
  });
});

describe('408 for a write', () => {
  it('says to look whether it took effect, before anything else', () => {
    const { remedies } = first(wrote(`POST ${rfis}`, { rfi: {} }, 408, ''));
    assert.equal(remedies[0], 'Check whether the write took effect before sending it again: it may have.');
    assert.ok(!remedies.some(text => /page by page/.test(text)));
  });
});

describe('A method that /me does not take', () => {
  it('comes before the company that /me does not need', () => {
    const headers = { authorization: 'Bearer ***' };
    const grant = { context: { grant: 'client_credentials' } } as const;
    const { title } = first(
      answered('POST /rest/v1.0/me', 404, { errors: 'Not Found' }, { headers, ...grant }),
    );
    assert.equal(title, 'The path does not take POST');
  });
});

describe('An address for signing in', () => {
  it('that got the wrong method says which one it takes', () => {
    for (const status of [404, 405]) {
      const { id, title, remedies } = first(answered(`GET ${login}/oauth/token`, status));
      assert.equal(id, 'wrong-version-or-path');
      assert.equal(title, 'The address does not take GET');
      assert.equal(remedies[0], 'Send it as POST.');
    }
    assert.equal(first(answered(`POST ${login}/oauth/token/info`, 404)).remedies[0], 'Send it as GET.');
  });

  it('that was sent to the host of the API says where it belongs', () => {
    const { title, remedies } = first(answered('POST /oauth/token', 404));
    assert.equal(title, 'Signing in is on another host');
    assert.equal(remedies[0], 'Send it to https://login.procore.com.');
  });
});

describe('An id that is no number', () => {
  const notFound = { errors: 'Not Found' };

  it('is the cause of a 404 that is told, in the path as in the query', () => {
    for (const target of [
      '/rest/v1.0/projects/abc/rfis',
      '/rest/v1.0/projects/{project_id}/rfis',
      '/rest/v1.0/punch_items?project_id=abc',
    ]) {
      const { id, title, cause, remedies } = first(answered(`GET ${target}`, 404, notFound));
      assert.equal(id, 'not-found-or-hidden');
      assert.equal(title, 'project_id is not a number');
      assert.match(
        cause,
        /^The address has "(abc|\{project_id\})" for project_id, and this id is a number\./,
      );
      assert.match(remedies[0] ?? '', /^Put a number for project_id/);
      assert.ok(!remedies.some(text => /administrator|Some tools/.test(text)), remedies.join('\n'));
    }
  });

  it('is told by its place where a 400 names it', () => {
    const { remedies } = first(
      answered('GET /rest/v1.0/projects/1234/rfis/RFI-12', 400, {
        code: 400,
        message: 'id must be an integer',
        fields: 'id',
        reason: 'invalid parameter',
      }),
    );
    assert.equal(remedies[0], 'Put a number for id: the address has "RFI-12" there.');
  });
});

describe('A required parameter that a 400 names', () => {
  const required = (name: string) => ({ errors: { [name]: ['required'] } });

  it('is told with its place in the body', () => {
    const sent = { project_id: 1234, observation: { name: 'a' } };
    const { remedies } = first(wrote('POST /rest/v1.0/observations/items', sent, 400, required('type_id')));
    assert.equal(remedies[0], 'Add observation.type_id (integer) to the body.');
  });

  it('is told with its place in the query', () => {
    const { remedies } = first(answered('GET /rest/v1.0/punch_items', 400, required('project_id')));
    assert.equal(remedies[0], 'Add project_id=… (integer) to the address.');
  });

  it('is told where it stands one level too deep', () => {
    const sent = { vendor: { name: 'x', company_id: 42 } };
    const { remedies } = first(wrote('POST /rest/v1.0/vendors', sent, 400, required('company_id')));
    assert.equal(remedies[0], 'Move company_id out of vendor: it belongs beside it.');
  });

  it('is told as a missing body where nothing was sent', () => {
    const { cause, remedies } = first(answered(`POST ${rfis}`, 400, required('rfi'), { bodyBytes: 0 }));
    assert.match(cause, /^The request has no body\./);
    assert.match(remedies[0] ?? '', /^Send a body with rfi/);
  });
});

describe('A form that is called JSON', () => {
  it('is not told to send the type that it has', () => {
    const found = diagnose(
      wrote('POST /rest/v1.0/punch_items', 'project_id=1234&punch_item[name]=x', 400, { errors: 'Bad' }),
      catalog,
    ).find(({ id }) => id === 'bad-request-content-type');
    assert.equal(
      found?.remedies[0],
      'Write the body as JSON, or send Content-Type: application/x-www-form-urlencoded with this one.',
    );
    assert.deepEqual(found.actions[0], {
      kind: 'addContentType',
      value: 'application/x-www-form-urlencoded',
    });
  });
});

describe('A company header with a slip in its name', () => {
  it('is named', () => {
    const headers = { authorization: 'Bearer ***', procore_company_id: '42' };
    const { id, remedies } = first(answered(`GET ${rfis}`, 400, 'x', { headers }));
    assert.equal(id, 'company-header-missing');
    assert.equal(remedies[0], 'Write Procore-Company-Id where the request has procore_company_id.');
  });
});

describe('A token request', () => {
  it('without Content-Type is told that its body is not read', () => {
    const { remedies } = first(
      answered(
        `POST ${login}/oauth/token`,
        400,
        { error: 'invalid_request' },
        {
          headers: {},
          body: '{"grant_type":"refresh_token"}',
        },
      ),
    );
    assert.equal(remedies[0], 'Send Content-Type: application/json: without it the body is not read.');
  });

  it('with a scope is told that Procore has none', () => {
    const { remedies } = first(
      wrote(`POST ${login}/oauth/token`, { grant_type: 'client_credentials', scope: 'x' }, 400, {
        error: 'invalid_scope',
      }),
    );
    assert.equal(remedies[0], 'Take scope out: Procore has no scopes.');
  });
});

describe('Headers that are too long', () => {
  const long = { authorization: 'Bearer ***', cookie: 'c'.repeat(9_000) };

  it('are not counted where one of them is masked', () => {
    const [masked, open] = [long, { cookie: long.cookie }].map(
      headers => first(answered(`GET ${rfis}`, 431, '', { headers })).cause,
    );
    assert.match(masked ?? '', /takes no headers as long as these\./);
    assert.match(open ?? '', /takes no headers of 9,006 characters\./);
  });

  it('are told from an answer in JSON that speaks of them', () => {
    const body = { message: 'Request Header Or Cookie Too Large' };
    assert.notEqual(first(answered(`GET ${rfis}`, 400, body)).title, 'The headers are too long');
  });
});

describe('Entries that were refused', () => {
  const sync = '/rest/v1.0/vendors/sync';
  const offered = (updates: readonly unknown[], errors: readonly unknown[]) =>
    first(wrote(`PATCH ${sync}`, { updates }, 200, { entities: [{ id: 90 }], errors })).actions;

  it('can be kept alone, by id, by origin_id or by all that they say', () => {
    for (const refused of [{ id: 2 }, { origin_id: 'b', name: 'x' }, { name: 'x', company: { y: 1 } }])
      assert.deepEqual(
        offered([{ id: 1 }, refused, { name: 'z' }], [{ ...refused, errors: { name: ['x'] } }]),
        [{ kind: 'keepEntries', path: ['updates'], indexes: [1], of: 3 }],
      );
  });

  it('are left to the person where they cannot be told from others, or nothing else was sent', () => {
    const twice = { name: 'x' };
    assert.deepEqual(offered([twice, twice, { id: 1 }], [{ ...twice, errors: {} }]), []);
    assert.deepEqual(offered([{ id: 1 }, { id: 2 }], [{ id: 7, errors: {} }]), []);
    assert.deepEqual(offered([{ id: 1 }], [{ id: 1, errors: {} }]), []);
  });
});

describe('A refused trigger', () => {
  it('is led to the resources that a trigger may name', () => {
    const refused = { errors: { resource_name: ['is no webhook resource'] } };
    for (const [path, list] of [
      ['/rest/v1.0/webhooks/hooks/9/triggers?company_id=42', '/rest/v1.0/webhooks/resources?company_id=42'],
      [
        '/rest/v2.0/companies/42/projects/7/webhooks/hooks/01J/triggers/bulk',
        '/rest/v2.0/companies/42/projects/7/webhooks/resources?payload_version=v4.0',
      ],
    ])
      for (const status of [400, 422]) {
        const { actions, remedies } = first(wrote(`POST ${path}`, {}, status, refused));
        assert.deepEqual(actions.at(-1), { kind: 'read', what: 'list', path: list });
        assert.ok(
          remedies.some(text => text.startsWith(`GET ${list} lists the resources`)),
          remedies.join(),
        );
      }
    const { remedies } = first(wrote('POST /rest/v1.0/webhooks/hooks', {}, 422, refused));
    assert.ok(!remedies.some(text => text.includes('/resources')));
  });
});

describe('A company in the place of a project', () => {
  it('has its projects to choose from, and no other company to be chosen', () => {
    const context = { companies: [{ id: 42, name: 'Acme' }] };
    const { actions } = first(answered('GET /rest/v1.0/projects/42/rfis', 404, '', { context }));
    const path = '/rest/v1.1/projects?company_id=42';
    assert.deepEqual(actions, [{ kind: 'read', what: 'projects', path }]);
  });
});

describe('An empty list', () => {
  it('of a date in another form is told how dates are written', () => {
    for (const [query, name, value] of [
      ['log_date=31-12-2025', 'log_date', '31-12-2025'],
      ['filters[created_at]=01/02/2025', 'filters[created_at]', '01/02/2025'],
    ]) {
      const { remedies } = first(answered(`GET /rest/v1.0/projects/1234/manpower_logs?${query}`, 200, []));
      assert.equal(remedies[0], `Write ${name} as YYYY-MM-DD: it is "${value}".`);
    }
  });

  it('of a date in the right form, or of a range, is not', () => {
    for (const value of ['2025-12-31', '2025-12-01T00:00:00Z...2025-12-31T00:00:00Z']) {
      const input = answered(`GET /rest/v1.0/projects/1234/manpower_logs?log_date=${value}`, 200, []);
      assert.ok(!first(input).remedies.some(text => text.includes('YYYY')), value);
    }
  });
});

describe('A page that is refused after others of its list came', () => {
  const refused = (status: number, headers: Record<string, string>, rowsRead: number): DiagnosisInput => ({
    ...answered(`GET ${rfis}?page=3`, status, { error: 'no' }, { headers }),
    pagination: { page: 2, total: 57, hasNext: true, rowsRead },
  });
  const stray = [{ 'procore-company-id': '' }, { 'procore-company-id': 'abc' }];

  it('is not told as one whose header would have kept all of them away', () => {
    for (const status of [400, 403, 404]) {
      for (const headers of stray) {
        assert.equal(first(refused(status, headers, 0)).id, 'company-header-missing');
        assert.notEqual(first(refused(status, headers, 20)).id, 'company-header-missing');
      }
    }
  });

  it('is told so for a 403, which else is one of the account', () => {
    const { id, cause } = first(refused(403, { 'procore-company-id': '4264807' }, 20));
    assert.equal(id, 'permission-insufficient');
    assert.match(cause, /^Other pages of this list came, so the account could read it/);
  });
});
