import { deepEqual, equal } from 'node:assert/strict';
import { loadBundledCatalog } from '../../../../src/procore/catalog/bundled.ts';
import type { Catalog } from '../../../../src/procore/catalog/catalog.ts';
import { diagnose } from '../../../../src/procore/diagnosis/diagnose.ts';
import type { DiagnosisInput } from '../../../../src/procore/diagnosis/diagnosis.ts';
import type { FollowUp, FollowUpAnswer } from '../../../../src/procore/diagnosis/followUp/followUp.ts';
import { planFollowUps } from '../../../../src/procore/diagnosis/followUp/plan.ts';
import { answered, signedIn } from '../inputs.ts';
import { answerOf } from './answerOf.ts';

let catalog: Catalog;
before(async () => {
  catalog = await loadBundledCatalog();
});

function plan(input: DiagnosisInput, ...answers: readonly FollowUpAnswer[]): readonly string[] {
  return planFollowUps(input, diagnose(input, catalog), answers, catalog).map(pathOf);
}

function pathOf({ path, companyId }: FollowUp): string {
  return companyId === undefined ? path : `${path} in ${companyId}`;
}

const tools = '/rest/v1.0/tools?project_id=1234&per_page=100 in 42';
const toolList = '/rest/v1.0/projects/1234/tools?per_page=100 in 42';
const companies = '/rest/v1.0/companies?per_page=300 in 42';
const me = '/rest/v1.0/me in 42';
const projectsOf = (company: number) =>
  `/rest/v1.1/projects?company_id=${company}&filters[by_status]=All&filters[id]=1234&per_page=300 in ${company}`;
const denied = answered('GET /rest/v1.0/projects/1234/rfis', 403, { errors: ['No.'] });
const rfiOff = [{ engine_name: 'rfi', title: 'RFIs', is_active: false }];
const rfiOn = [{ engine_name: 'rfi', title: 'RFIs', is_active: true, user_access_level: 'Admin' }];

describe('The plan of follow-up checks', () => {
  it('asks for tools, place and person of a 403 in a project', () => {
    deepEqual(plan(denied), [tools, projectsOf(42), me]);
  });

  it('ends with the first answer that decides', () => {
    deepEqual(plan(denied, answerOf('tools', 200, rfiOff)), []);
    deepEqual(plan(denied, answerOf('tools', 200, [{ ...rfiOn[0], user_access_level: 'None' }])), []);
  });

  it('goes on where it does not, and asks nothing twice', () => {
    deepEqual(plan(denied, answerOf('tools', 200, rfiOn)), [projectsOf(42), me]);
    deepEqual(plan(denied, answerOf('tools', 200, rfiOn), answerOf('projects', 200, [{ id: 1234 }])), [me]);
  });

  it('asks the list of tools without levels where the other one is refused', () => {
    deepEqual(plan(denied, answerOf('tools', 403, {})), [toolList, projectsOf(42), me]);
  });

  it('looks for a project that is not listed in the other companies, five at most', () => {
    const hidden = [answerOf('tools', 404, {}), answerOf('toolList', 404, {}), answerOf('projects', 200, [])];
    deepEqual(plan(denied, ...hidden), [companies, me]);
    const many = [42, 1, 2, 3, 4, 5, 6].map(id => ({ id, name: `Firm ${id}` }));
    deepEqual(plan(denied, ...hidden, answerOf('companies', 200, many)), [
      ...[1, 2, 3, 4, 5].map(projectsOf),
      me,
    ]);
  });

  it('does not take a list that was cut for one that lacks the project', () => {
    const cut = { ...answerOf('projects', 200, []), whole: false };
    deepEqual(plan(denied, answerOf('tools', 200, rfiOn), cut), [me]);
  });

  it("asks for the company's levels where there is no project", () => {
    deepEqual(plan(answered('GET /rest/v1.0/companies/42/users', 403, { errors: 'No' })), [
      companies,
      '/rest/v1.0/settings/permissions?company_id=42 in 42',
      me,
    ]);
  });

  it('asks whether the list of a record can be read, for just that record where it can be asked so', () => {
    const missing = answered('GET /rest/v1.0/projects/1234/rfis/7', 404, { errors: 'Not Found' });
    deepEqual(plan(missing), [
      tools,
      projectsOf(42),
      '/rest/v1.0/projects/1234/rfis?filters[id]=7&per_page=100 in 42',
    ]);
    const other = answered('PATCH /rest/v1.1/punch_items/9?project_id=1234&token=x', 404, '');
    equal(plan(other).at(-1), '/rest/v1.1/punch_items?project_id=1234&filters[id]=9&per_page=100 in 42');
  });

  it('asks the login host about a token that is refused', () => {
    deepEqual(plan(answered('GET /rest/v1.0/projects/1234/rfis', 401, { errors: 'no' })), [
      '/oauth/token/info',
      me,
    ]);
  });

  it('asks nothing where the answer decides, or all went well', () => {
    const notConnected = { errors: ['App is not connected to this company.'] };
    deepEqual(plan(answered('GET /rest/v1.0/projects/1234/rfis', 403, notConnected)), []);
    deepEqual(plan(answered('GET /rest/v2.0/projects/1234/rfis', 404, '')), []);
    deepEqual(plan(answered('GET /rest/v1.0/projects/1234/rfis', 200, [{ id: 1 }])), []);
    deepEqual(plan(answered('GET /rest/v1.0/projects/1234/rfis', 403, '', { headers: {} })), []);
  });

  it('puts nothing but numbers into an address', () => {
    const hostile = answered('GET /rest/v1.1/punch_items?project_id=1%26x%3D..%2F', 403, '', {
      headers: { ...signedIn, 'procore-company-id': '42/../../x' },
    });
    deepEqual(plan(hostile), ['/rest/v1.0/companies?per_page=300', '/rest/v1.0/me']);
  });

  it("asks nothing with the account's token about a request with a token of its own", () => {
    const own = { context: { now: '2026-11-22T05:00:00Z', environment: 'production' } };
    deepEqual(plan({ ...denied, ...own }), []);
  });
});
