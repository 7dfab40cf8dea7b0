import assert from 'node:assert/strict';
import fc from 'fast-check';
import { httpFromCurl } from '../../../src/httpFile/convert/fromCurl.ts';
import { isCurl } from '../../../src/httpFile/convert/isCurl.ts';
import { readCommandLine } from '../../../src/httpFile/convert/shellWords.ts';
import { parseHttpFile } from '../../../src/httpFile/parser.ts';
import { substitute } from '../../../src/httpFile/variables.ts';
import { builtInEnvironments } from '../../../src/procore/environments.ts';

describe('Words of a command line', () => {
  const cases: readonly (readonly [text: string, words: readonly string[]])[] = [
    ['curl \'a b\' "c d" e\\ f', ['curl', 'a b', 'c d', 'e f']],
    ['$ curl \\\n  -X POST \\\r\n  http://x', ['curl', '-X', 'POST', 'http://x']],
    ['curl -d "{\\"a\\": \\"\\\\n\\"}"', ['curl', '-d', '{"a": "\\n"}']],
    ["curl -d 'it'\\''s'", ['curl', '-d', "it's"]],
    ["curl -d $'a\\nb\\u0021\\''", ['curl', '-d', "a\nb!'"]],
    [`curl -H "A: $TOKEN" \${B}`, ['curl', '-H', 'A: {{$processEnv TOKEN}}', '{{$processEnv B}}']],
    ['curl \'\' ""', ['curl', '', '']],
    ['curl http://x?a=1&b=2', ['curl', 'http://x?a=1&b=2']],
    [
      'curl ^"http://x?a=1^&b=%20^" ^\r\n  -H ^"A: ^\\^"b^\\^"^"',
      ['curl', 'http://x?a=1&b=%20', '-H', 'A: "b"'],
    ],
    ['curl "http://x" ^\n  --data-raw "{\\"a\\":1}"', ['curl', 'http://x', '--data-raw', '{"a":1}']],
    ['curl ^"http://x^" --data-raw ^"a^\n\nb^"', ['curl', 'http://x', '--data-raw', 'a\nb']],
    ["curl.exe 'http://x' `\n  -d '{\\\"a\\\": ''b''}'", ['curl.exe', 'http://x', '-d', '{"a": \'b\'}']],
    [
      'PS C:\\> curl.exe -H "A: `"b`"" -H "T: $env:T"',
      ['curl.exe', '-H', 'A: "b"', '-H', 'T: {{$processEnv T}}'],
    ],
  ];
  for (const [text, words] of cases)
    it(JSON.stringify(text), () => assert.deepEqual(readCommandLine(text).words, words));

  it('end where another command begins, which is said', () => {
    const { words, notes } = readCommandLine("curl 'http://x' | jq '.a'");
    assert.deepEqual(words, ['curl', 'http://x']);
    assert.match(notes.join(), /another command: \| jq/);
  });
});

describe('A curl command becomes a request', () => {
  const cases: readonly (readonly [title: string, command: string, http: string])[] = [
    ['GET alone', 'curl https://example.com/things', '### GET things\nGET https://example.com/things\n'],
    [
      'to Procore, with the path only and without its token',
      "curl -H 'Authorization: Bearer abc' -H 'Procore-Company-Id: 42' https://api.procore.com/rest/v1.0/projects?company_id=42",
      '### GET projects\n# Authorization was left out: signing in supplies it.\nGET /rest/v1.0/projects?company_id=42\nProcore-Company-Id: 42\n',
    ],
    [
      'to an environment that is not active',
      'curl https://sandbox.procore.com/rest/v1.0/me',
      '### GET me\n# @env sandbox\nGET /rest/v1.0/me\n',
    ],
    [
      'with JSON, laid out',
      `curl --json '{"project":{"name":"A & B","id":12345678901234567890}}' https://api.procore.com/rest/v1.0/projects`,
      '### POST projects\nPOST /rest/v1.0/projects\nContent-Type: application/json\nAccept: application/json\n\n{\n  "project": {"name": "A & B", "id": 12345678901234567890}\n}\n',
    ],
    [
      'with form data joined',
      "curl -d a=1 --data-urlencode 'b=x y' -d c=3 http://x.test/a",
      '### POST\nPOST http://x.test/a\nContent-Type: application/x-www-form-urlencoded\n\na=1&b=x%20y&c=3\n',
    ],
    [
      'with data in the address',
      "curl -G -d a=1 --data-urlencode 'b=x&y' 'http://x.test/list?z=0'",
      '### GET list\nGET http://x.test/list?z=0&a=1&b=x%26y\n',
    ],
    [
      'with parts and a file',
      "curl -F 'upload[name]=a' -F 'file=@./plan.pdf' -F 'note=b;type=text/plain' http://x.test/files",
      '### POST files\nPOST http://x.test/files\nContent-Type: multipart/form-data; boundary=part\n\n--part\nContent-Disposition: form-data; name="upload[name]"\n\na\n--part\nContent-Disposition: form-data; name="file"; filename="plan.pdf"\nContent-Type: application/pdf\n\n< ./plan.pdf\n--part\nContent-Disposition: form-data; name="note"\nContent-Type: text/plain\n\nb\n--part--\n',
    ],
    [
      'with a file as body',
      'curl -X PATCH -H "Content-Type: application/json" --data-binary @body.json http://x.test/a/1',
      '### PATCH\nPATCH http://x.test/a/1\nContent-Type: application/json\n\n< ./body.json\n',
    ],
    [
      'with user and password, of which the password is asked for',
      'curl -u me:secret http://x.test/private',
      '### GET private\n# The password was left out: you are asked for it when the request is sent.\n# @prompt password\nGET http://x.test/private\nAuthorization: Basic me {{password}}\n',
    ],
    [
      'with letters in one word, cookies and a limit of time',
      "curl -sSLkXDELETE -b 'a=1; b=2' -m 10 -A me/1 http://x.test/a",
      '### DELETE\n# -k is not carried over.\n# @timeout 10 s\nDELETE http://x.test/a\nCookie: a=1; b=2\nUser-Agent: me/1\n',
    ],
    ['HEAD', 'curl -I example.com', '### HEAD\nHEAD http://example.com\n'],
    ['upload', 'curl -T ./a.bin http://x.test/a', '### PUT\nPUT http://x.test/a\n\n< ./a.bin\n'],
    [
      'with an option nobody knows',
      'curl --frobnicate http://x.test/a',
      '### GET\n# --frobnicate is not known here and was left out.\nGET http://x.test/a\n',
    ],
    [
      'for each address, and behind --next',
      'curl http://x.test/aa http://x.test/bb --next -d c http://x.test/cc',
      '### GET aa\nGET http://x.test/aa\n\n### GET bb\nGET http://x.test/bb\n\n### POST cc\nPOST http://x.test/cc\nContent-Type: application/x-www-form-urlencoded\n\nc\n',
    ],
    [
      'whose body a request file would read differently',
      "curl --data-binary $'# one\\nGET http://x/y\\n' -H 'Content-Type: application/x-www-form-urlencoded' http://x.test/aa",
      '### POST aa\n# Lines that a request file would read as its own stand in variables.\n@bodyLine1 = # one\n@bodyLine2 = GET http://x/y\nPOST http://x.test/aa\nContent-Type: application/x-www-form-urlencoded\n\n{{bodyLine1}}\n{{bodyLine2}}\n',
    ],
  ];
  for (const [title, command, http] of cases) it(title, () => assert.equal(converted(command), http));

  it('from the copies that browsers make', () => {
    const bash = `curl 'https://api.procore.com/rest/v1.0/me' \\
  -H 'accept: application/json' \\
  -H 'authorization: Bearer eyJ' \\
  --compressed`;
    const cmd = `curl ^"https://api.procore.com/rest/v1.0/me^" ^
  -H ^"accept: application/json^" ^
  -H ^"authorization: Bearer eyJ^" ^
  --compressed`;
    const expected =
      '### GET me\n# Authorization was left out: signing in supplies it.\nGET /rest/v1.0/me\naccept: application/json\n';
    assert.equal(converted(bash), expected);
    assert.equal(converted(cmd), expected);
  });

  for (const [type, body] of [
    ['application/json', '{\n  // reviewed\n  "a": "b"\n}'],
    ['application/json', '{\n  "a": [\n// x\n1]}'],
    [
      'text/plain',
      'Dear all\n### x\n  GET https://x.test\n# y\n@z = 1\n?? status == 200\n> {% a %}\n< ./file\n',
    ],
    ['text/plain', '\n\t// first\n'],
    ['text/markdown', '###\n\\n and \\\\ and\t###\n'],
    ['application/x-www-form-urlencoded', 'a=1\nGET https://x.test\n/* b'],
    ['application/xml', '<a>\n### x\nPOST /rest/v1.0/me\n</a>'],
    ['application/octet-stream', '< ./secret.txt'],
  ] as const)
    it(`that sends all of ${JSON.stringify(body)} as ${type}`, () => {
      const command = `curl -H 'Content-Type: ${type}' --data-binary '${body}' http://x.test/aa`;
      const made = httpFromCurl(command, known);
      assert.equal(made?.problem, undefined);
      const file = parseHttpFile(made?.text ?? '');
      const [request] = file.requests;
      assert.ok(request?.body?.text !== undefined && file.requests.length === 1, made?.text);
      const scope = { file, request, values: noValues };
      const sent = substitute(request.body.text, scope).text;
      if (/text/.test(type)) assert.equal(sent, body);
      else assert.equal(sent.trim(), body.trim());
    });

  it('whose texts never become files', () => {
    const { text = '' } =
      httpFromCurl("curl --form-string 'a=< ./b' -F 'c=@d.txt' http://x.test/aa", known) ?? {};
    assert.match(text, /@bodyLine1 = < \.\/b\n/);
    assert.match(text, /\n\{\{bodyLine1\}\}\n[\s\S]*\n< \.\/d\.txt\n/);
  });

  it('but not where it could not send the same, which it says', () => {
    for (const [command, problem] of [
      ['curl -d @a -d b=1 http://x.test/a', /joins the file a to other data/],
      ['curl --data-urlencode a@b http://x.test/a', /joins the file b/],
      ['curl -d @- http://x.test/a', /reads from its input/],
      ["curl http://x.test -d 'a=1\n", /A ' is not closed/],
      ['curl -G -d @a http://x.test/a', /The address takes in the file a/],
    ] as const)
      assert.match(httpFromCurl(command, known)?.problem ?? '', problem, command);
  });

  it('is no other command and no prose', () => {
    for (const text of ['wget http://x', 'curly http://x', 'GET /x', '', 'curl'])
      assert.equal(isCurl(text), false, text);
    assert.equal(httpFromCurl('curl --help', known), undefined);
  });

  it('and never throws', () => {
    const word = fc.oneof(
      fc.constantFrom(
        '-d',
        '-H',
        '-F',
        '-X',
        '--json',
        '-u',
        '@',
        "'",
        '"',
        '\\',
        '^',
        '`',
        '$',
        '\n',
        'http://x',
        'a=b',
      ),
      fc.string({ maxLength: 5 }),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), words => {
        const made = httpFromCurl(`curl ${words.join(' ')}`, known);
        if (made !== undefined) assert.ok(parseHttpFile(made.text).requests.length > 0);
      }),
      { numRuns: 1000 },
    );
  });
});

const [active] = builtInEnvironments;
assert.ok(active);
const noValues = {
  overrides: {},
  host: {},
  processEnv: {},
  now: () => 0,
  random: () => 0,
  uuid: () => '',
  answerOf: () => undefined,
};
const known = { environments: builtInEnvironments, active };

function converted(command: string): string | undefined {
  return httpFromCurl(command, known)?.text;
}
