import assert from 'node:assert/strict';
import { type FeatureContext, featureContext } from '../../../src/httpFile/features/context.ts';
import { explanationAt } from '../../../src/httpFile/features/hover.ts';
import { parseHttpFile } from '../../../src/httpFile/parser.ts';
import type { Values } from '../../../src/httpFile/values.ts';
import { loadBundledCatalog } from '../../../src/procore/catalog/bundled.ts';
import { withCursor } from '../../support/cursor.ts';

const hostValues = { '$procore.companyId': '4266' };
const layers: FeatureContext['layers'] = [
  {
    origin: 'privateEnvironment',
    source: 'http-client.private.env.json',
    section: 'sandbox',
    secret: true,
    values: new Map([
      ['clientSecret', { text: 'hunter2hunter2', line: 3 }],
      ['site', { text: '77', line: 4 }],
    ]),
  },
  {
    origin: 'environment',
    source: 'http-client.env.json',
    section: 'sandbox',
    secret: false,
    values: new Map([['site', { text: '12', line: 2 }]]),
  },
];

const world: Omit<Values, 'host' | 'layers'> = {
  overrides: {},
  processEnv: { TOKEN: 'very secret' },
  now: () => Date.UTC(2026, 0, 31, 12),
  random: () => 0.5,
  uuid: () => '00000000-0000-4000-8000-000000000000',
  answerOf: () => undefined,
};

let catalog: FeatureContext['catalog'];
before(async () => {
  catalog = await loadBundledCatalog();
});

function hover(
  marked: string,
  { outside }: { readonly outside: FeatureContext['layers'] } = { outside: layers },
): readonly string[] {
  const { text, offset } = withCursor(marked);
  const file = parseHttpFile(text);
  const context = featureContext({ hostValues, layers: outside, catalog });
  const found = explanationAt(file, offset, context, request => ({
    file,
    request,
    values: { ...world, host: hostValues, layers: outside ?? [] },
  }));
  return (found?.parts ?? []).map(part => {
    if (part.kind === 'steps') return `${part.label}: ${part.steps.join(' / ')}`;
    return part.kind === 'text' && part.label !== undefined ? `${part.label}: ${part.text}` : part.text;
  });
}

function line(marked: string, start: string): string | undefined {
  return hover(marked).find(text => text.startsWith(start));
}

describe('The hover on a name', () => {
  it('shows its value and the line it comes from', () => {
    assert.deepEqual(hover('@project = 1234\n\nGET /rest/v1.0/projects/{{pro|ject}}\n'), [
      'project',
      'Value: 1234',
      'From: this file, line 1',
    ]);
  });

  it('shows what it hides', () => {
    assert.deepEqual(hover('@site = 5\n\nGET /rest/v1.0/projects/{{si|te}}\n'), [
      'site',
      'Value: 5',
      'From: this file, line 1',
      'Hides: •••••• (http-client.private.env.json, sandbox)',
      'Hides: 12 (http-client.env.json, sandbox)',
    ]);
  });

  it('shows the value that a definition has here, not that of a later one', () => {
    const file = '@a = 1\nGET /rest/v1.0/me?x={{a}}\n###\n@a = 2\nGET /rest/v1.0/me?x={{a}}\n';
    assert.equal(line(file.replace('@a = 1', '@|a = 1'), 'Value'), 'Value: 1');
    assert.equal(line(file.replace('@a = 2', '@|a = 2'), 'Value'), 'Value: 2');
  });

  it('shows what the editor knows', () => {
    assert.deepEqual(hover('GET /rest/v1.0/companies/{{$procore.comp|anyId}}\n'), [
      '$procore.companyId',
      'Value: 4266',
      'From: the environment, company and project chosen in the editor',
    ]);
  });

  it('shows what comes from environment files, private values masked', () => {
    assert.deepEqual(hover('GET /rest/v1.0/me?x={{client|Secret}}\n'), [
      'clientSecret',
      'Value: ••••••',
      'From: http-client.private.env.json, sandbox, line 3',
    ]);
    assert.equal(line('GET /rest/v1.0/me?x={{si|te}}\n', 'Value'), 'Value: 77');
  });

  it('masks what is made of a secret, and what is called like one', () => {
    assert.equal(line('@a = x {{clientSecret}} y\nGET /rest/v1.0/{{|a}}', 'Value'), 'Value: x •••••• y');
    assert.equal(line('@password = abc\nGET /rest/v1.0/{{pass|word}}', 'Value'), 'Value: ••••••');
    assert.doesNotMatch(
      hover(`@a = Bearer eyJ0eXAiOiJKV1Qi.eyJhaWQi.c2ln\nGET /rest/v1.0/{{|a}}`).join(),
      /eyJhaWQi/,
    );
  });

  it('never shows a variable of the operating system', () => {
    const lines = hover('GET /rest/v1.0/me?x={{$processEnv TO|KEN}}\n');
    assert.ok(lines.includes('Value: set, not shown'));
    assert.ok(!lines.join().includes('very secret'));
  });

  it('says what a dynamic value gives', () => {
    assert.deepEqual(hover('GET /rest/v1.0/me?x={{$gu|id}}\n').slice(0, 3), [
      '$guid',
      'A new UUID.',
      'For example: 00000000-0000-4000-8000-000000000000',
    ]);
    assert.match(hover('GET /rest/v1.0/me?x={{$datetime "YYYY-MM-DD" 1| d}}\n').join('\n'), /2026-02-01/);
  });

  it('says of another answer that it is read first, and of a prompt that it is asked', () => {
    const answer = '# @name me\nGET /rest/v1.0/me\n\n###\nGET /rest/v1.0/users/{{me.resp|onse.body.$.id}}\n';
    assert.match(hover(answer).join('\n'), /another request, which is sent first/);
    assert.match(hover('# @prompt due\nGET /rest/v1.0/me?x={{d|ue}}').join('\n'), /Asked for before/);
  });

  it('calls no name unknown while environment files are not read', () => {
    const [, ...parts] = hover('GET /rest/v1.0/{{who|}}\n', { outside: undefined });
    assert.deepEqual(parts, [
      'Nothing in this file gives it a value. Environment files have not been read: in Restricted Mode, trust the folder first.',
    ]);
    assert.deepEqual(hover('@a = 1\nGET /rest/v1.0/{{a|}}\n', { outside: undefined }).slice(0, 2), [
      'a',
      'Value: 1',
    ]);
  });

  it('says that a name is unknown', () => {
    assert.match(hover('GET /rest/v1.0/users/{{wh|o}}\n').join('\n'), /who/);
  });
});

describe('The hover on an operation', () => {
  it('says what it is, what it needs and what it gives', () => {
    const lines = hover('GE|T /rest/v1.0/projects/1/rfis?page=1\n');
    assert.equal(lines[0], 'GET /rest/v1.0/projects/{project_id}/rfis');
    assert.equal(lines[1], 'Tool: Project Management › RFI › rfis');
    assert.equal(lines[2], 'Version: v1.0');
    assert.match(lines[3] ?? '', /^Parameters: project_id \(required\): path, integer \/ /);
    assert.match(lines.join('\n'), /Answers: a list of .*; 200, 401, 403$/m);
    assert.match(lines.join('\n'), /Permission: usually Read Only or more on RFI \(assumed/);
  });

  it('names the versions that exist', () => {
    assert.match(line('GET /rest/v1.0/us|ers?company_id=1', 'Version') ?? '', /v1\.0; also .*v1\.3/);
    assert.match(
      line('GET /rest/v1.1/projects/1/subm|ittals', 'Version') ?? '',
      /\/rest\/v2\.0\/companies\/\{company_id\}\/projects\/\{project_id\}\/submittals/,
    );
    assert.match(hover('GET /vapid/m|e').join('\n'), /prefix from before 2021/);
  });

  it('names what a body needs', () => {
    assert.equal(
      line('POST /rest/v1.0/projects/1/rf|is', 'Body'),
      'Body: multipart/form-data or application/json; required: rfi.subject, rfi.rfi_manager_id, rfi.question.body',
    );
  });

  it('names the permission that Procore documents', () => {
    assert.equal(
      line('GET /rest/v1.0/web|hooks/hooks', 'Permission'),
      'Permission: Standard on the tool Webhooks API',
    );
  });

  it('says nothing of unknown paths and other hosts', () => {
    assert.deepEqual(hover('GET /rest/v1.0/noth|ing'), []);
    assert.deepEqual(hover('GET https://example.com/rest/v1.0/m|e'), []);
  });
});

describe('The hover on a parameter', () => {
  it('says what it may be', () => {
    assert.deepEqual(hover('GET /rest/v1.0/projects/1/rfis?page=1&filters[st|atus]=open'), [
      'filters[status]',
      'string: open, closed, draft',
    ]);
    assert.deepEqual(hover('GET /rest/v1.1/punch_items\n  ?proj|ect_id=1'), [
      'project_id (required)',
      'integer',
    ]);
  });

  it('explains a property of the body', () => {
    const body =
      'POST /rest/v1.0/projects/1/rfis\n\n{ "rfi": { "cost_impact": { "sta|tus": "tbd" }, "subject": 1 } }';
    assert.deepEqual(hover(body), ['status', 'string: yes_known, yes_unknown, no_impact, tbd, n_a']);
    assert.deepEqual(hover(body.replace('|', '').replace('"subject', '"sub|ject')), [
      'subject (required)',
      'string',
    ]);
    assert.deepEqual(hover(body.replace('|', '').replace('"tbd', '"t|bd')), []);
  });
});

describe('The hover on a header or a flag', () => {
  it('says what it means', () => {
    assert.match(
      hover('GET /rest/v1.0/me\nprocore-comp|any-id: 1').join('\n'),
      /^Procore-Company-Id\nThe company/,
    );
    assert.match(hover('# @allP|ages\nGET /rest/v1.0/users\n').join('\n'), /every page/);
    for (const named of ['# @na|me me', '# @name m|e'])
      assert.match(hover(`${named}\nGET /rest/v1.0/me\n`).join('\n'), /Names the request/);
    assert.match(hover('# @no-red|irect\nGET /rest/v1.0/users\n').join('\n'), /redirect/);
    assert.match(
      hover('# @lo|op for 3\nGET /rest/v1.0/users\n').join('\n'),
      /not followed here: the request is sent once/,
    );
    assert.deepEqual(hover('GET /rest/v1.0/me\nX-Own: |1'), []);
  });
});
