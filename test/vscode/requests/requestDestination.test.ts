import assert from 'node:assert/strict';
import { parseHttpFile } from '../../../src/httpFile/parser.ts';
import { builtInEnvironments, simulatorEnvironment } from '../../../src/procore/environments.ts';
import { requestDestination } from '../../../src/vscode/requests/requestDestination.ts';

const simulator = simulatorEnvironment('http://127.0.0.1:27570');

function destinationOf(text: string): string {
  const file = parseHttpFile(text);
  const [request] = file.requests;
  assert.ok(request);
  const { environment, host, withToken, companyId } = requestDestination(file, request, {
    environment: simulator,
    environments: [...builtInEnvironments, simulator],
    company: { id: '4266' },
  });
  return `${environment?.name} ${host} ${withToken ? 'token' : 'no token'} ${companyId}`;
}

describe('The destination of a request', () => {
  for (const [what, text, expected] of [
    [
      'the environment with the chosen company',
      'GET /rest/v1.0/me\n',
      'simulator 127.0.0.1:27570 token 4266',
    ],
    [
      'the environment with the company of the flag',
      '@id = 77\n\n# @company {{id}}\nGET /rest/v1.0/me\n',
      'simulator 127.0.0.1:27570 token 77',
    ],
    [
      'the environment with the company of the query',
      'GET /rest/v1.1/projects?company_id=78\n',
      'simulator 127.0.0.1:27570 token 78',
    ],
    [
      'a foreign host, with neither token nor company',
      'GET https://example.com/rest/v1.0/me\n',
      'undefined example.com no token undefined',
    ],
    [
      'the environment, with the token that the user wrote',
      'GET /rest/v1.0/me\nAuthorization: Bearer x\n',
      'simulator 127.0.0.1:27570 no token 4266',
    ],
    [
      'the environment, where a variable leaves the address open',
      'GET {{host}}/rest/v1.0/me\n',
      'simulator 127.0.0.1:27570 token 4266',
    ],
  ] as const)
    it(`is ${what}`, () => assert.equal(destinationOf(text), expected));
});
