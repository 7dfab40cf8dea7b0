import assert from 'node:assert/strict';
import { parseHttpFile } from '../../../src/httpFile/parser.ts';
import { builtInEnvironments, simulatorEnvironment } from '../../../src/procore/environments.ts';
import { missingChoice } from '../../../src/vscode/requests/needsCompany.ts';
import { requestDestination } from '../../../src/vscode/requests/requestDestination.ts';

const simulator = simulatorEnvironment('http://127.0.0.1:27570');

function missing(text: string, chosen: { readonly company?: string; readonly project?: boolean } = {}) {
  const file = parseHttpFile(text);
  const [request] = file.requests;
  assert.ok(request);
  const destination = requestDestination(file, request, {
    environment: simulator,
    environments: [...builtInEnvironments, simulator],
    company: chosen.company === undefined ? undefined : { id: chosen.company },
  });
  return missingChoice(file, request, {
    destination,
    chosen: { company: chosen.company !== undefined, project: chosen.project === true },
    layers: [],
  });
}

describe('What has to be chosen before a request is sent', () => {
  it('is the company, where nothing names one', () =>
    assert.equal(missing('GET /rest/v1.0/projects/7/rfis\n'), 'company'));

  for (const [where, text] of [
    ['the query', 'GET /rest/v1.1/projects?company_id=7\n'],
    ['the path', 'GET /rest/v1.0/companies/7/users\n'],
    ['a flag', '# @company 7\nGET /rest/v1.0/projects/7\n'],
    ['a header', 'GET /rest/v1.0/projects/7\nProcore-Company-Id: 7\n'],
  ] as const)
    it(`is nothing where ${where} names the company`, () => assert.equal(missing(text), undefined));

  it('is nothing where a company is chosen', () =>
    assert.equal(missing('GET /rest/v1.0/projects/7\n', { company: '42' }), undefined));

  for (const text of ['GET /rest/v1.0/me\n', 'GET /rest/v1.0/companies?page=1\n', 'POST /oauth/token\n'])
    it(`is nothing for ${text.trim()}`, () => assert.equal(missing(text), undefined));

  it('is nothing for another host', () =>
    assert.equal(missing('GET https://example.com/rest/v1.0/projects\n'), undefined));

  it('is what the request calls by its name, also through a variable', () => {
    assert.equal(missing('GET https://example.com/{{$procore.companyId}}\n'), 'company');
    assert.equal(
      missing('@p = {{$procore.projectId}}\nGET /rest/v1.0/projects/{{p}}\n', { company: '1' }),
      'project',
    );
    assert.equal(
      missing('GET /rest/v1.0/projects/{{$procore.projectId}}\n', { company: '1', project: true }),
      undefined,
    );
  });
});
