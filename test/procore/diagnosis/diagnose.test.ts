import assert from 'node:assert/strict';
import { join } from 'node:path';
import { loadBundledCatalog } from '../../../src/procore/catalog/bundled.ts';
import type { Catalog } from '../../../src/procore/catalog/catalog.ts';
import { cases, casesOfSuccess } from '../../../src/procore/diagnosis/cases/table.ts';
import { diagnose } from '../../../src/procore/diagnosis/diagnose.ts';
import { type DiagnosisInput, diagnosisIds } from '../../../src/procore/diagnosis/diagnosis.ts';
import { gatherEvidence } from '../../../src/procore/diagnosis/gatherEvidence.ts';
import { page } from '../../../src/procore/diagnosis/pages.ts';
import { diagnosisText } from '../../../src/procore/diagnosis/text.ts';
import { exchange } from '../../support/exchange.ts';
import { assertGolden } from '../../support/golden.ts';
import { examples } from './examples.ts';
import { answered, askedForToken, broke, sandbox, signedIn, wrote } from './inputs.ts';

let catalog: Catalog;
before(async () => {
  catalog = await loadBundledCatalog();
});

const ids = (input: DiagnosisInput) => diagnose(input, catalog).map(({ id }) => id);

describe('A refusal', () => {
  it('is explained, whatever its status is and whatever came with it', () => {
    for (let status = 400; status < 600; status += 1)
      for (const body of ['', 'no', '<html><title>x</title></html>', { errors: ['x'] }])
        for (const verb of ['GET', 'POST'])
          assert.notDeepEqual(
            diagnose(answered(`${verb} /rest/v1.0/projects/1234/rfis`, status, body), catalog),
            [],
            `${verb} ${status} ${JSON.stringify(body)}`,
          );
  });
});

describe('Every id of the contract', () => {
  for (const id of diagnosisIds) {
    if (id === 'app-not-installable') continue;
    const shown = Object.entries(examples[id]);
    it(`${id} has at least two examples`, () => assert.ok(shown.length >= 2));
    for (const [claim, input] of shown) {
      it(`${id} is told first: ${claim}`, () => assert.equal(ids(input)[0], id));
    }
  }

  it('tells title, cause, at least one remedy and a page of the documentation', () => {
    const pages: readonly string[] = Object.values(page);
    for (const input of Object.values(examples).flatMap(shown => Object.values(shown))) {
      for (const { id, title, cause, remedies, link } of diagnose(input, catalog)) {
        assert.ok(pages.includes(link), id);
        assert.match(link, /^https:\/\/developers\.procore\.com\//);
        assert.ok(remedies.length > 0, id);
        for (const text of [title, cause, ...remedies]) {
          assert.doesNotMatch(
            text,
            /undefined|null|NaN|Infinity|\[object|\s\s|^\s|\s$|\.\.(?!\.)|\n/,
            `${id}: ${text}`,
          );
          assert.doesNotMatch(text, /^$/, id);
        }
        assert.doesNotMatch(title, /\.$/, id);
        for (const text of remedies) assert.match(text, /[.)\w/>]$/, `${id}: ${text}`);
      }
    }
  });

  it('is looked for behind a good answer of the API where it can be found there', () => {
    const others = cases.filter(row => !casesOfSuccess.includes(row));
    for (const input of Object.values(examples).flatMap(shown => Object.values(shown))) {
      for (const status of [200, 201, 204, 206, 207]) {
        const response = { headers: {}, body: '', ...input.response, status };
        const seen = gatherEvidence({ ...input, response, error: null }, catalog);
        const found = seen.api ? others.filter(row => row.recognise(seen) !== undefined) : [];
        assert.deepEqual(
          found.map(({ id }) => id),
          [],
        );
      }
    }
  });

  it('reads as it was reviewed', () => {
    const told = Object.entries(examples).flatMap(([id, shown]) =>
      Object.entries(shown).map(([claim, input]) =>
        [`### ${id}: ${claim}`, ...diagnose(input, catalog).map(diagnosisText)].join('\n\n'),
      ),
    );
    assertGolden(join(import.meta.dirname, 'diagnoses.golden.txt'), `${told.join('\n\n\n')}\n`);
  });
});

describe('Nothing is wrong', () => {
  const rfis = '/rest/v1.0/projects/1234/rfis';
  const fine: readonly [string, DiagnosisInput][] = [
    [
      'a success that quotes an error',
      answered(`GET ${rfis}`, 200, [{ subject: 'App is not connected to this company.' }]),
    ],
    [
      'a success whose record has errors',
      answered(`GET ${rfis}/7`, 200, { id: 7, errors: ['The access token is invalid'] }),
    ],
    [
      'a created record with an error field',
      wrote(`POST ${rfis}`, {}, 201, { id: 7, error: 'invalid_grant', message: '429' }),
    ],
    ['a success as a page of text', answered(`GET ${rfis}`, 200, 'The refresh token is invalid')],
    [
      'a sync without errors',
      wrote('PATCH /rest/v1.0/vendors/sync', {}, 200, { entities: [{ id: 1 }], errors: [] }),
    ],
    [
      'a bulk call without failures',
      wrote('PATCH /rest/v2.0/x/bulk', { ids: [1] }, 207, { data: { success: [{ id: 1 }], failed: [] } }),
    ],
    [
      'a bulk call by statuses, all good',
      wrote('POST /rest/v1.0/things/bulk', {}, 207, {
        responses: [{ status: 200 }, { status: '201 Created' }],
      }),
    ],
    [
      'a bulk call with records beside an empty list of errors',
      wrote('POST /rest/v1.0/things/bulk', {}, 207, {
        data: [{ id: 1, status: 'open', errors: [] }],
        errors: [],
      }),
    ],
    [
      'the last page',
      answered(`GET ${rfis}?page=5`, 200, [{ id: 1 }], {
        answer: { link: '<?page=1>; rel="first"', total: '450' },
      }),
    ],
    [
      'all pages read',
      answered(`GET ${rfis}`, 200, [{ id: 1 }], {
        answer: { link: '<?page=2>; rel="next"' },
        pagination: { page: 1, total: 450, hasNext: false, rowsRead: 450 },
      }),
    ],
    ['a deletion', answered(`DELETE ${rfis}/7`, 204, '')],
    ['an accepted job', wrote(`POST ${rfis}`, {}, 202, {})],
    [
      'a redirect to elsewhere',
      answered('GET /rest/v1.0/files/7', 302, '', { answer: { location: '/rest/v1.0/files/8' } }),
    ],
    [
      'a text that begins like a page',
      answered('GET /rest/v1.0/files/7', 200, '<svg>', { answer: { 'content-type': 'image/svg+xml' } }),
    ],
    [
      'a sign-in page',
      answered('GET https://login.procore.com/oauth/authorize?client_id=a', 200, '<html>Sign in</html>'),
    ],
    [
      'a hook that works',
      answered('GET /rest/v2.0/companies/42/webhooks/hooks', 200, {
        data: [{ id: '1', status: 'active', trigger_count: 2 }],
      }),
    ],
    ['an event that was repeated after a failure', answered('GET /rest/v1.0/webhooks/hooks/9', 200, [])],
    ['a person who stopped it', broke('cancelled')],
    ['what the client itself cannot send', broke('UND_ERR_NOT_SUPPORTED')],
    ['a request that was never complete', broke('target-missing')],
    ["somebody else's 404", answered('GET https://example.com/things', 404, 'Not Found')],
    ["somebody else's 401", answered('GET https://example.com/things', 401, '', { headers: {} })],
    ["somebody else's 500", answered('GET https://example.com/things', 500, 'Oops')],
    ["somebody else's 429", answered('GET https://example.com/things', 429, '')],
    ["somebody else's 403", answered('GET https://procore.com.example.com/x', 403, '')],
  ];
  for (const [claim, input] of fine) it(claim, () => assert.deepEqual(ids(input), []));
});

describe('What comes first', () => {
  const rfis = '/rest/v1.0/projects/1234/rfis';
  const noCompany = { authorization: 'Bearer ***' };
  const hidden = { projects: [{ id: 1, name: 'x' }] };
  const off = { tools: [{ engine_name: 'rfi', title: 'RFIs', is_active: false }] };
  const notConnected = { errors: ['App is not connected to this company.'] };
  const orders: readonly [string, DiagnosisInput, readonly string[]][] = [
    ['a bare 403', answered(`GET ${rfis}`, 403), ['permission-insufficient']],
    [
      'a 403 that is a page',
      answered(`GET ${rfis}`, 403, '<title>Access Denied</title>'),
      ['gateway-error', 'permission-insufficient'],
    ],
    ['a bare 404', answered(`GET ${rfis}/1`, 404), ['not-found-or-hidden']],
    [
      'a bare 404 in a sandbox',
      answered(`GET ${sandbox}${rfis}/1`, 404),
      ['not-found-or-hidden', 'sandbox-data-missing'],
    ],
    ['a bare 429', answered(`GET ${rfis}`, 429), ['rate-limit-spike']],
    ['a 406', answered(`GET ${rfis}`, 406), ['bad-request-parameter']],
    [
      'an assumed sentence decides nothing',
      answered(`GET ${rfis}`, 403, { errors: ['Tool is not enabled for this project.'] }),
      ['permission-insufficient'],
    ],
    [
      'a disconnected app in a sandbox',
      answered(`GET ${sandbox}${rfis}`, 403, notConnected),
      ['app-not-connected', 'app-not-installable'],
    ],
    ['a disconnected app in production', answered(`GET ${rfis}`, 403, notConnected), ['app-not-connected']],
    [
      'what the client knows before the machine string',
      answered(`GET ${rfis}`, 403, notConnected, { headers: noCompany }),
      ['company-header-missing', 'app-not-connected'],
    ],
    [
      'the machine string before the context',
      answered(`GET ${rfis}`, 403, notConnected, { context: off }),
      ['app-not-connected', 'tool-disabled'],
    ],
    [
      'the context before the path',
      answered('GET /rest/v9.0/projects/1234/rfis', 404, '', { context: off }),
      ['tool-disabled', 'wrong-version-or-path'],
    ],
    [
      'the path before the general case',
      answered('GET /rest/v9.0/projects/1234/rfis', 404),
      ['wrong-version-or-path'],
    ],
    [
      'an unknown path leaves the general case',
      answered('GET /rest/v1.0/zzz', 404),
      ['wrong-version-or-path', 'not-found-or-hidden'],
    ],
    [
      'a part of the path that is empty',
      answered('GET /rest/v1.0/projects//rfis', 404),
      ['wrong-version-or-path'],
    ],
    [
      "an unknown path of a host that is not Procore's",
      answered('GET https://api.example.com/rest/v1.0/zzz', 404, '', { headers: {} }),
      ['wrong-version-or-path'],
    ],
    [
      'a project that the account does not see',
      answered(`GET ${rfis}`, 404, '', { context: hidden }),
      ['outside-access-scope', 'not-found-or-hidden'],
    ],
    [
      'such a project in a sandbox',
      answered(`GET ${sandbox}${rfis}`, 404, '', { context: hidden }),
      ['sandbox-data-missing', 'not-found-or-hidden'],
    ],
    [
      'such a project in a sandbox, forbidden',
      answered(`GET ${sandbox}${rfis}`, 403, '', { context: hidden }),
      ['outside-access-scope', 'sandbox-data-missing'],
    ],
    [
      'an empty list of a project that the sandbox does not have',
      answered(`GET ${sandbox}${rfis}`, 200, [], { context: hidden }),
      ['sandbox-data-missing', 'unexpected-empty'],
    ],
    [
      'an empty list in a sandbox',
      answered(`GET ${sandbox}${rfis}`, 200, []),
      ['unexpected-empty', 'sandbox-data-missing'],
    ],
    [
      'a service account without more',
      answered(`GET ${rfis}`, 403, '', { context: { grant: 'client_credentials' } }),
      ['permission-insufficient', 'outside-access-scope'],
    ],
    [
      'a foreign token before its expiry',
      answered('GET /rest/v1.0/me', 401, '', {
        context: {
          tokenEnvironment: 'sandbox',
          tokenExpiresAt: '2026-01-01T00:00:00Z',
          now: '2026-02-01T00:00:00Z',
        },
      }),
      ['wrong-environment', 'access-token-invalid'],
    ],
    [
      '/me and /companies need no header',
      answered('GET /rest/v1.0/companies', 403, '', { headers: noCompany }),
      ['permission-insufficient'],
    ],
    [
      'an empty header is no header',
      answered(`GET ${rfis}`, 404, '', { headers: { ...signedIn, 'procore-company-id': ' ' } }),
      ['company-header-missing'],
    ],
    [
      'other rules beside a named one',
      wrote(`POST ${rfis}`, {}, 422, { errors: { origin_id: ['is taken'] } }),
      ['origin-id-taken'],
    ],
    [
      'an environment of the user behind a known host',
      answered('GET /rest/v1.0/me', 401, '', { context: { environment: 'acme', tokenEnvironment: 'acme' } }),
      ['access-token-invalid'],
    ],
  ];
  for (const [claim, input, expected] of orders) it(claim, () => assert.deepEqual(ids(input), expected));

  it('offers a write another write before a read, and a deletion last', () => {
    const [first] = diagnose(wrote('POST /rest/v1.0/projects/1234/rfis/7', {}, 404, ''), catalog);
    assert.deepEqual(
      first?.actions.map(action => (action.kind === 'useMethod' ? action.method : '')),
      ['PATCH', 'GET', 'DELETE'].filter(method => catalog.find(method, '/rest/v1.0/projects/1234/rfis/7')),
    );
  });

  it('names what the body has where a misspelt field was meant', () => {
    const remedies = (sent: unknown) =>
      diagnose(wrote(`POST ${rfis}`, sent, 422, { errors: { subject: ["can't be blank"] } }), catalog)[0]
        ?.remedies;
    assert.equal(remedies({ rfi: { subjct: 'x' } })?.[0], 'Write subject where the body has subjct.');
    assert.equal(remedies({ rfi: { Subject: 'x' } })?.[0], 'Write subject where the body has Subject.');
    assert.equal(remedies({ rfi: { due_date: 'x' } })?.[0], 'Give subject a value.');
    assert.equal(remedies({ rfi: { subject: '' } })?.[0], 'Give subject a value.');
    assert.equal(remedies('{"rfi":')?.[0], 'Give subject a value.');
  });

  it('speaks of no write where only a token was asked for', () => {
    for (const status of [500, 502, 503]) {
      const told = diagnose(askedForToken({ grant_type: 'client_credentials' }, status, ''), catalog);
      assert.ok(told[0], String(status));
      assert.doesNotMatch(told.flatMap(({ remedies }) => remedies).join('\n'), /\bwrite took\b|a write/);
    }
  });

  it('takes a form that the server has read for no wrong type', () => {
    const form = (errors: unknown) =>
      answered(
        'PATCH /rest/v1.0/projects/1234',
        400,
        { errors },
        {
          headers: { ...signedIn, 'content-type': 'application/x-www-form-urlencoded' },
          body: 'project[name]=A',
        },
      );
    assert.equal(ids(form({ company_id: ['required'] }))[0], 'bad-request-parameter');
    assert.equal(ids(form('Bad Request'))[0], 'bad-request-content-type');
  });

  it('claims no window that the answer does not tell', () => {
    assert.equal(diagnose(answered(`GET ${rfis}`, 429), catalog)[0]?.title, 'Too many requests');
    const spike = answered(`GET ${rfis}`, 429, '', { answer: { 'retry-after': '3' } });
    assert.equal(ids(spike)[0], 'rate-limit-spike');
  });

  it('tells severity by outcome: failed, data missing, worth a look', () => {
    const severities = (input: DiagnosisInput) => diagnose(input, catalog).map(({ severity }) => severity);
    assert.deepEqual(severities(answered(`GET ${sandbox}${rfis}/1`, 404)), ['error', 'information']);
    assert.deepEqual(severities(answered(`GET ${rfis}`, 200, [])), ['warning']);
    assert.deepEqual(severities(broke('ENOTFOUND')), ['error']);
    assert.deepEqual(severities(wrote('PATCH /rest/v1.0/x/sync', {}, 200, { entities: [], errors: [{}] })), [
      'warning',
    ]);
  });

  it('takes an exchange as it is, with the environment it names', () => {
    const local = exchange({
      request: { url: `http://127.0.0.1:4780${rfis}`, headers: signedIn },
      response: { status: 404, body: '' },
    });
    assert.deepEqual(ids(local), ['not-found-or-hidden', 'sandbox-data-missing']);
  });
});
