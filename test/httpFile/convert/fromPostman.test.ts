import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fromPostman, type ImportOptions } from '../../../src/httpFile/convert/fromPostman.ts';
import { mergeValues } from '../../../src/httpFile/convert/mergeValues.ts';
import {
  type PostmanCollection,
  type PostmanEnvironment,
  readPostman,
} from '../../../src/httpFile/convert/postmanFormat.ts';
import { variableNameOf, withOurNames } from '../../../src/httpFile/convert/postmanNames.ts';
import { parseHttpFile } from '../../../src/httpFile/parser.ts';
import { builtInEnvironments } from '../../../src/procore/environments.ts';

describe('A Postman collection', () => {
  it('becomes a request file with variables, titles and assertions', () => {
    const { files, privateValues, notes, requestCount } = imported({
      info: { name: 'My: API', description: 'All about it' },
      auth: { type: 'oauth2', oauth2: [{ key: 'accessToken', value: 'x' }] },
      variable: [
        { key: 'base url', value: 'https://api.procore.com' },
        { key: 'client_secret', value: 's3cret' },
        { key: 'path', value: 'a\\b' },
      ],
      item: [
        {
          name: 'Projects',
          item: [
            {
              name: 'List',
              event: [
                {
                  listen: 'test',
                  script: { exec: ['pm.test("ok", () => {', '  pm.response.to.have.status(200);', '});'] },
                },
              ],
              request: {
                method: 'GET',
                description: 'First page',
                header: [
                  { key: 'Authorization', value: 'Bearer abc' },
                  { key: 'Procore-Company-Id', value: '{{company id}}' },
                  { key: 'X-Off', value: '1', disabled: true },
                ],
                url: {
                  raw: '{{base url}}/rest/v1.0/projects/:id?company_id={{company id}}&view=x',
                  host: ['{{base url}}'],
                  path: ['rest', 'v1.0', 'projects', ':id'],
                  query: [
                    { key: 'company_id', value: '{{company id}}' },
                    { key: 'view', value: 'x', disabled: true },
                  ],
                  variable: [{ key: 'id', value: '7' }],
                },
              },
              response: [{ name: 'saved' }],
            },
          ],
        },
      ],
    });
    assert.equal(requestCount, 1);
    assert.deepEqual(
      files.map(({ name }) => name),
      ['My-API.http'],
    );
    assert.equal(
      files[0]?.text,
      `# My: API, imported from Postman
# All about it
#
# Not carried over as it was:
# - The authorization of requests to Procore was left out: signing in supplies it.
# - What was off in Postman stands as comments.
# - Scripts are not run; they stand as comments.
# - Saved answers were left out: 1.

@baseUrl = https://api.procore.com
@path = a\\\\b

### Projects / List
# First page
# Off in Postman: header X-Off: 1
# Off in Postman: parameter view=x
# Script after the answer, not run:
# | pm.test("ok", () => {
# |   pm.response.to.have.status(200);
# | });
GET /rest/v1.0/projects/7?company_id={{companyId}}
Procore-Company-Id: {{companyId}}

?? status == 200
`,
    );
    assert.deepEqual(privateValues, { $shared: { client_secret: 's3cret' } });
    assert.equal(notes.length, 4);
  });

  const bodies: readonly (readonly [title: string, body: object, http: string])[] = [
    [
      'JSON',
      { mode: 'raw', raw: '{"a":{"b":{{n}}}}', options: { raw: { language: 'json' } } },
      'Content-Type: application/json\n\n{\n  "a": {"b": {{n}}}\n}\n',
    ],
    ['text', { mode: 'raw', raw: 'a\nb' }, '\na\nb\n'],
    [
      'a form',
      {
        mode: 'urlencoded',
        urlencoded: [
          { key: 'a b', value: '1&{{x y}}' },
          { key: 'c', value: '2', disabled: true },
          { key: 'd', value: '' },
        ],
      },
      'Content-Type: application/x-www-form-urlencoded\n\na%20b=1%26{{xY}}\n&d=\n',
    ],
    [
      'parts',
      {
        mode: 'formdata',
        formdata: [
          { key: 'a', value: 'b', type: 'text' },
          { key: 'f', type: 'file', src: '/home/me/plan.pdf' },
        ],
      },
      'Content-Type: multipart/form-data; boundary=part\n\n--part\nContent-Disposition: form-data; name="a"\n\nb\n--part\nContent-Disposition: form-data; name="f"; filename="plan.pdf"\nContent-Type: application/pdf\n\n< ./plan.pdf\n--part--\n',
    ],
    ['a file', { mode: 'file', file: { src: 'C:\\x\\a.bin' } }, '\n< ./a.bin\n'],
  ];
  for (const [title, body, http] of bodies)
    it(`with ${title} as body`, () => {
      const text = blockOf({ name: 'T', request: { method: 'POST', url: 'http://x.test/a', body } });
      assert.equal(text.replaceAll(/^# Off in Postman.*\n/gm, ''), `### T\nPOST http://x.test/a\n${http}`);
    });

  it('keeps what is off as comments, without secrets, and says so', () => {
    const { files, notes } = imported({
      info: { name: 'A' },
      item: [
        {
          name: 'T',
          request: {
            method: 'POST',
            url: { raw: 'http://x.test/a?b=1', query: [{ key: 'b', value: '1', disabled: true }] },
            body: {
              mode: 'formdata',
              formdata: [
                { key: 'a', value: '1' },
                { key: 'client_secret', value: 'x1', disabled: true },
                { key: 'f', type: 'file', src: ['/home/me/a.pdf'], disabled: true },
              ],
            },
          },
        },
        {
          name: 'U',
          request: { url: 'http://x.test/a', body: { mode: 'raw', raw: 'a\nb', disabled: true } },
        },
      ],
    });
    const text = files[0]?.text ?? '';
    assert.match(
      text,
      /# Off in Postman: parameter b=1\n# Off in Postman: field client_secret=\*\*\*\n# Off in Postman: field f=\/home\/me\/a.pdf\nPOST/,
    );
    assert.match(text, /# Off in Postman: the body\n# \| a\n# \| b\nGET/);
    assert.deepEqual(notes, ['What was off in Postman stands as comments.']);
  });

  it('keeps bodies with lines like comments and requests', () => {
    const post = (body: object) =>
      blockOf({ name: 'T', request: { method: 'POST', url: 'http://x.test/a', body } });
    const json = { options: { raw: { language: 'json' } } };
    assert.equal(
      post({ mode: 'raw', raw: '{\n  // "a": 1,\n  "b": 2\n}', ...json }),
      '### T\nPOST http://x.test/a\nContent-Type: application/json\n\n{\n  // "a": 1,\n  "b": 2\n}\n',
    );
    assert.equal(
      post({ mode: 'raw', raw: '{"b": 2 // two\n}', ...json }),
      '### T\n# The body was written with comments, which are not sent:\n# | {"b": 2 // two\n# | }\nPOST http://x.test/a\nContent-Type: application/json\n\n{\n  "b": 2\n}\n',
    );
    const text = post({
      mode: 'formdata',
      formdata: [
        { key: 'a', value: 'x\n### y', type: 'text' },
        { key: 'f', type: 'file', src: '/home/me/plan.pdf' },
      ],
    });
    assert.match(text, /\n@bodyLine1 = ### y\nPOST/);
    assert.match(text, /\n\nx\n\{\{bodyLine1\}\}\n--part[\s\S]*\n< \.\/plan\.pdf\n--part--\n$/);
  });

  it('numbers the lines in variables through the file', () => {
    const post = (raw: string) => ({
      name: 'T',
      request: { method: 'POST', url: 'http://x.test/a', body: { mode: 'raw', raw } },
    });
    const [file] = imported({ info: { name: 'A' }, item: [post('a\n# 1'), post('b\n# 2')] }).files;
    const { variables, problems } = parseHttpFile(file?.text ?? '');
    assert.deepEqual(
      variables.map(({ name, value }) => [name.text, value.text]),
      [
        ['bodyLine1', '# 1'],
        ['bodyLine2', '# 2'],
      ],
    );
    assert.deepEqual(problems, []);
  });

  const hosts: readonly (readonly [
    title: string,
    collection: string,
    environments: readonly string[],
    target: string,
  ])[] = [
    ['of another environment', 'https://sandbox.procore.com', [], '# @env sandbox\nGET /rest/v1.0/me'],
    ['of the active one', 'https://api.procore.com/', [], 'GET /rest/v1.0/me'],
    ['in another variable', '{{proto}}://sandbox.procore.com', [], '# @env sandbox\nGET /rest/v1.0/me'],
    [
      'that differs by environment',
      'https://sandbox.procore.com',
      ['https://api.procore.com'],
      'GET {{base}}/rest/v1.0/me',
    ],
    ['elsewhere', 'https://x.test', [], 'GET {{base}}/rest/v1.0/me'],
    ['without a value', '', [], 'GET /rest/v1.0/me'],
  ];
  for (const [title, value, values, target] of hosts)
    it(`goes where its host variable says: a host ${title}`, () => {
      const { files, publicValues } = imported(
        {
          info: { name: 'A' },
          variable: [
            { key: 'proto', value: 'https' },
            { key: 'base', value },
          ],
          item: [{ name: 'T', request: '{{base}}/rest/v1.0/me' }],
        },
        values.map((one, at) => environment({ name: `E${at}`, values: [{ key: 'base', value: one }] })),
      );
      const text = files[0]?.text ?? '';
      assert.ok(text.endsWith(`### T\n${target}\n`), text);
      // A file's variables would win over the environment's.
      assert.equal(/^@base =/m.test(text), values.length === 0);
      assert.equal(publicValues['$shared']?.['base'], values.length === 0 ? undefined : value);
    });

  it('with GraphQL keeps it as a comment', () => {
    const body = { mode: 'graphql', graphql: { query: '{ me }', variables: '' } };
    assert.match(
      blockOf({ name: 'T', request: { method: 'POST', url: 'http://x.test/a', body } }),
      /^### T\n# \| GraphQL, which is not sent here:\n# \| \{ me \}\n/,
    );
  });

  const auths: readonly (readonly [auth: object, header: string, hidden: object])[] = [
    [
      { type: 'bearer', bearer: [{ key: 'token', value: '{{my token}}' }] },
      'Authorization: Bearer {{myToken}}',
      {},
    ],
    [
      { type: 'bearer', bearer: { token: 'abc' } },
      'Authorization: Bearer {{token}}',
      { $shared: { token: 'abc' } },
    ],
    [
      {
        type: 'basic',
        basic: [
          { key: 'username', value: 'me' },
          { key: 'password', value: 'pw' },
        ],
      },
      'Authorization: Basic me {{password}}',
      { $shared: { password: 'pw' } },
    ],
    [
      {
        type: 'apikey',
        apikey: [
          { key: 'key', value: 'X-Key' },
          { key: 'value', value: 'k' },
        ],
      },
      'X-Key: {{apiKey}}',
      { $shared: { apiKey: 'k' } },
    ],
    [{ type: 'noauth' }, '', {}],
  ];
  for (const [auth, header, hidden] of auths)
    it(`with authorization ${JSON.stringify(auth)}`, () => {
      const { files, privateValues } = imported({
        info: { name: 'A' },
        item: [{ name: 'T', request: { auth, url: 'http://x.test/a' } }],
      });
      assert.ok(
        files[0]?.text.endsWith(`### T\nGET http://x.test/a\n${header === '' ? '' : `${header}\n`}`),
        files[0]?.text,
      );
      assert.deepEqual(privateValues, hidden);
    });

  it('takes the authorization of the nearest folder', () => {
    const { files } = imported({
      info: { name: 'A' },
      auth: { type: 'noauth' },
      item: [
        {
          name: 'F',
          auth: { type: 'bearer', bearer: [{ key: 'token', value: '{{t}}' }] },
          item: [{ name: 'T', request: 'http://x.test/a' }],
        },
      ],
    });
    assert.match(files[0]?.text ?? '', /Authorization: Bearer \{\{t\}\}/);
  });

  it('reads what scripts take out of answers', () => {
    const script = (...exec: string[]) => [{ listen: 'test', script: { exec } }];
    const { files } = imported({
      info: { name: 'A' },
      variable: [{ key: 'id', value: '1' }],
      item: [
        {
          name: 'Create it',
          event: script(
            'var data = pm.response.json()',
            '// pm.environment.set("off", data.off)',
            'pm.environment.set("id", data.list[0].id);',
            "pm.collectionVariables.set('a b', pm.response.json().x['y z']);",
            'pm.environment.set("c", compute(data.c));',
          ),
          request: { method: 'POST', url: 'http://x.test/a' },
        },
        {
          name: 'Renew',
          event: script('pm.environment.set("token", pm.response.json().token)'),
          request: { url: 'http://x.test/b?t={{token}}' },
        },
      ],
    });
    const text = files[0]?.text ?? '';
    assert.ok(text.startsWith('# A, imported from Postman\n#\n# Not carried over as it was:\n'), text);
    assert.match(
      text,
      /\n\n@id = \{\{CreateIt\.response\.body\.\$\.list\[0\]\.id\}\}\n@aB = \{\{CreateIt\.response\.body\.\$\.x\['y z'\]\}\}\n\n###/,
    );
    assert.deepEqual(
      parseHttpFile(text).requests.map(({ name }) => name?.text),
      ['CreateIt', undefined],
    );
  });

  it('becomes a file for each top folder where that is wished', () => {
    const json = {
      info: { name: 'All' },
      item: [
        { name: 'One', item: [{ name: 'a', request: 'http://x.test/a' }] },
        { name: 'one', item: [{ name: 'b', request: 'http://x.test/b' }] },
        { name: 'c', request: 'http://x.test/c' },
      ],
    };
    assert.deepEqual(
      imported(json, [], true).files.map(({ name, text }) => [name, parseHttpFile(text).requests.length]),
      [
        ['All.http', 1],
        ['One.http', 1],
        ['one-2.http', 1],
      ],
    );
  });

  it('of any shape is read without an exception, and gives a request for each', () => {
    const text = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom('###', '# @name x', '{{a b}}', 'GET http://x', '\n\n?? x'),
    );
    const json = fc.array(
      fc.record(
        {
          name: text,
          request: fc.record(
            {
              method: text,
              url: fc.oneof(
                text,
                fc.record({ raw: text, query: fc.array(fc.record({ key: text, value: text })) }),
              ),
              header: fc.array(fc.record({ key: text, value: text })),
              description: text,
              body: fc.record({
                mode: fc.constantFrom('raw', 'urlencoded', 'formdata', 'graphql', 'file'),
                raw: text,
                urlencoded: fc.array(fc.record({ key: text, value: text })),
              }),
            },
            { requiredKeys: [] },
          ),
          event: fc.anything(),
        },
        { requiredKeys: ['name', 'request'] },
      ),
      { minLength: 1, maxLength: 4 },
    );
    fc.assert(
      fc.property(json, item => {
        const { files, requestCount } = imported({ info: { name: 'A' }, item });
        assert.equal(requestCount, item.length);
        assert.equal(parseHttpFile(files[0]?.text ?? '').requests.length, item.length, files[0]?.text);
      }),
      { numRuns: 300 },
    );
  });
});

describe('A Postman environment', () => {
  it('becomes public and private values', () => {
    const { publicValues, privateValues } = fromPostman(
      undefined,
      [
        environment({
          name: 'Sandbox',
          values: [
            { key: 'company id', value: '42', enabled: true },
            { key: 'key', value: 'k', type: 'secret', enabled: true },
            { key: 'access_token', value: 't', enabled: true },
            { key: 'off', value: '1', enabled: false },
          ],
        }),
        environment({ values: [{ key: 'g', value: '{{company id}}' }], _postman_variable_scope: 'globals' }),
      ],
      options(false),
    );
    assert.deepEqual(publicValues, { Sandbox: { companyId: '42' }, $shared: { g: '{{companyId}}' } });
    assert.deepEqual(privateValues, { Sandbox: { key: 'k', access_token: 't' } });
  });

  it('is added to the values there are, which stay', () => {
    const present = '{"dev": {"a": "1"}, "other": {"x": 1}}';
    const merged = mergeValues(present, { dev: { a: '2', b: '3' }, new: { c: '4' } });
    assert.deepEqual(JSON.parse(merged?.text ?? ''), {
      dev: { a: '1', b: '3' },
      other: { x: 1 },
      new: { c: '4' },
    });
    assert.deepEqual(merged?.kept, ['dev: a']);
  });

  it('keeps comments and long numbers', () => {
    const present = '{\n  // mine\n  "dev": {"id": 12345678901234567890}\n}\n';
    const text = mergeValues(present, { dev: { a: '1' } })?.text ?? '';
    assert.ok(
      text.includes('// mine') && text.includes('12345678901234567890') && text.includes('"a": "1"'),
      text,
    );
  });

  it('leaves alone what it could not write back', () => {
    for (const present of ['{"dev": ', '[]', '{"dev": 1}'])
      assert.equal(mergeValues(present, { dev: { a: '1' } }), undefined, present);
  });
});

describe('What is no Postman export', () => {
  for (const [text, reason] of [
    ['{', /not JSON/],
    ['{"requests": [], "order": []}', /first format/],
    ['[]', /neither/],
    ['{"openapi": "3.0.0"}', /neither/],
  ] as const)
    it(`is said: ${text}`, () => {
      const read = readPostman(text);
      assert.ok(read.kind === 'problem');
      assert.match(read.problem, reason);
    });
});

describe('Names of Postman variables', () => {
  it('lose what a name may not hold', () => {
    for (const [name, ours] of [
      ['base url', 'baseUrl'],
      ['a-b.c_d', 'a-b.c_d'],
      ['{x}', 'x'],
      ['$x y', 'xY'],
      ['', 'value'],
    ] as const)
      assert.equal(variableNameOf(name), ours);
  });

  it('dynamic ones get our spelling, and unknown ones are told', () => {
    const unknown = new Set<string>();
    assert.equal(
      withOurNames('{{$randomUUID}}{{ $guid }}{{$randomCity}}', unknown),
      '{{$uuid}}{{$guid}}{{$randomCity}}',
    );
    assert.deepEqual([...unknown], ['$randomCity']);
  });
});

function options(byFolder: boolean): ImportOptions {
  const [active] = builtInEnvironments;
  assert.ok(active);
  return { environments: builtInEnvironments, active, byFolder };
}

function imported(json: object, environments: readonly PostmanEnvironment[] = [], byFolder = false) {
  return fromPostman(collection(json), environments, options(byFolder));
}

function blockOf(item: object): string {
  const text = imported({ info: { name: 'A' }, item: [item] }).files[0]?.text ?? '';
  return text.slice(text.indexOf('###'));
}

function collection(json: object): PostmanCollection {
  const read = readPostman(JSON.stringify(json));
  assert.ok(read.kind === 'collection');
  return read;
}

function environment(json: object): PostmanEnvironment {
  const read = readPostman(JSON.stringify(json));
  assert.ok(read.kind === 'environment');
  return read;
}
