import assert from 'node:assert/strict';
import { parseInput, promptsOf } from '../../src/httpFile/inputs.ts';
import { neededInputs } from '../../src/httpFile/neededInputs.ts';
import { parseHttpFile } from '../../src/httpFile/parser.ts';
import { resolveName } from '../../src/httpFile/variables.ts';
import { onlyRequest, scopeOf } from './parsing.ts';

describe('Inputs', () => {
  it('of # @prompt have a name and a description, and are hidden by their name', () => {
    const { request } = onlyRequest(
      '# @prompt ticket Which one, please\n// @prompt password\n#@prompt Pass x\nGET /',
    );
    assert.deepEqual(
      [...promptsOf(request).values()].map(({ key, kind, description }) => [key, kind, description]),
      [
        ['ticket', 'text', 'Which one, please'],
        ['password', 'hidden', undefined],
        ['Pass', 'hidden', 'x'],
      ],
    );
  });

  const forms: readonly (readonly [string, object])[] = [
    ['$input Your name', { kind: 'text', label: 'Your name', initial: undefined }],
    ['$input Your name $value: Ann', { label: 'Your name', initial: 'Ann' }],
    ['$input-askonce Name', { label: 'Name', askOnce: true }],
    ['$prompt Name', { kind: 'text', label: 'Name' }],
    ['$password Secret', { kind: 'hidden', label: 'Secret' }],
    ['$password-askonce Secret $value:x', { kind: 'hidden', initial: 'x', askOnce: true }],
    ['$pick Size $value: S, M ,L', { kind: 'pick', label: 'Size', options: ['S', 'M', 'L'] }],
    ['$pick Size $value: ["S", "M"]', { options: ['S', 'M'] }],
    ['$pick-askonce Size $value: S', { kind: 'pick', askOnce: true }],
    ['$input', { label: 'input' }],
  ];
  for (const [expression, expected] of forms) {
    it(`{{${expression}}} is one`, () =>
      assert.partialDeepStrictEqual({ ...parseInput(expression) }, expected));
  }

  for (const expression of ['$inputs x', '$inputName', 'input x', '$passwords', '$picker a']) {
    it(`{{${expression}}} is none`, () => assert.equal(parseInput(expression), undefined));
  }

  it('that requests still need are listed once, in the order of use', () => {
    const text =
      '@who = {{$input Name}}\n# @prompt a\n# @prompt unused\n# @name one\nPOST /{{a}}\n\n{{who}}\n###\n# @name two\n# @prompt a\n# @prompt password\nGET /{{a}}?{{password}}&{{$input Name}}&{{$dotenv %key}}\n@key = {{$password Key}}\n';
    assert.deepEqual(keys(text), ['a', 'Name', 'password', 'Key']);
    assert.deepEqual(keys(text, { overrides: { a: '1', Key: 'k' }, answered: { Name: 'n' } }), ['password']);
    assert.deepEqual(
      keys(text, { overrides: { '$input Name': 'x', who: 'y' } }),
      ['a', 'Name', 'password', 'Key'].filter(key => key !== 'Name'),
    );
  });

  it('a prompt beats the file, and is not answered by it', () => {
    const missing = resolveName('a', scopeOf('@a = file\n# @prompt a\nGET /{{a}}'));
    assert.equal(!missing.found && missing.code, 'input-needed');
    const found = resolveName('a', scopeOf('@a = file\n# @prompt a\nGET /{{a}}', { inputs: { a: 'asked' } }));
    assert.deepEqual(found.found && [found.value, found.origin, found.shadows[0]?.origin], [
      'asked',
      'prompt',
      'file',
    ]);
  });

  it('a prompt of another request does not count', () => {
    const found = resolveName(
      'a',
      scopeOf('@a = file\n# @prompt a\nGET /{{a}}\n###\nGET /{{a}}', { inputs: { a: 'asked' } }),
    );
    assert.equal(found.found && found.value, 'file');
  });

  it('that are hidden are secret', () => {
    const scope = scopeOf('# @prompt pass\nGET /', { inputs: { pass: 'abcdef', Key: 'ghijkl' } });
    for (const name of ['pass', '$password Key']) {
      const found = resolveName(name, scope);
      assert.deepEqual(found.found && found.secrets, [found.found && found.value]);
    }
  });
});

function keys(text: string, known: Parameters<typeof neededInputs>[2] = {}): readonly string[] {
  const file = parseHttpFile(text);
  return neededInputs(file, file.requests, known).map(({ key }) => key);
}
