import { deepEqual, equal, ok } from 'node:assert/strict';
import { featureContext } from '../../../src/httpFile/features/context.ts';
import { remedyFix } from '../../../src/httpFile/features/fixes/remedyFixes.ts';
import { parseHttpFile } from '../../../src/httpFile/parser.ts';
import type { DiagnosisAction } from '../../../src/procore/diagnosis/actions.ts';
import { applied } from '../../support/applyEdits.ts';

const context = featureContext();

/** The text after the action on its last request; `undefined`: there is nothing to edit. */
function mended(text: string, action: DiagnosisAction): string | undefined {
  const file = parseHttpFile(text);
  const request = file.requests.at(-1);
  ok(request);
  const fix = remedyFix(file, request, action, context);
  return fix && applied(text, fix.edits);
}

const before = 'GET /rest/v1.0/me\n\n### second\n';
const header = (companyId: string): DiagnosisAction => ({ kind: 'addCompanyHeader', companyId });
const filter: DiagnosisAction = { kind: 'fixFilter', from: 'filters[status]', to: 'filters[status][]' };
const remove = (...names: string[]): DiagnosisAction => ({ kind: 'removeParameters', names });
const add = (name: string, more = {}): DiagnosisAction => ({
  kind: 'addParameter',
  in: 'query',
  name,
  type: 'integer',
  ...more,
});
const field = (name: string, more = {}): DiagnosisAction => ({
  ...{ kind: 'addParameter', in: 'body', name, type: 'string', ...more },
});
const json = 'Content-Type: application/json\n\n';

describe('A remedy edits the request', () => {
  const cases: readonly (readonly [
    what: string,
    action: DiagnosisAction,
    text: string,
    after: string | undefined,
  ])[] = [
    ['a company', header('42'), `${before}GET /a\n`, `${before}# @company 42\nGET /a\n`],
    ['a company, with the line ends of the file', header('42'), 'GET /a\r\n', '# @company 42\r\nGET /a\r\n'],
    ['another company', header('42'), '# @company 7\nGET /a\n', '# @company 42\nGET /a\n'],
    [
      'another company in the header',
      header('42'),
      'GET /a\nProcore-Company-Id: {{old}}\n',
      'GET /a\nProcore-Company-Id: 42\n',
    ],
    [
      'a header without a company',
      header('42'),
      'GET /a\nProcore-Company-Id:\n',
      'GET /a\nProcore-Company-Id: 42\n',
    ],
    [
      'a content type',
      { kind: 'addContentType', value: 'application/json' },
      `${before}POST /a\nA: b\n\n{}\n`,
      `${before}POST /a\nA: b\nContent-Type: application/json\n\n{}\n`,
    ],
    [
      'another content type',
      { kind: 'addContentType', value: 'application/json' },
      'POST /a\nContent-Type: text/plain\n\n{}\n',
      'POST /a\nContent-Type: application/json\n\n{}\n',
    ],
    [
      'the form of a filter, variables kept',
      filter,
      `${before}GET /a?x={{y}}&filters[status]=open&b=1\n`,
      `${before}GET /a?x={{y}}&filters[status][]=open&b=1\n`,
    ],
    [
      'the form of an encoded filter',
      filter,
      'GET /a?filters%5Bstatus%5D=o\n',
      'GET /a?filters[status][]=o\n',
    ],
    [
      'the form of a filter on a line of its own',
      filter,
      'GET /a\n  ?filters[status]=o\n  &b=1\n',
      'GET /a\n  ?filters[status][]=o\n  &b=1\n',
    ],
    [
      'an empty company header out, which hides the company that is named',
      { kind: 'addCompanyHeader' },
      '# @company 7\nGET /a\nProcore-Company-Id:\nA: b\n',
      '# @company 7\nGET /a\nA: b\n',
    ],
    [
      'no company header that says something',
      { kind: 'addCompanyHeader' },
      'GET /a\nProcore-Company-Id: 1\n',
      undefined,
    ],
    ['a filter that is gone', filter, 'GET /a?b=1\n', undefined],
    ['a parameter out of the middle', remove('b'), 'GET /a?a=1&b=2&c=3\n', 'GET /a?a=1&c=3\n'],
    ['the first parameter', remove('a'), 'GET /a?a=1&b=2\n', 'GET /a?b=2\n'],
    ['the first two', remove('a', 'b'), 'GET /a?a=1&b=2&c=3\n', 'GET /a?c=3\n'],
    ['all of them', remove('a', 'b'), 'GET /a?a=1&b=2\n', 'GET /a\n'],
    [
      'parameters on lines of their own',
      remove('b'),
      'GET /a\n  ?a=1\n  &b=2\n  &c=3\n',
      'GET /a\n  ?a=1\n  &c=3\n',
    ],
    [
      'the first parameter of several lines',
      remove('a'),
      'GET /a\n  ?a=1\n  &b=2\nA: b\n',
      'GET /a\n  ?b=2\nA: b\n',
    ],
    ['a parameter', add('project_id'), 'GET /a\n', 'GET /a?project_id={{$procore.projectId}}\n'],
    [
      'a parameter with a value of the catalog',
      add('view', { values: ['compact'] }),
      'GET /a?b=1\n',
      'GET /a?b=1&view=compact\n',
    ],
    ['a smaller page', add('per_page'), 'GET /a?b=1\n', 'GET /a?b=1&per_page=50\n'],
    ['a parameter that is there', add('b'), 'GET /a?b=1\n', undefined],
    [
      'a field of the body',
      field('rfi.subject'),
      `POST /a\n${json}{\n  "rfi": {\n    "draft": true\n  }\n}\n`,
      `POST /a\n${json}{\n  "rfi": {\n    "subject": "",\n    "draft": true\n  }\n}\n`,
    ],
    [
      'a field with the object around it',
      field('rfi.subject'),
      `POST /a\n${json}{}\n`,
      `POST /a\n${json}{\n  "rfi": { "subject": "" }\n}\n`,
    ],
    [
      'a field on one line',
      field('n', { type: 'integer' }),
      `POST /a\n${json}{"a":1}\n`,
      `POST /a\n${json}{ "n": 0,"a":1}\n`,
    ],
    ['a field that is there', field('a'), `POST /a\n${json}{"a":1}\n`, undefined],
    ['a field of a body that is no object', field('a'), `POST /a\n${json}[]\n`, undefined],
    [
      'the version',
      {
        kind: 'useVersion',
        path: '/rest/v1.0/projects/7/rfis',
        prefix: { from: '/rest/v2.0/', to: '/rest/v1.0/' },
      },
      'GET https://api.procore.com/rest/v2.0/projects/{{p}}/rfis?a=1\n',
      'GET https://api.procore.com/rest/v1.0/projects/{{p}}/rfis?a=1\n',
    ],
    [
      'the version where more differs, ids kept as they are written',
      { kind: 'useVersion', path: '/rest/v1.1/projects/7/meetings' },
      'GET /rest/v1.0/projects/7/meeting?a=1\n',
      'GET /rest/v1.1/projects/7/meetings?a=1\n',
    ],
    [
      'another path, its placeholders filled with what stood there',
      {
        kind: 'usePath',
        method: 'GET',
        path: '/rest/v1.0/projects/{project_id}/rfis/{id}',
        filled: '/rest/v1.0/projects/{project_id}/rfis/{id}',
      },
      'GET /rest/v1.0/projects/{{site}}/rfees\n',
      'GET /rest/v1.0/projects/{{site}}/rfis/{{id}}\n',
    ],
    [
      'another path and method',
      {
        kind: 'usePath',
        method: 'PATCH',
        path: '/rest/v1.0/projects/{project_id}/rfis/{id}',
        filled: '/rest/v1.0/projects/{project_id}/rfis/{id}',
      },
      'PUT /rest/v1.0/projects/7/rfi/{{rfi}}\n',
      'PATCH /rest/v1.0/projects/7/rfis/{{id}}\n',
    ],
    ['another method', { kind: 'useMethod', method: 'PATCH' }, 'PUT /a/1\n', 'PATCH /a/1\n'],
    ['a method where none stood', { kind: 'useMethod', method: 'POST' }, '/a/1\n', 'POST /a/1\n'],
    [
      'an Authorization header out',
      { kind: 'removeAuthorization' },
      `${before}PUT https://s.amazonaws.com/x\nAuthorization: Bearer a\nA: b\n`,
      `${before}PUT https://s.amazonaws.com/x\nA: b\n`,
    ],
    ['a header that is gone', { kind: 'removeAuthorization' }, 'GET /a\n', undefined],
    ['more time', { kind: 'raiseTimeout', seconds: 120 }, 'GET /a\n', '# @timeout 120\nGET /a\n'],
    [
      'more time than before',
      { kind: 'raiseTimeout', seconds: 120 },
      '# @timeout 5\nGET /a\n',
      '# @timeout 120\nGET /a\n',
    ],
    [
      'the refused entries alone, as they stand there',
      { kind: 'keepEntries', path: ['updates'], indexes: [1, 3], of: 5 },
      'PATCH /a/sync\n\n{\n  "updates": [\n    { "id": 0 },\n    { "id": {{one}} },\n    { "id": 2 },\n    { "id": 3 },\n    { "id": 4 }\n  ]\n}\n',
      'PATCH /a/sync\n\n{\n  "updates": [\n    { "id": {{one}} },\n    { "id": 3 }\n  ]\n}\n',
    ],
    [
      'the first entry of a body that is a list',
      { kind: 'keepEntries', path: [], indexes: [0], of: 2 },
      'PATCH /a\n\n[{"id": 1}, {"id": 2}]\n',
      'PATCH /a\n\n[{"id": 1}]\n',
    ],
    [
      'no entry out of a list that is another one by now',
      { kind: 'keepEntries', path: ['updates'], indexes: [1], of: 3 },
      'PATCH /a\n\n{"updates": [{"id": 1}, {"id": 2}]}\n',
      undefined,
    ],
    ['nothing for what edits nothing', { kind: 'signIn' }, 'GET /a\n', undefined],
  ];
  for (const [what, action, text, after] of cases)
    it(what, () => {
      equal(mended(text, action), after);
    });

  it('with nothing that does not belong there', () => {
    const hostile: readonly DiagnosisAction[] = [
      header('42\nX: y'),
      header('../1'),
      { kind: 'addContentType', value: 'a/b\nX: y' },
      { kind: 'fixFilter', from: 'b', to: 'b=1&c' },
      { kind: 'fixFilter', from: 'b', to: 'b\n' },
      add('x\nGET'),
      add('x&y'),
      { kind: 'useVersion', path: '/rest/v1.0/x\nGET https://evil.example/' },
      { kind: 'useVersion', path: '//evil.example/rest/' },
      { kind: 'useVersion', path: '/b', prefix: { from: '/a', to: '//evil.example/' } },
      { kind: 'usePath', method: 'GET\n', path: '/rest/v1.0/me', filled: '/rest/v1.0/me' },
      { kind: 'useMethod', method: 'get /x' },
    ];
    deepEqual(
      hostile.map(action => mended('GET /a?b=1\n', action)),
      hostile.map(() => undefined),
    );
  });

  it('leaves a file that reads as before but for the request', () => {
    for (const [, action, text, after] of cases) {
      if (after === undefined) continue;
      equal(parseHttpFile(after).requests.length, parseHttpFile(text).requests.length, after);
      const again = mended(after, action);
      ok(again === undefined || parseHttpFile(again).requests.length === parseHttpFile(text).requests.length);
    }
  });
});
