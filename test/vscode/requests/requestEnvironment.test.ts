import assert from 'node:assert/strict';
import { parseHttpFile } from '../../../src/httpFile/parser.ts';
import { builtInEnvironments, simulatorEnvironment } from '../../../src/procore/environments.ts';
import { requestEnvironment } from '../../../src/vscode/requests/requestEnvironment.ts';

const simulator = simulatorEnvironment('http://127.0.0.1:27570');
const environments = [...builtInEnvironments, simulator];

function environmentOf(text: string): string {
  const file = parseHttpFile(text);
  const [request] = file.requests;
  assert.ok(request);
  const result = requestEnvironment(file, request, environments, simulator);
  return result.kind === 'found' ? result.environment.name : `unknown ${result.name}`;
}

describe('The environment of a request', () => {
  for (const [what, text, expected] of [
    ['the active one', 'GET /rest/v1.0/me\n', 'simulator'],
    ['what its flag says', '# @env sandbox\nGET /rest/v1.0/me\n', 'sandbox'],
    ['what the file says', '# @env sandbox\n@x = 1\n\n### One\nGET /rest/v1.0/me\n', 'sandbox'],
    [
      'its flag before that of the file',
      '# @env monthly\n\n###\n# @env sandbox\nGET /rest/v1.0/me\n',
      'sandbox',
    ],
    ['whose host it names', 'DELETE https://api.procore.com/rest/v1.0/x\n', 'production'],
    [
      'whose host a variable names',
      '@host = https://sandbox.procore.com\n\nGET {{host}}/rest/v1.0/me\n',
      'sandbox',
    ],
    ['the active one for a foreign host', 'GET https://example.com/rest/v1.0/me\n', 'simulator'],
    ['unknown where the flag names none', '# @env sandbx\nGET /rest/v1.0/me\n', 'unknown sandbx'],
  ] as const)
    it(`is ${what}`, () => assert.equal(environmentOf(text), expected));
});
