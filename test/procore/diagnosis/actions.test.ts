import assert from 'node:assert/strict';
import { join } from 'node:path';
import { loadBundledCatalog } from '../../../src/procore/catalog/bundled.ts';
import type { Catalog } from '../../../src/procore/catalog/catalog.ts';
import type { DiagnosisAction, DiagnosisActionKind } from '../../../src/procore/diagnosis/actions.ts';
import { diagnose } from '../../../src/procore/diagnosis/diagnose.ts';
import { type DiagnosisInput, printedDiagnosis } from '../../../src/procore/diagnosis/diagnosis.ts';
import { assertGolden } from '../../support/golden.ts';
import { examples } from './examples.ts';
import { answered, broke, sandbox, signedIn, wrote } from './inputs.ts';

let catalog: Catalog;
before(async () => {
  catalog = await loadBundledCatalog();
});

const rfis = '/rest/v1.0/projects/1234/rfis';
const actions = (input: DiagnosisInput) => diagnose(input, catalog)[0]?.actions ?? [];
const fields = (input: DiagnosisInput) => diagnose(input, catalog)[0]?.fields ?? [];

function action<K extends DiagnosisActionKind>(input: DiagnosisInput, kind: K) {
  return actions(input).find((one): one is Extract<DiagnosisAction, { kind: K }> => one.kind === kind);
}

describe('What one click can do', () => {
  it('reads as it was reviewed', () => {
    const told = Object.entries(examples).flatMap(([id, shown]) =>
      Object.entries(shown).map(([claim, input]) => {
        const lines = diagnose(input, catalog).flatMap(diagnosis => [
          diagnosis.id,
          ...diagnosis.actions.map(one => `  does ${JSON.stringify(one)}`),
          ...diagnosis.fields.map(one => `  marks ${JSON.stringify(one)}`),
        ]);
        return [`### ${id}: ${claim}`, ...lines].join('\n');
      }),
    );
    assertGolden(join(import.meta.dirname, 'actions.golden.txt'), `${told.join('\n\n')}\n`);
  });

  it('is not part of what is printed', () => {
    const [diagnosis] = diagnose(answered(`GET ${rfis}`, 403), catalog);
    assert.ok(diagnosis);
    assert.deepEqual(Object.keys(printedDiagnosis(diagnosis)), [
      'id',
      'severity',
      'title',
      'cause',
      'remedies',
      'link',
    ]);
  });

  it('waits as long as the answer asks, until a time by the clock of the client', () => {
    const limited = answered(`GET ${rfis}`, 429, '', {
      answer: { 'retry-after': '7', date: 'Tue, 03 Mar 2026 10:10:00 GMT' },
      context: { now: '2026-03-03T10:00:00.000Z' },
    });
    assert.deepEqual(action(limited, 'waitAndResend'), {
      kind: 'waitAndResend',
      seconds: 7,
      until: '2026-03-03T10:00:07.000Z',
      mayHaveTakenEffect: false,
    });
  });

  it('finds the field of a form, however the answer names it', () => {
    const formOf = (field: string, type: string, body: string) =>
      fields(
        answered(
          `POST ${rfis}`,
          422,
          { errors: { [field]: ['is invalid'] } },
          {
            headers: { ...signedIn, 'content-type': type },
            body,
          },
        ),
      )[0]?.form;
    const form = 'application/x-www-form-urlencoded';
    assert.equal(formOf('subject', form, 'rfi[subject]=x&rfi[assignee_ids][]=1'), 'rfi[subject]');
    assert.equal(formOf('assignees', form, 'rfi%5Bassignee_ids%5D%5B%5D=1'), 'rfi[assignee_ids][]');
    assert.equal(formOf('body.rfi.subject', form, 'rfi[subject]=x'), 'rfi[subject]');
    assert.equal(formOf('number', form, 'rfi[subject]=x'), undefined);
    const part = '--b\r\nContent-Disposition: form-data; name="rfi[subject]"\r\n\r\nx\r\n--b--\r\n';
    assert.equal(formOf('subject', 'multipart/form-data; boundary=b', part), 'rfi[subject]');
    assert.equal(formOf('subject', 'text/plain', 'rfi[subject]=x'), undefined);
  });

  it('asks before a write whose outcome is unknown goes out again', () => {
    const repeats = (input: DiagnosisInput) => action(input, 'waitAndResend')?.mayHaveTakenEffect;
    assert.equal(repeats(wrote(`POST ${rfis}`, {}, 502, '')), true);
    assert.equal(repeats(wrote(`POST ${rfis}`, {}, 429, '')), false);
    assert.equal(repeats(answered(`GET ${rfis}`, 502)), false);
    assert.equal(repeats(broke('UND_ERR_SOCKET', 'other side closed', 'POST')), true);
    assert.equal(repeats(broke('UND_ERR_CONNECT_TIMEOUT', 'x', 'POST')), false);
  });

  it('keeps the rest of the line where only the version differs', () => {
    assert.deepEqual(action(answered('GET /rest/v2.0/projects/1234/rfis', 404), 'useVersion'), {
      kind: 'useVersion',
      path: rfis,
      prefix: { from: '/rest/v2.0/', to: '/rest/v1.0/' },
    });
    assert.equal(
      action(answered('GET /rest/v1.0/companies/42/projects/1234/rfis', 404), 'useVersion')?.prefix,
      undefined,
    );
  });

  it('fills the ids of the request into a path that was meant', () => {
    assert.deepEqual(action(answered('GET /rest/v1.0/projects/1234/photos', 404), 'usePath'), {
      kind: 'usePath',
      method: 'GET',
      path: '/rest/v1.0/images',
      filled: '/rest/v1.0/images?project_id=1234',
    });
  });

  it('opens pages of the web host of the environment, by numbers alone', () => {
    const notConnected = { errors: ['App is not connected to this company.'] };
    const page = (request: string, headers: DiagnosisInput['request']['headers'] = signedIn) =>
      action(answered(request, 403, notConnected, { headers }), 'openAppManagement');
    assert.deepEqual(page(`GET ${rfis}`), {
      kind: 'openAppManagement',
      url: 'https://app.procore.com/42/company/apps',
      path: '/42/company/apps',
      companyId: '42',
    });
    assert.equal(page(`GET ${sandbox}${rfis}`)?.url, 'https://sandbox.procore.com/42/company/apps');
    assert.equal(page(`GET ${rfis}`, { ...signedIn, 'procore-company-id': '42/../evil?' }), undefined);
    assert.equal(page(`GET https://elsewhere.example.com${rfis}`), undefined);
  });

  it('offers no second look where nothing is left to ask', () => {
    const known = { tools: [], projects: [{ id: 1234, name: 'a' }], companies: [{ id: 42, name: 'b' }] };
    assert.ok(action(answered(`GET ${rfis}`, 403), 'findCause'));
    assert.equal(action(answered(`GET ${rfis}`, 403, '', { context: known }), 'findCause'), undefined);
  });

  it('takes nothing but scopes of the query over into an address to read', () => {
    const empty = answered(
      'GET /rest/v1.0/webhooks/hooks/9/triggers?company_id=42&access_token=secret&x=1',
      200,
      [],
    );
    assert.equal(action(empty, 'read')?.path, '/rest/v1.0/webhooks/hooks?company_id=42');
  });
});

describe('The fields of a diagnosis', () => {
  it('stand where they were sent and where the answer speaks of them', () => {
    const refused = wrote(`POST ${rfis}`, { rfi: { subject: '', question: { body: 'b' } } }, 422, {
      errors: { subject: ["can't be blank"] },
    });
    assert.deepEqual(fields(refused), [
      {
        name: 'subject',
        message: "can't be blank",
        received: ['errors', 'subject'],
        sent: ['rfi', 'subject'],
      },
    ]);
  });

  it('point to where a missing one belongs', () => {
    const refused = wrote(`POST ${rfis}`, { rfi: { number: '7' } }, 422, {
      errors: { subject: ['required'] },
    });
    assert.deepEqual(fields(refused)[0]?.sent, ['rfi', 'subject']);
    assert.equal(action(refused, 'addParameter')?.name, 'rfi.subject');
  });

  it('are found by the ids that stand for an association', () => {
    const refused = wrote(`POST ${rfis}`, { rfi: { assignee_ids: [] } }, 400, {
      errors: { assignees: ['required'] },
    });
    assert.deepEqual(fields(refused)[0]?.sent, ['rfi', 'assignee_ids']);
  });

  it('are those of the same row in a bulk call', () => {
    const bulk = wrote('PATCH /rest/v1.0/vendors/sync', { updates: [{ id: 1 }, { id: 2, name: '' }] }, 200, {
      entities: [{ id: 1 }],
      errors: [{ id: 2, errors: { name: ['is blank'] } }],
    });
    assert.deepEqual(fields(bulk), [
      {
        name: 'name',
        message: 'is blank',
        received: ['errors', 0, 'errors', 'name'],
        sent: ['updates', 1, 'name'],
      },
    ]);
  });

  it('are query parameters where the query has them', () => {
    const refused = answered(`GET ${rfis}?filters[status]=open`, 400, {
      errors: { 'filters[status]': ['x'] },
    });
    assert.equal(fields(refused)[0]?.query, 'filters[status]');
  });

  it('are headers where a header is wrong, and a position where the body is no JSON', () => {
    const basic = answered('GET /rest/v1.0/me', 401, '', { headers: { authorization: 'Basic x' } });
    assert.equal(fields(basic)[0]?.header, 'authorization');
    const broken = wrote(`POST ${rfis}`, '{\n  "rfi": {"subject": "a",}\n}', 400, '');
    assert.deepEqual(fields(broken)[0]?.position, { line: 2, column: 26 });
  });

  it('of names as a prototype has them are fields like others', () => {
    const refused = wrote(
      `POST ${rfis}`,
      '{"rfi":{"__proto__":1}}',
      422,
      '{"errors":{"constructor":["x"],"__proto__":["y"]}}',
    );
    assert.deepEqual(
      fields(refused).map(({ name, sent }) => [name, sent]),
      [
        ['constructor', ['rfi', 'constructor']],
        ['__proto__', ['rfi', '__proto__']],
      ],
    );
  });

  it('are few, however many the answer has', () => {
    const errors = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`f${index}`, ['x']]));
    assert.ok(fields(wrote(`POST ${rfis}`, { rfi: {} }, 422, { errors })).length <= 20);
  });
});
