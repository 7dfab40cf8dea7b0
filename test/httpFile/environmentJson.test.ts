import assert from 'node:assert/strict';
import { readEnvironmentJson } from '../../src/httpFile/environmentJson.ts';

describe('An environment file', () => {
  it('gives the values of each section with their lines', () => {
    const { sections, problems } = read(
      '{\n  "$shared": { "v": "1" },\n  "sandbox": {\n    "a": "x",\n    "b": 2\n  }\n}',
    );
    assert.deepEqual([...sections.keys()], ['$shared', 'sandbox']);
    assert.deepEqual(sections.get('sandbox')?.get('b'), { text: '2', line: 5 });
    assert.deepEqual(problems, []);
  });

  it('keeps every digit of a number, and the letters of truth values', () => {
    assert.deepEqual(values('{"s":{"id":562949953421312345678,"half":1.50,"yes":true}}'), {
      id: '562949953421312345678',
      half: '1.50',
      yes: 'true',
    });
  });

  it('names nested values by their path', () => {
    assert.deepEqual(values('{"s":{"api":{"host":"h","ports":[1,{"tls":2}]}}}'), {
      api: '{"host":"h","ports":[1,{"tls":2}]}',
      'api.host': 'h',
      'api.ports[0]': '1',
      'api.ports[1].tls': '2',
    });
  });

  it('may hold comments, trailing commas and a byte order mark', () => {
    assert.deepEqual(values('\ufeff// c\n{ /* c */ "s": { "a": "// no comment", }, }'), {
      a: '// no comment',
    });
  });

  it('passes over what other tools keep for themselves, without a word', () => {
    const { sections, problems } = read(
      JSON.stringify({
        $schema: 'https://example.com',
        $kulalaDefaultHeaders: { 'X-A': '1' },
        s: {
          a: '1',
          $kulalaDefaultHeaders: { b: '2' },
          Security: { Auth: {} },
          SSLConfiguration: {},
          n: null,
        },
      }),
    );
    assert.deepEqual([...sections.keys()], ['s']);
    assert.deepEqual([...(sections.get('s')?.keys() ?? [])], ['a']);
    assert.deepEqual(problems, []);
  });

  it('says of a secret that Visual Studio keeps elsewhere where it is kept', () => {
    const { sections, problems } = read(
      '{"s":{\n"k":{"provider":"AzureKeyVault","secretName":"x"},"a":"1"}}',
    );
    assert.deepEqual([...(sections.get('s')?.keys() ?? [])], ['a']);
    assert.match(problems[0]?.message ?? '', /k is kept by AzureKeyVault/);
    assert.equal(problems[0]?.line, 2);
  });

  const broken: readonly (readonly [string, number, RegExp])[] = [
    ['{\n"s": {\n"a": "x"\n"b": 1}}', 4, /a comma or \} is expected/],
    ['{"s": {"a": x}}', 1, /x has no quotes/],
    ['{"s": {"a": "x}}', 1, /no closing "/],
    ["{'s': 1}", 1, /a name in double quotes/],
    ['[1]', 1, /must hold an object/],
    ['{"s": 5}', 1, /"s" is no section/],
    ['{"s": {"a": 1}', 1, /the file ends/],
    ['{"s": {}} x', 1, /the end is expected/],
    [`{"s": {"a": ${'['.repeat(9999)}`, 1, /nested more than/],
  ];
  for (const [text, line, message] of broken) {
    it(`says what is wrong in ${JSON.stringify(text.slice(0, 30))}`, () => {
      const { problems } = read(text);
      assert.match(problems[0]?.message ?? '', message);
      assert.equal(problems[0]?.line, line);
      assert.equal(problems[0]?.source, 'http-client.env.json');
    });
  }

  it('may be empty', () => assert.deepEqual(read(' \n').problems, []));
});

function read(text: string) {
  return readEnvironmentJson(text, 'http-client.env.json');
}

function values(text: string): Readonly<Record<string, string>> {
  const section = read(text).sections.get('s') ?? new Map<string, { text: string }>();
  return Object.fromEntries([...section].map(([name, { text: value }]) => [name, value]));
}
