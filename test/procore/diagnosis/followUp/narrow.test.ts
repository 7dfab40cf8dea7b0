import { deepEqual, doesNotThrow, equal, match, ok } from 'node:assert/strict';
import fc from 'fast-check';
import { loadBundledCatalog } from '../../../../src/procore/catalog/bundled.ts';
import type { Catalog } from '../../../../src/procore/catalog/catalog.ts';
import type { DiagnosisInput } from '../../../../src/procore/diagnosis/diagnosis.ts';
import type {
  FollowUpAnswer,
  FollowUpQuestion,
} from '../../../../src/procore/diagnosis/followUp/followUp.ts';
import { narrowDiagnoses } from '../../../../src/procore/diagnosis/followUp/narrow.ts';
import { contextFrom } from '../../../../src/procore/diagnosis/followUp/read.ts';
import { answered, sandbox } from '../inputs.ts';
import { answerOf } from './answerOf.ts';

let catalog: Catalog;
before(async () => {
  catalog = await loadBundledCatalog();
});

const denied = answered('GET /rest/v1.0/projects/1234/rfis', 403, { errors: ['No.'] });
const missing = answered('GET /rest/v1.0/projects/1234/rfis/7', 404, { errors: 'Not Found' });
const on = { engine_name: 'rfi', title: 'RFIs', is_active: true };

function first(input: DiagnosisInput, ...answers: readonly FollowUpAnswer[]) {
  const [diagnosis] = narrowDiagnoses(input, answers, catalog);
  ok(diagnosis);
  return diagnosis;
}

describe('A diagnosis with what follow-up checks answered', () => {
  it('names the tool that is off, with the evidence', () => {
    const { id, cause } = first(denied, answerOf('tools', 200, [{ ...on, is_active: false }]));
    equal(id, 'tool-disabled');
    match(cause, /Checked: GET \/rest\/v1\.0\/tools\?project_id=1234 answered 200: RFIs is turned off\.$/);
  });

  it('reads levels of both forms', () => {
    for (const user_access_level of ['Read-only', { id: 2, name: 'Read-only' }]) {
      const input = answered('POST /rest/v1.0/projects/1234/rfis', 403, { errors: ['No.'] });
      const { id, cause } = first(input, answerOf('tools', 200, [{ ...on, user_access_level }]));
      equal(id, 'permission-insufficient');
      match(cause, /has the level Read-only in RFIs, which is not enough for POST/);
    }
  });

  it('says what was ruled out where nothing was found', () => {
    const { id, cause } = first(
      denied,
      answerOf('tools', 200, [{ ...on, user_access_level: 'Standard' }]),
      answerOf('projects', 200, [{ id: 1234, name: 'School' }]),
      answerOf('me', 200, { id: 1, login: 'sam@firm.example' }),
    );
    equal(id, 'permission-insufficient');
    match(cause, /RFIs is on, and the account's level there is Standard\./);
    match(cause, /project 1234 is among the projects of company 42\./);
    match(cause, /the account is sam@firm\.example\.$/);
  });

  it('finds the project in another company', () => {
    const { id, title, cause } = first(
      missing,
      answerOf('projects', 200, []),
      answerOf('companies', 200, [
        { id: 42, name: 'Harbor' },
        { id: 43, name: 'North' },
      ]),
      answerOf('otherCompany', 200, [{ id: 1234, name: 'Garage' }]),
    );
    equal(id, 'outside-access-scope');
    equal(title, 'The project belongs to another company');
    match(cause, /^Project 1234 is one of company 43 \(North\), and the request is for company 42\./);
  });

  it('in a sandbox takes a project that is not there for one of another environment', () => {
    const input = answered(`GET ${sandbox}/rest/v1.0/projects/1234/rfis`, 404, { errors: 'Not Found' });
    equal(first(input, answerOf('projects', 200, [])).id, 'sandbox-data-missing');
  });

  it('takes a refusal of a check for evidence', () => {
    const refused = { errors: ['App is not connected to this company.'] };
    equal(first(denied, answerOf('tools', 403, refused)).id, 'app-not-connected');
    match(first(denied, answerOf('companies', null, '')).cause, /got no answer \(ECONNRESET\)\.$/);
    match(first(denied, answerOf('companies', 403, { errors: ['No.'] })).cause, /answered 403: "No\."$/);
  });

  it('does not take what another company is told for what this one is', () => {
    const refused = { errors: ['App is not connected to this company.'] };
    const answers = [
      answerOf('projects', 200, []),
      answerOf('companies', 200, [
        { id: 42, name: 'Harbor' },
        { id: 43, name: 'Lakeside' },
      ]),
      answerOf('otherCompany', 403, refused),
    ];
    equal(first(denied, ...answers).id, 'outside-access-scope');
  });

  it('offers no further checks', () => {
    for (const { actions } of narrowDiagnoses(denied, [answerOf('me', 500, '')], catalog))
      ok(actions.every(({ kind }) => kind !== 'findCause'));
  });

  it('is one line of plain text, whatever the checks answer', () => {
    const hostile = 'x\u001b[31m\u202e[a](command:x)\r\n```';
    const { cause, title } = first(
      denied,
      answerOf('tools', 200, [{ engine_name: 'rfi', title: hostile, is_active: false }]),
      answerOf('companies', 200, [{ id: 43, name: hostile }]),
      answerOf('otherCompany', 200, [{ id: 1234, name: hostile }]),
      answerOf('me', 200, { login: hostile }),
    );
    for (const text of [cause, title]) ok(!/[\p{Cc}\u202e]/u.test(text), text);
  });

  it('never fails', () => {
    const questions: readonly FollowUpQuestion[] = [
      'tools',
      'toolList',
      'permissions',
      'projects',
      'otherCompany',
      'companies',
      'list',
      'me',
      'token',
    ];
    const answer = fc
      .tuple(
        fc.constantFrom(...questions),
        fc.constantFrom(null, 200, 200, 401, 403, 404, 500),
        fc.oneof(
          fc.json(),
          fc.string(),
          fc.jsonValue().map(row => JSON.stringify([row, { tools: row }])),
        ),
      )
      .map(([asks, status, body]) => answerOf(asks, status, body));
    fc.assert(
      fc.property(fc.constantFrom(denied, missing), fc.array(answer, { maxLength: 6 }), (input, answers) =>
        doesNotThrow(() => narrowDiagnoses(input, answers, catalog)),
      ),
    );
  });
});

describe('The context out of follow-up checks', () => {
  it('keeps what was known, and leaves absent what was refused', () => {
    const known = { environment: 'production', now: '2026-11-22T05:00:00Z' };
    deepEqual(
      contextFrom(known, { projectId: '1234' }, [answerOf('tools', 403, ''), answerOf('projects', 500, '')]),
      known,
    );
  });

  it('reads lists with and without data around them', () => {
    for (const body of [[{ id: 43, name: 'North' }], { data: [{ id: '43', name: 'North' }] }])
      deepEqual(contextFrom({}, {}, [answerOf('companies', 200, body)]), {
        companies: [{ id: '43', name: 'North' }],
      });
  });
});
