import { equal, match, ok } from 'node:assert/strict';
import { parseHttpFile } from '../../../src/httpFile/parser.ts';
import { flagValue } from '../../../src/httpFile/syntax.ts';
import { requestOfInput, type SendInput } from '../../../src/vscode/languageModelTools/requestOfInput.ts';

function made(input: SendInput) {
  const asked = requestOfInput(input);
  ok(!('problem' in asked), JSON.stringify(asked));
  const file = parseHttpFile(asked.text);
  equal(file.requests.length, 1, asked.text);
  const [request] = file.requests;
  ok(request);
  return { ...asked, request };
}

function problem(input: SendInput): string {
  const asked = requestOfInput(input);
  ok('problem' in asked, JSON.stringify(asked));
  return asked.problem;
}

describe('A request that a language model asks for', () => {
  it('is one request of the file notation', () => {
    const { request, text, isWrite } = made({ method: 'GET', path: '/rest/v1.0/me', companyId: '4264807' });
    equal(text, '# @company 4264807\nGET /rest/v1.0/me\n');
    equal(request.target, '/rest/v1.0/me');
    equal(isWrite, false);
  });

  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
    it(`asks the user before ${method}, in every environment`, () => {
      const { request, isWrite } = made({ method, path: '/rest/v1.1/punch_items/1?project_id=2' });
      ok(flagValue(request, 'note') !== undefined);
      equal(isWrite, true);
    });

  it('may name the chosen company and project, and no other variable', () => {
    const path = '/rest/v2.0/companies/{{$procore.companyId}}/projects/{{$procore.projectId}}/submittals';
    equal(made({ method: 'GET', path }).request.target, path);
    for (const name of ['$processEnv HOME', 'token', '$dotenv X', '$procore.me.id'])
      match(problem({ method: 'GET', path: `/rest/v1.0/me?x={{${name}}}` }), /^path holds/);
  });

  for (const path of [
    'https://evil.example/rest/v1.0/me',
    '//evil.example/rest/v1.0/me',
    '/rest//evil.example',
    '/rest/../oauth/token',
    '/rest/%2e%2e/oauth/token',
    '/_simulator/faults/reset',
    '/oauth/token',
    '@evil.example/rest/v1.0/me',
    '/rest/v1.0/me HTTP/1.1',
    '/rest/v1.0/me\nAuthorization: Bearer x',
    '/rest/v1.0/me\n###\nDELETE /rest/v1.0/x',
    '/rest\\..\\oauth',
    '',
    7,
  ])
    it(`never goes to ${JSON.stringify(path)}`, () => {
      match(problem({ method: 'GET', path }), /^path /);
    });

  it('has a body on one line in which nothing is a variable, a comment or another request', () => {
    const body = JSON.stringify({
      a: '{{token}}',
      b: '\n###\nDELETE /rest/v1.0/x\n',
      c: '// no comment',
      d: '< ./.env',
    });
    const { request, text } = made({ method: 'POST', path: '/rest/v1.0/x', body });
    equal(JSON.parse(text.trimEnd().split('\n').at(-1) ?? '').a, '{{token}}');
    ok(!text.includes('{{'));
    equal(request.method, 'POST');
  });

  it('may have its body as an object', () => {
    match(
      made({ method: 'PATCH', path: '/rest/v1.0/x', body: { rfi: { subject: 'Door' } } }).text,
      /"subject":"Door"/,
    );
  });

  for (const [body, method, why] of [
    ['plain text', 'POST', /^body must be/],
    ['"text"', 'POST', /^body must be/],
    ['{"id":12345678901234567890}', 'POST', /^body holds a number/],
    ['{}', 'GET', /^a GET takes no body/],
  ] as const)
    it(`is refused with ${body} as the body of a ${method}`, () => {
      match(problem({ method, path: '/rest/v1.0/x', body }), why);
    });

  it('takes only methods and companies that there are', () => {
    match(problem({ method: 'TRACE', path: '/rest/v1.0/me' }), /^method/);
    match(problem({ method: 'GET', path: '/rest/v1.0/me', companyId: '1\n# @note-rejected' }), /^companyId/);
  });
});
