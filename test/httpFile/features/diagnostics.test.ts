import assert from 'node:assert/strict';
import { featureContext } from '../../../src/httpFile/features/context.ts';
import {
  allFindings,
  findingAt,
  findsNone,
  inProduction,
  inSandbox,
  withOutside,
  withoutCompany,
} from './findings.ts';

const rfis = '/rest/v1.0/projects/310512/rfis';

describe('A name without a value', () => {
  it('is an error where it stands, with the name that was probably meant', () => {
    const { severity, message } = findingAt(
      '@companyId = 1\nGET /x?c={{companyId}}&d=«{{compnayId}}»',
      'variable-unknown',
    );
    assert.equal(severity, 'error');
    assert.match(message, /Did you mean \{\{companyId\}\}\?/);
  });

  it('is found in headers, bodies, file paths and values of variables', () => {
    for (const text of [
      'GET /x\nA: «{{nope}}»',
      'POST /x\n\n«{{nope}}»',
      'POST /x\n\n<@ ./«{{nope}}».json',
      '@a = «{{nope}}»\nGET /{{a}}',
    ])
      findingAt(text, 'variable-unknown');
  });

  it('is none where file, environment files, host, prompt or dynamic value give it', () => {
    findsNone('GET /x/{{a}}\n###\n@a = 1\n');
    findsNone('GET /x/{{a}}', [], withOutside({ a: '1' }));
    findsNone('GET /x/{{$procore.companyId}}/{{$uuid}}/{{$processEnv HOME}}/{{$dotenv X}}');
    findsNone('# @prompt a What?\nGET /x/{{a}}/{{$input what $value: 1}}');
    findsNone('@config = {}\nGET /x/{{config.host}}');
  });

  it('is not claimed while values from outside are not known, or may be imported', () => {
    findsNone('GET /x/{{a}}', [], featureContext({ layers: undefined }));
    findsNone('# @import ./common.http\nGET /x/{{a}}', ['variable-unknown']);
    findsNone('import ./common.http\n\nGET /x/{{a}}', ['variable-unknown']);
    findsNone('< ./names.js\nGET /x/{{a}}', ['variable-unknown']);
  });

  it('is not claimed for another environment than that of the file, whose values are not read', () => {
    findsNone('GET /x\n###\n# @env production\nGET /x/{{a}}');
    findingAt('# @env production\nGET /x/«{{a}}»', 'variable-unknown');
  });

  it('is a request that no request of the file is named', () => {
    findsNone('# @name log in\nGET /x\n###\nGET /y/{{logIn.response.body.$.id}}/{{logIn.id}}');
    findsNone('### Log in\nGET /x\n###\nGET /y/{{LogIn.response.body.$.id}}');
    const text = '# @name login\nGET /x\n###\nGET /y/«{{lgoin.response.body.$.id}}»';
    assert.match(findingAt(text, 'variable-unknown').message, /named lgoin. Did you mean login\?/);
  });

  it('is a warning where a script sets it, or where it is an expression of httpYac', () => {
    const script = '> {%\n client.global.set("token", 1);\n%}\n';
    const set = findingAt(`GET /x\n\n${script}\n###\nGET /y/«{{token}}»`, 'variable-unknown');
    assert.equal(set.severity, 'warning');
    assert.match(set.message, /set by a script/);
    assert.equal(findingAt('GET /y/«{{a + 1}}»', 'variable-unknown').severity, 'warning');
  });

  it('is a warning where a script of JetBrains holds a list, or one of httpYac a global', () => {
    const list = '< {%\n request.variables.set("clients", [{"id": 1}]);\n%}\nGET /x/«{{$.clients..id}}»';
    assert.equal(findingAt(list, 'variable-unknown').severity, 'warning');
    const global =
      'GET /x\n\n{{\n  $global.session = response.parsedBody;\n}}\n###\nGET /«{{$global.session.id}}»';
    assert.match(findingAt(global, 'variable-unknown').message, /set by a script.*@session = /);
    assert.equal(findingAt('GET /x/«{{$.clients..id}}»', 'variable-unknown').severity, 'error');
  });

  it('is a warning where @loop gives it', () => {
    for (const text of [
      '# @loop for order of orders\nGET /x/«{{order.id}}»',
      '# @loop for 3\nGET /x/«{{$index}}»',
    ]) {
      const { severity, message } = findingAt(text, 'variable-unknown');
      assert.equal(severity, 'warning');
      assert.match(message, /given by @loop/);
    }
  });

  it('is a warning where its own tool reads it and this does not', () => {
    for (const name of [
      '$aadToken new contoso.example',
      '$aadV2Token scopes:User.Read',
      '$oidcAccessToken clientId:a',
      '$auth.token("main")',
      '$random.address.city',
      '$exampleServer',
    ])
      assert.equal(findingAt(`GET /x/«{{${name}}}»`, 'variable-unknown').severity, 'warning', name);
    assert.equal(findingAt('GET /x/«{{$random.alphabetc(3)}}»', 'variable-unknown').severity, 'error');
  });

  it('is a dynamic value that is not known, or is written wrongly', () => {
    findingAt('GET /x/«{{$nope}}»', 'variable-unknown');
    findingAt('GET /x/«{{$timestamp 1 parsec}}»', 'dynamic-value-invalid');
  });

  it('is one whose value needs itself', () => {
    const text = '@a = {{b}}x\n###\n@c = 1\n@b = {{c}}{{d}}\nGET /{{a}}\n\n###\n@d = {{a}}';
    const circles = allFindings(text).filter(({ code }) => code === 'variable-circular');
    assert.deepEqual(
      circles.map(({ message }) => message.split(':')[0]),
      ['@a needs @b needs @d needs @a', '@b needs @d needs @a needs @b', '@d needs @a needs @b needs @d'],
    );
    findingAt('@a = «{{a}}»\nGET /{{a}}', 'variable-circular');
    findsNone('@host = {{host}}\nGET {{host}}/a', [], withOutside({ host: 'https://a.example' }));
    findsNone('@a = {{b}}\n@b = {{c}}\n@c = 1\nGET /{{a}}/{{b}}', ['variable-circular']);
  });

  it('says what to choose where no company or project is chosen', () => {
    const text = '# @company 1\nGET /rest/v1.0/projects/«{{$procore.projectId}}»/rfis';
    assert.equal(findingAt(text, 'project-not-chosen').severity, 'information');
    const company = 'GET /x/«{{$procore.companyId}}»';
    assert.equal(findingAt(company, 'company-not-chosen', withoutCompany).severity, 'information');
  });
});

describe('A name that only other environments know', () => {
  it('is said to be theirs, as it is when sending', () => {
    const context = featureContext({ ...inSandbox, otherSections: new Map([['tenant', ['dev', 'test']]]) });
    assert.match(
      findingAt('GET https://a.example/«{{tenant}}»', 'variable-unknown', context).message,
      /has a value for dev, test only.*\$shared/,
    );
    assert.match(
      findingAt('GET https://a.example/«{{tenent}}»', 'variable-unknown', context).message,
      /Did you mean \{\{tenant\}\}\?/,
    );
  });
});

describe('A file variable that nothing uses', () => {
  it('is faded', () => {
    const { severity, tag } = findingAt('«@a = 1»\nGET /x', 'variable-unused');
    assert.deepEqual([severity, tag], ['hint', 'unnecessary']);
  });

  it('is none where a body, a variable, an assert, a flag or a script names it', () => {
    findsNone('@a = 1\nPOST /x\n\n{{a}}');
    findsNone('@a = 1\n@b = {{a}}\nGET /{{b}}');
    findsNone('@a = 1\nGET /x\n\n?? body includes {{a}}');
    findsNone('@a = 1\n# @company {{a}}\nGET /x');
    findsNone('@a = 1\nGET /{{a.b}}');
    findsNone('@a = 1\nGET /x\n\n{{\n  console.log(a);\n}}\n', ['variable-unused']);
  });

  it('is none in a file of variables alone, and for names that other files use', () => {
    findsNone('@a = 1\n@b = 2\n');
    findsNone('@global.a = 1\n@host = https://example.com\nGET /x', ['variable-unused']);
  });
});

describe('An environment', () => {
  it('that there is not is an error, above a request or for the file', () => {
    const { message } = findingAt('# @env «sandbx»\nGET /x', 'environment-unknown');
    assert.match(message, /Did you mean sandbox\?/);
    findingAt('# @env «nowhere»\n@a = 1\n\n###\nGET /{{a}}', 'environment-unknown');
    findsNone('# @env federal\nGET /x');
    const filled = findingAt('@to = sandbox\n###\n# @env «{{to}}»\nGET /{{to}}', 'environment-unknown');
    assert.match(filled.message, /cannot come from one of them/);
  });

  it('whose host is not that of the active one is told, as a warning towards production', () => {
    const text = '# @company 1\nGET «https://api.procore.com»/rest/v1.0/projects/1/rfis';
    assert.equal(findingAt(text, 'host-other-environment').severity, 'warning');
    findsNone(text.replace(/[«»]/g, ''), [], inProduction);
    const sandbox = '# @company 1\nGET «https://sandbox.procore.com»/rest/v1.0/projects/1/rfis';
    assert.equal(findingAt(sandbox, 'host-other-environment', inProduction).severity, 'information');
  });

  it('is told from the value of a variable, too', () => {
    findingAt(
      '@base = https://api.procore.com\n# @company 1\nGET «{{base}}»/rest/v1.0/me',
      'host-other-environment',
    );
    findingAt(
      'GET «{{base}}»/rest/v1.0/me',
      'host-other-environment',
      withOutside({ base: 'https://api.procore.com' }),
    );
  });

  it('is not that of a Host header beside it, which is not sent', () => {
    const address = 'GET https://a.example/x';
    const { message } = findingAt(`${address}\nAccept: */*\n«Host: b.example»`, 'host-not-sent');
    assert.match(message, /the host is "a\.example"\. Remove it, or write the path alone .* "b\.example"\./);
    findingAt(`@h = b.example\n${address}\n«Host: {{h}}»`, 'host-not-sent');
    findingAt('@base = https://a.example:8080\nGET {{base}}/x\n«Host: a.example»', 'host-not-sent');
    findsNone(`@h = A.example\n${address}\nHost: {{h}}`, ['host-not-sent']);
    findsNone('GET /x\nHost: b.example', ['host-not-sent']);
    findsNone('GET {{who}}/x\nHost: b.example', ['host-not-sent']);
  });

  it('may be named by @env, unless host and flag differ', () => {
    findsNone('# @env production\n# @company 1\nGET https://api.procore.com/rest/v1.0/me');
    const text = '# @env sandbox\nGET «https://api.procore.com»/rest/v1.0/me';
    assert.match(findingAt(text, 'host-other-environment').message, /no token is sent/);
  });
});

describe('The path of a call to Procore', () => {
  it('must have its placeholders filled', () => {
    findingAt('GET /rest/v1.0/projects/«{project_id}»/rfis', 'path-unfilled');
    findingAt('GET /rest/v1.0/projects/«:project_id»/rfis', 'path-unfilled');
    findsNone('GET https://example.com/{id}/:id');
  });

  it('that the catalog knows in another version is a warning at the version', () => {
    const { message } = findingAt('GET /rest/«v1.1»/projects/1/rfis', 'path-other-version');
    assert.match(message, /in v1\.0, but not in v1\.1/);
  });

  it('that the catalog knows for other methods is a warning at the method', () => {
    assert.match(findingAt(`«PUT» ${rfis}`, 'path-other-method').message, /for GET, POST.*, but not for PUT/);
  });

  it('that the catalog does not know is a warning', () => {
    findingAt('GET «/rest/v1.0/nothing/like/it»?a=b', 'path-unknown');
  });

  it('is believed where a variable may hold words', () => {
    findsNone('@rest = a/b\nGET /rest/v1.0/{{x}}/nothing', ['path-unknown'], withOutside({}));
    findsNone('GET /rest/v1.0/nothing{{more}}', ['path-unknown']);
    findingAt('# @name a\nGET /x\n###\nGET «/rest/v1.0/nothing/{{a.response.body.$.id}}»', 'path-unknown');
  });

  it('reads values of variables, and the prefix from before 2021 with a hint', () => {
    findsNone('@v = v1.0\n@id = 7\nGET /rest/{{v}}/projects/{{id}}/rfis');
    findingAt('GET /«vapid»/projects/1/rfis', 'path-deprecated');
  });

  it('is not looked up for other hosts, and not before there is a catalog', () => {
    findsNone('GET https://example.com/rest/v1.0/nothing');
    findsNone('GET /rest/v1.0/nothing\nHost: example.com');
    findsNone('GET /rest/v1.0/nothing', [], featureContext({ ...inSandbox, catalog: undefined }));
  });
});

describe('The query of a call to Procore', () => {
  it('must hold what the operation requires', () => {
    const { message } = findingAt('GET «/rest/v1.1/projects»', 'parameter-missing');
    assert.match(message, /wants company_id \(integer\) in the query/);
    findsNone('GET /rest/v1.1/projects?company_id=1');
    findsNone('GET /rest/v1.1/projects\n  ?page=1\n  &company_id={{$procore.companyId}}');
    findsNone('@query = company_id=1\nGET /rest/v1.1/projects?{{query}}');
    findsNone('GET /rest/v1.1/projects?{{query}}', ['parameter-missing']);
  });

  it('gets a hint where a parameter is not known, and information where one is near', () => {
    const cases: readonly (readonly [string, string])[] = [
      ['serach', 'search'],
      ['filter[status]', 'filters[status]'],
      ['filters[statuss]', 'filters[status]'],
      ['status', 'filters[status]'],
      ['perpage', 'per_page'],
      ['limit', 'per_page'],
    ];
    for (const [written, meant] of cases) {
      const { severity, message, about } = findingAt(`GET ${rfis}?«${written}»=x`, 'parameter-unknown');
      assert.equal(severity, 'information', written);
      assert.ok(message.includes(`Did you mean ${meant}? Procore ignores names`), message);
      assert.equal(about, meant);
    }
    for (const [written, effect] of [
      ['sorted', 'in another order'],
      ['limit', 'another page than was asked for'],
      ['serach', 'unfiltered'],
    ])
      assert.ok(
        findingAt(`GET ${rfis}?«${written}»=x`, 'parameter-unknown').message.endsWith(`may be ${effect}.`),
      );
    const { severity, message } = findingAt(`GET ${rfis}?«colour»=x`, 'parameter-unknown');
    assert.equal(severity, 'hint');
    assert.match(message, /^The catalog does not know "colour" here\. Procore ignores/);
    findsNone(`GET ${rfis}?filters[status][]=open&filters[id][]=1&page=1&per_page=2&company_id=3`);
    findsNone(`GET ${rfis}?filters%5Bstatus%5D=open`);
  });

  it('is told a value that a parameter cannot have', () => {
    findingAt('GET /rest/v1.1/projects?«company_id=abc»', 'parameter-value');
    findsNone('GET /rest/v1.1/projects?company_id={{id}}', ['parameter-value']);
    findingAt('GET /rest/v1.1/projects?company_id=1&«sort=nam»', 'parameter-value');
    findsNone('GET /rest/v1.1/projects?company_id=1&sort=-name', ['parameter-value']);
  });
});

describe('A body', () => {
  const json = 'Content-Type: application/json\n\n';
  it('that should be JSON has its mistakes where they stand', () => {
    const cases: readonly (readonly [string, RegExp])[] = [
      ['{ "a": 1«,» }', /no comma here/],
      ['{ "a": «1» "b": 2 }', /comma is missing/],
      ["{ «'a'»: 1 }", /double quotes/],
      ['{ «a»: 1 }', /keys in double quotes/],
      ['{ "a": «True» }', /no JSON value/],
      ['{ «"a":» }', /no value/],
      ['{ "a": «"x»\n}', /no closing quote/],
      ['«{» "a": 1', /never closed/],
      ['{ "a": [1«}»', /Another bracket/],
      ['{ "a": 1 } «// why»', /no comments/],
      ['{ "a": "he said «"hi"» to", "b": 2 }', /Write \\" where a quote belongs/],
      ['{\n"a": "«"hi"», he said",\n"b": 2\n}', /Write \\"/],
      ['{ "size": "12«"» pipe" }', /Write \\"/],
      ['["say «"yes" or "no"»", "x"]', /Write/],
      ['{ "a": "x«"» "b": "y" }', /comma is missing/],
    ];
    for (const [body, message] of cases)
      assert.match(findingAt(`POST https://example.com/x\n${json}${body}`, 'json-invalid').message, message);
  });

  it('may hold templates wherever a value, a key or a part of a text may stand', () => {
    findsNone(
      `POST https://example.com\n${json}{ "a": {{x}}, "{{k}}": "{{$datetime "YYYY"}}", "b": [{{y}}] }`,
      ['json-invalid'],
    );
    findsNone(`POST https://example.com\n${json}{{payload}}`, ['json-invalid']);
    findsNone(`POST https://example.com\n${json}{ "a": "\\{\\{x\\}\\}" }`, ['json-invalid']);
    findingAt(`POST https://example.com\n${json}{ "a": "\\{\\{x\\}\\}"«,» }`, 'json-invalid');
  });

  it('stands on its own lines although comments are left out of it', () => {
    findingAt(`POST https://example.com\n${json}{\n# note\n"a": 1«,»\n// more\n}`, 'json-invalid');
    findingAt(`POST https://example.com\r\n\r\n{\r\n# note\r\n"a": 1«,»\r\n}`, 'json-invalid');
  });

  it('of a form must part its fields', () => {
    const form = 'POST https://example.com\nContent-Type: application/x-www-form-urlencoded\n\n';
    const { severity } = findingAt(`${form}a=1\n«b=2»\nc=3`, 'form-field-unparted');
    assert.equal(severity, 'warning');
    findingAt(`${form}a=1\n# note\n  «b = {{$uuid}}»`, 'form-field-unparted');
    for (const body of [
      'a=1\n&b=2',
      'a=1&\nb=2\nc=3',
      'a=1\nplain text',
      'a=1\n?? status == 200\n',
      '< ./a.txt',
    ])
      findsNone(form + body);
    findsNone('POST https://example.com\nContent-Type: text/plain\n\na=1\nb=2');
  });

  it('of another type, of GraphQL, of lines of JSON or of plain text is left alone', () => {
    findsNone('POST https://example.com\nContent-Type: text/plain\n\n{ a }');
    findsNone('POST https://example.com\n\n{ viewer { name } }');
    findsNone('POST https://example.com\nX-Request-Type: GraphQL\n\n{ a }', ['json-invalid']);
    findsNone(`POST https://example.com\n${json}query {\n  me { id }\n}\n\n{ "a": 1 }`, ['json-invalid']);
    findsNone(`WEBSOCKET wss://example.com\n${json}{"a": 1}\n=== wait-for-server\n{"b": 2}`, [
      'json-invalid',
    ]);
    findsNone('POST https://example.com\n\n{"a":1}\n{"b":2}');
    findsNone('POST https://example.com\n\nhello world');
    findsNone(`POST https://example.com\n${json}{ "a":\n< ./a.json\n}`, ['json-invalid']);
    findsNone('POST https://example.com\nContent-Type: application/x-ndjson\n\n{}\n{}');
  });

  it('of a call to Procore must say that it is JSON', () => {
    findingAt(
      `«POST» ${rfis}\n\n{ "rfi": { "subject": "a", "rfi_manager_id": 1, "question": {} } }`,
      'content-type-missing',
    );
    findsNone('POST https://example.com\n\n{}');
  });

  it('of a call to Procore must hold the fields that the operation requires', () => {
    const { message, about } = findingAt(
      `POST ${rfis}\n${json}{ "rfi": «{»"subject": "a", "question": { "body": "?" } } }`,
      'field-missing',
    );
    assert.equal(about, 'rfi.rfi_manager_id');
    assert.match(message, /wants rfi\.rfi_manager_id \(integer\)/);
    findingAt(`POST ${rfis}\n${json}«{»}`, 'field-missing');
    findingAt(`«POST» ${rfis}`, 'body-missing');
    findsNone(`POST ${rfis}\n${json}{{body}}`, ['field-missing']);
    findsNone(`POST ${rfis}\n${json}{ "rfi": {{rfi}} }`, ['field-missing']);
    findsNone(`POST ${rfis}\n${json}{ "rfi": { {{fields}} } }`, ['field-missing']);
    findsNone(`POST ${rfis}\nContent-Type: multipart/form-data; boundary=a\n\n--a--`);
    findsNone(`POST ${rfis}\n\n< ./rfi.json`);
  });
});

describe('The company of a call to Procore', () => {
  it('must come from somewhere', () => {
    findingAt(`«GET» ${rfis}`, 'company-missing', withoutCompany);
    findingAt(`«${rfis}»`, 'company-missing', withoutCompany);
    for (const text of [
      `# @company 1\nGET ${rfis}`,
      `GET ${rfis}\nProcore-Company-Id: 1`,
      `GET ${rfis}?company_id=1`,
      'GET /rest/v1.0/companies/1/me',
      'GET /rest/v1.0/me',
      'GET /rest/v1.0/companies',
      'GET https://example.com/x',
      `# @env production\nGET ${rfis}`,
    ])
      findsNone(text, [], withoutCompany);
    findsNone(`GET ${rfis}`);
  });
});

describe('A word that is one letter wrong', () => {
  it('is found in flags and in headers of calls to Procore', () => {
    assert.match(findingAt('# «@compny» 1\nGET /x', 'flag-unknown').message, /@company/);
    findsNone('# @loop 3\n# @todo later\n# @disabled\nGET /x', ['flag-unknown']);
    findingAt('GET /rest/v1.0/me\n«Procore-CompanyId»: 1', 'header-misspelt');
    findsNone('GET /rest/v1.0/me\nX-Accept: 1\nAccept: */*\nPrefer: a');
    findsNone('GET https://example.com\nAcept: 1');
  });
});
