import assert from 'node:assert/strict';
import { prerequisites } from '../../src/httpFile/dependencies.ts';
import { resolveName, type Scope, substitute } from '../../src/httpFile/variables.ts';
import { answerWith, scopeOf } from './parsing.ts';

describe('Which value a name has', () => {
  const text = '@a = file\nGET /{{a}}\n';

  it('an override beats the file, the file beats the host', () => {
    assert.deepEqual(origins(scopeOf(text, { overrides: { a: 'o' }, host: { a: 'h' } }), 'a'), [
      'override',
      'file',
      'host',
    ]);
    assert.deepEqual(origins(scopeOf(text, { host: { a: 'h' } }), 'a'), ['file', 'host']);
    assert.deepEqual(origins(scopeOf('GET /', { host: { a: 'h' } }), 'a'), ['host']);
  });

  it('the nearest definition above the request is taken', () => {
    assert.equal(textOf(scopeOf('@a = 1\nGET /\n###\n@a = 2\nGET /\n###\n@a = 3\n'), 'a'), '2');
  });

  it('without one above, the last of the file is taken', () => {
    assert.equal(textOf(scopeOf('GET /\n###\n@a = 1\n###\n@a = 2\n'), 'a'), '2');
  });

  it('a value may be made of others, wherever they stand', () => {
    assert.equal(textOf(scopeOf('@a = {{b}}/{{c}}\n@b = 1\n@c = {{b}}2\nGET /\n'), 'a'), '1/12');
  });

  it('escapes in a value are read, other backslashes stay', () => {
    assert.equal(textOf(scopeOf('@a = x\\ny\\\\z\\q\nGET /\n'), 'a'), 'x\ny\\z\\q');
  });

  it('@global.a defines a', () => {
    assert.equal(textOf(scopeOf('@global.a = 1\nGET /\n'), 'a'), '1');
  });

  it('a name of Object.prototype is unknown like any other', () => {
    assert.equal(missingCode(scopeOf('GET /'), 'constructor'), 'variable-unknown');
    assert.equal(missingCode(scopeOf('GET /'), '__proto__'), 'variable-unknown');
  });
});

describe('Text with references', () => {
  it('is filled wherever names are known', () => {
    const { text, missing } = substitute('{{a}}-{{ a }}-{{{a}}}-{"b":{}}', scopeOf('@a = 1\nGET /\n'));
    assert.equal(text, '1-1-{1}-{"b":{}}');
    assert.deepEqual(missing, []);
  });

  it('is not read again after filling', () => {
    assert.equal(substitute('{{a}}', scopeOf('GET /', { host: { a: '{{b}}' } })).text, '{{b}}');
  });

  it("has httpYac's escaped braces as text, in values too", () => {
    const { text, missing } = substitute(
      '"My \\{\\{some Verb\\}\\}" {{a}} \\{\\{x',
      scopeOf('@a = <\\{\\{b\\}\\}>\n@b = 1\nGET /\n'),
    );
    assert.equal(text, '"My {{some Verb}}" <{{b}}> \\{\\{x');
    assert.deepEqual(missing, []);
  });

  it('says every name without a value', () => {
    const { missing } = substitute('{{a}}{{b}}', scopeOf('GET /'));
    assert.deepEqual(
      missing.map(({ name, code }) => [name, code]),
      [
        ['a', 'variable-unknown'],
        ['b', 'variable-unknown'],
      ],
    );
  });

  it('suggests the name that was probably meant', () => {
    const [missing] = substitute('{{company_id}}', scopeOf('@companyId = 1\nGET /')).missing;
    assert.match(missing?.message ?? '', /Did you mean \{\{companyId\}\}\?/);
  });

  it('a value that needs itself stops with the circle', () => {
    const [missing] = substitute('{{a}}', scopeOf('@a = {{b}}\n@b = {{a}}\nGET /')).missing;
    assert.equal(missing?.code, 'variable-circular');
    assert.match(missing?.message ?? '', /@a needs @b needs @a/);
  });

  it('a value of its own name is what stands outside of the file', () => {
    const host = { region: 'eu' };
    assert.equal(textOf(scopeOf('@region = {{region}}\nGET /', { host }), 'region'), 'eu');
    assert.equal(textOf(scopeOf('@region = {{region}}-1\n@a = {{region}}\nGET /', { host }), 'a'), 'eu-1');
    const [missing] = substitute('{{a}}', scopeOf('@a = {{a}}\nGET /')).missing;
    assert.equal(missing?.code, 'variable-circular');
    assert.match(missing?.message ?? '', /^@a takes the value of that name from outside/);
  });

  it('a value that doubles and doubles stops', () => {
    const lines = Array.from({ length: 60 }, (_, at) => `@v${at} = {{v${at + 1}}}{{v${at + 1}}}`);
    const [missing] = substitute('{{v0}}', scopeOf(`${lines.join('\n')}\n@v60 = x\nGET /`)).missing;
    assert.equal(missing?.code, 'variable-too-long');
  });

  it('values that are made of others a thousand deep stop', () => {
    const lines = Array.from({ length: 5000 }, (_, at) => `@v${at} = {{v${at + 1}}}`);
    const [missing] = substitute('{{v0}}', scopeOf(`${lines.join('\n')}\n@v5000 = x\nGET /`)).missing;
    assert.equal(missing?.code, 'variable-too-long');
  });

  it('the company of the request is what # @company says, and else what the host knows', () => {
    const host = { '$procore.companyId': '1' };
    const name = '$procore.companyId';
    assert.equal(textOf(scopeOf('# @company 42\nGET /', { host }), name), '42');
    assert.equal(textOf(scopeOf('@c = 43\n# @company {{c}}\nGET /'), name), '43');
    assert.equal(textOf(scopeOf('# @company {{$procore.companyId}}\nGET /', { host }), name), '1');
    assert.equal(textOf(scopeOf('# @company 42\nGET /', { host, overrides: { [name]: '44' } }), name), '44');
    assert.equal(
      missingCode(scopeOf('@c = {{$procore.companyId}}\n# @company {{c}}\nGET /'), name),
      'variable-circular',
    );
  });

  it('a file variable is evaluated once for a request', () => {
    let made = 0;
    const scope = scopeOf('@id = {{$uuid}}\nGET /', { uuid: () => `id-${++made}` });
    assert.equal(substitute('{{id}} {{id}}', scope).text, 'id-1 id-1');
    assert.equal(substitute('{{id}} {{$uuid}}', scope).text, 'id-1 id-2');
  });
});

describe('Answers of earlier requests', () => {
  const text = '# @name sign-in\nPOST /\n###\nGET /\n';
  const body = '{"token":"t","items":[{"id":9007199254740993,"ok":true}],"none":null,"o":{"a":1}}';
  const scope = scopeOf(text, {
    answers: { 'sign-in': answerWith(body, { link: ['<a>', '<b>'], etag: 'e' }) },
  });

  const cases: readonly (readonly [string, string])[] = [
    ['sign-in.response.body.$.token', 't'],
    ['signIn.response.body.$.token', 't'],
    ['signIn.response.body.token', 't'],
    ['signIn.response.body.$.items[0].id', '9007199254740993'],
    ['signIn.response.body.$.items', '[{"id":9007199254740993,"ok":true}]'],
    ['signIn.response.body.$.items[?(@.ok==true)].ok', 'true'],
    ["signIn.response.body.$['o']", '{"a":1}'],
    ['signIn.response.body.*', body],
    ['signIn.response.body', body],
    ['signIn.response.headers.ETag', 'e'],
    ['signIn.response.headers.Link', '<a>, <b>'],
    ['signIn.request.body.$.sent', '1'],
    ['signIn.request.headers.X-Sent', 'yes'],
    ['signIn.items[0].ok', 'true'],
    ['signIn["token"]', 't'],
    ['signIn.response.body.asJson.$.token', 't'],
    ['signIn.response.headers["etag"]', 'e'],
    ['signInResponse.headers.ETag', 'e'],
    ["signInResponse.headers['link']", '<a>, <b>'],
    ['signInResponse.parsedBody.o.a', '1'],
    ['signInResponse.body', body],
    ['signInResponse.statusCode', '200'],
  ];
  for (const [name, value] of cases) {
    it(`{{${name}}} is read`, () => assert.equal(textOf(scope, name), value));
  }

  const failures: readonly (readonly [string, string])[] = [
    ['signIn.response.body.$.nothing', 'answer-has-no-value'],
    ['signIn.response.body.$.none', 'answer-has-no-value'],
    ['signIn.response.body.$[', 'answer-path-invalid'],
    ['signIn.response.headers.x', 'answer-has-no-value'],
    ['signIn.response.headers.constructor', 'answer-has-no-value'],
    ['signIn.response.body.//item', 'answer-path-invalid'],
    ['signIn.response.body.asXml.//item', 'answer-path-invalid'],
    ['signIn', 'variable-unknown'],
    ['signInResponse.cookies', 'variable-unknown'],
    ['nobody.response.body.$.a', 'variable-unknown'],
    ['nobodyResponse.body', 'variable-unknown'],
  ];
  for (const [name, code] of failures) {
    it(`{{${name}}} stops with ${code}`, () => assert.equal(missingCode(scope, name), code));
  }

  it('what cannot be read of an answer is told apart from a wrong path in its body', () => {
    const said = (name: string) => {
      const found = resolveName(name, scope);
      return found.found ? undefined : found.message;
    };
    for (const name of ['signIn.response.status', 'signIn.request.method', 'signIn.response'])
      assert.equal(
        said(name),
        `Of an answer its body and its headers can be read, as in {{signIn.response.body.$.id}} and {{signIn.response.headers.ETag}}, and its status, as {{signInResponse.status}}. ${name.slice(7)} is none of them.`,
      );
    assert.match(
      said('signIn.items.a') ?? '',
      /finds nothing in the response of|finds nothing in the body of|finds nothing in/,
    );
  });

  it('a request that is misspelt is suggested by its name or title', () => {
    const said = (name: string) => {
      const found = resolveName(name, scopeOf('# @name sign-in\nPOST /\n### All items\nGET /\n###\nGET /'));
      return found.found ? undefined : found.message;
    };
    assert.match(said('singIn.response.body.$.a') ?? '', /named singIn\. Did you mean sign-in\?/);
    assert.match(said('allitems.response.body.$.a') ?? '', /named allitems\. Did you mean AllItems\?/);
    assert.match(said('nobody.response.body.$.a') ?? '', /Write # @name nobody above/);
  });

  it('a request that was not sent is named', () => {
    const missing = resolveName('signIn.response.body.$.a', scopeOf(text));
    assert.equal(!missing.found && missing.code, 'request-not-answered');
    assert.equal(!missing.found && missing.needs?.name?.text, 'sign-in');
  });

  it('an answer comes before a variable in the long form', () => {
    const shadowed = scopeOf('@a.response.body.$.id = file\n# @name a\nGET /\n###\nGET /', {
      answers: { a: answerWith('{"id":5}') },
    });
    assert.deepEqual(origins(shadowed, 'a.response.body.$.id'), ['answer', 'file']);
  });

  it('secrets of the request that was sent stay secret', () => {
    const kept = { ...answerWith('{"echo":"key=s3cret-key","id":1}'), secrets: ['s3cret-key'] };
    const after = scopeOf('# @name a\nGET /\n###\n@e = {{a.echo}}\nGET /', { answers: { a: kept } });
    const found = resolveName('e', after);
    assert.deepEqual(found.found && found.secrets, ['s3cret-key']);
    const id = resolveName('a.id', after);
    assert.deepEqual(id.found && id.secrets, []);
  });

  it('what its name calls a secret is one', () => {
    const answers = { t: answerWith('{"access_token":"abc123","id":"x1"}') };
    const after = scopeOf('# @name t\nGET /\n###\nGET /', { answers });
    for (const [name, secrets] of [
      ["t.response.body.$['access_token']", ['abc123']],
      ['t.access_token', ['abc123']],
      ['t.id', []],
    ] as const) {
      const found = resolveName(name, after);
      assert.deepEqual(found.found && found.secrets, secrets);
    }
  });

  it('a variable of that name comes before the short form', () => {
    assert.equal(textOf(scopeOf('@a.b = 1\n# @name a\nGET /'), 'a.b'), '1');
  });
});

describe('Requests that must be sent first', () => {
  it('come in the order of their needs, through variables too', () => {
    const text = [
      '@id = {{b.response.body.$.id}}',
      '# @name a\nGET /a',
      '# @name b\nGET /b?{{a.response.body.$.x}}',
      '# @name c\nGET /c/{{id}}/{{a.token}}',
    ].join('\n\n###\n');
    assert.deepEqual(order(text), ['a', 'b']);
  });

  it('a circle is said', () => {
    const { file, request } = scopeOf(
      '# @name a\nGET /{{b.response.body}}\n###\n# @name b\nGET /{{a.response.body}}',
    );
    assert.equal(prerequisites(file, request).cycle?.at(-1)?.name?.text, 'b');
  });

  it('asserts and flags count', () => {
    const text =
      '# @name a\nGET /\n###\n# @name b\nGET /\n###\n# @company {{b.response.body.$.id}}\nGET /\n?? body $.id == {{a.response.body.$.id}}';
    assert.deepEqual(order(text), ['a', 'b']);
  });
});

describe('Dynamic values', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['$guid', '0b9f6c1e-7d55-4c39-9d3c-2a7c3f0e1d21'],
    ['$uuid', '0b9f6c1e-7d55-4c39-9d3c-2a7c3f0e1d21'],
    ['$random.uuid', '0b9f6c1e-7d55-4c39-9d3c-2a7c3f0e1d21'],
    ['$timestamp', '1769862615'],
    ['$timestamp -1 d', '1769776215'],
    ['$isoTimestamp', '2026-01-31T12:30:15.007Z'],
    ['$datetime', '2026-01-31T12:30:15.007Z'],
    ['$datetime iso8601 1 M', '2026-02-28T12:30:15.007Z'],
    ['$datetime iso8601 -1 Q', '2025-10-31T12:30:15.007Z'],
    ['$datetime rfc1123', 'Sat, 31 Jan 2026 12:30:15 GMT'],
    ['$datetime "YYYY-MM-DD" 2 w', '2026-02-14'],
    ["$datetime 'DD.MM.YYYY HH:mm'", '31.01.2026 12:30'],
    ['$datetime "yyyy-MM-dd"', '2026-01-31'],
    ['$randomInt', '500'],
    ['$randomInt 10 20', '15'],
    ['$randomInt 20 10', '15'],
    ['$randomInt -10 -8', '-9'],
    ['$random.integer(1, 3)', '2'],
    ['$processEnv TOKEN', 'secret'],
    ['$processEnv %which', 'secret'],
    ['$env.TOKEN', 'secret'],
    ['$procore.companyId', '42'],
  ];
  const scope = scopeOf('@which = TOKEN\nGET /', {
    processEnv: { TOKEN: 'secret' },
    host: { '$procore.companyId': '42' },
  });
  for (const [name, value] of cases) {
    it(`{{${name}}} is ${value}`, () => assert.equal(textOf(scope, name), value));
  }

  const failures: readonly (readonly [string, string])[] = [
    ['$timestamp yesterday', 'dynamic-value-invalid'],
    ['$datetime nonsense', 'dynamic-value-invalid'],
    ['$randomInt 1', 'dynamic-value-invalid'],
    ['$randomInt a b', 'dynamic-value-invalid'],
    ['$processEnv MISSING', 'process-env-missing'],
    ['$processEnv toString', 'process-env-missing'],
    ['$random.catName', 'variable-unknown'],
    ['$procore.projectId', 'variable-unknown'],
  ];
  for (const [name, code] of failures) {
    it(`{{${name}}} stops with ${code}`, () => assert.equal(missingCode(scope, name), code));
  }
});

function textOf(scope: Scope, name: string): string {
  const value = resolveName(name, scope);
  assert.ok(value.found, value.found ? '' : value.message);
  return value.value;
}

function missingCode(scope: Scope, name: string): string | undefined {
  const value = resolveName(name, scope);
  return value.found ? undefined : value.code;
}

function origins(scope: Scope, name: string): readonly string[] {
  const value = resolveName(name, scope);
  return value.found ? [value.origin, ...value.shadows.map(({ origin }) => origin)] : [];
}

function order(text: string): readonly (string | undefined)[] {
  const { file, request } = scopeOf(text);
  return prerequisites(file, request).order.map(({ name }) => name?.text);
}
