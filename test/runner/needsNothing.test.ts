import { equal, ok } from 'node:assert/strict';
import { parseHttpFile } from '../../src/httpFile/parser.ts';
import type { ValueSources } from '../../src/httpFile/values.ts';
import { simulatorEnvironment } from '../../src/procore/environments.ts';
import { needsNothing } from '../../src/runner/beforeSending.ts';

const environment = simulatorEnvironment('http://127.0.0.1:1');
const noValues: ValueSources = { overrides: {}, host: {}, processEnv: {} };

/** Of the last request of the text. */
function check(text: string, values = noValues): boolean {
  const file = parseHttpFile(text);
  const request = file.requests.at(-1);
  ok(request);
  const about = { fileName: null, environment, environments: [environment], allPages: false };
  return needsNothing({ ...about, file, request, values, timeoutMs: undefined });
}

describe('A request that needs nothing before it is sent', () => {
  for (const [what, text] of [
    ['has an address alone', 'GET /rest/v1.0/me'],
    [
      'is made of variables',
      '@a = 1\n@b = {{a}}\nPOST /rest/v1.0/x?a={{b}}\nx-a: {{$guid}}\n\n{"a": "{{a}}"}',
    ],
    ['has a name without a value, which stops it', 'GET /{{nowhere}}'],
    ['has a name and other flags', '# @name login\n# @noRedirect\nGET /login'],
    ['asserts without names', 'GET /rest/v1.0/me\n?? status == 200'],
  ] as const) {
    it(what, () => equal(check(text), true));
  }

  const login = '# @name login\nPOST /login\n\n###\n';
  for (const [what, text] of [
    ['asks a person', 'GET /{{$input What?}}'],
    ['asks a person by a prompt', '# @prompt city\nGET /{{city}}'],
    ['asks a person through a variable', '@a = {{$pick one $value: a,b}}\nGET /{{a}}'],
    ['reads an answer', `${login}GET /{{login.response.body.id}}`],
    ['reads an answer as httpYac has it', `${login}GET /{{login.id}}`],
    ['reads an answer through a variable', `@id = {{login.response.body.id}}\n${login}GET /{{id}}`],
    ['reads an answer in an assertion', `${login}GET /\n?? status == {{login.response.body.id}}`],
    ['has a name in a flag', '@id = 1\n# @company {{id}}\nGET /'],
    ['refers to a request by a flag', `${login}# @ref login\nGET /`],
    ['asks who is signed in', 'GET /{{$procore.me.id}}'],
    ['sends a file', 'POST /\n\n< ./a.json'],
    ['sends a file with variables', 'POST /\n\n<@ ./a.json'],
    [
      'sends a file as a part',
      'POST /\ncontent-type: multipart/form-data; boundary=x\n\n--x\n\n< ./a.png\n--x--',
    ],
  ] as const) {
    it(`is none that ${what}`, () => equal(check(text), false));
  }

  it('is one again where an override gives what an answer would', () =>
    equal(
      check(`@id = {{login.response.body.id}}\n${login}GET /{{id}}`, { ...noValues, overrides: { id: '1' } }),
      true,
    ));
});
