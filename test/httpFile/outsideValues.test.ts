import assert from 'node:assert/strict';
import { type OutsideTexts, outsideValues } from '../../src/httpFile/outsideValues.ts';
import { resolveName } from '../../src/httpFile/variables.ts';
import { scopeOf } from './parsing.ts';

describe('Values from outside the file', () => {
  const texts = {
    environment: [
      file('http-client.env.json', { $shared: { a: 'public shared' }, sandbox: { a: 'public' } }),
    ],
    privateEnvironment: [
      file('http-client.private.env.json', { $shared: { a: 'private shared' }, sandbox: { a: 'private' } }),
    ],
    dotEnv: [{ source: '.env', text: 'a=dotenv' }],
    settings: { $shared: { a: 'settings shared' }, sandbox: { a: 'settings' } },
  };

  it('win in the documented order', () => {
    assert.deepEqual(winners(texts, 'sandbox', 'GET /', 'a'), [
      'privateEnvironment private',
      'environment public',
      'sharedEnvironment private shared',
      'sharedEnvironment public shared',
      'settings settings',
      'sharedSettings settings shared',
      'dotEnv dotenv',
    ]);
  });

  it('lose to the file, to prompts and to overrides', () => {
    assert.equal(winners(texts, 'sandbox', '@a = file\nGET /', 'a')[0], 'file file');
    const { layers } = outsideValues(texts, 'sandbox');
    const prompted = scopeOf('@a = file\n###\n# @prompt a\nGET /', { layers, inputs: { a: 'asked' } });
    assert.deepEqual(originsOf(prompted, 'a').slice(0, 3), ['prompt', 'file', 'privateEnvironment']);
    const overridden = scopeOf('# @prompt a\nGET /', { layers, overrides: { a: 'o' } });
    assert.equal(originsOf(overridden, 'a')[0], 'override');
  });

  it('of another environment do not count, and the message names it', () => {
    const other = outsideValues(
      { ...none, environment: [file('f', { dev: { a: '1' }, qa: { a: '2' } })] },
      'sandbox',
    );
    assert.deepEqual(other.environments, ['dev', 'qa']);
    const missing = resolveName('a', scopeOf('GET /', other));
    assert.match(missing.found ? '' : missing.message, /a value for dev, qa only/);
  });

  it('of the nearest file win', () => {
    const near = [
      file('http-client.env.json', { sandbox: { a: 'near' } }),
      file('../http-client.env.json', { sandbox: { a: 'far', b: 'far' } }),
    ];
    assert.deepEqual(winners({ ...none, environment: near }, 'sandbox', 'GET /', 'a'), [
      'environment near',
      'environment far',
    ]);
    assert.deepEqual(winners({ ...none, environment: near }, 'sandbox', 'GET /', 'b'), ['environment far']);
  });

  it('of a section that differs in case only are taken', () => {
    assert.deepEqual(
      winners({ ...none, environment: [file('f', { Sandbox: { a: '1' } })] }, 'sandbox', 'GET /', 'a'),
      ['environment 1'],
    );
  });

  it('may be made of others, of the file too', () => {
    const made = { ...none, environment: [file('f', { sandbox: { base: '{{host}}/v1', host: 'h{{n}}' } })] };
    assert.deepEqual(winners(made, 'sandbox', '@n = 1\nGET /', 'base'), ['environment h1/v1']);
  });

  it('that need themselves stop with the circle', () => {
    const { layers } = outsideValues(
      { ...none, environment: [file('f', { sandbox: { a: '{{b}}', b: '{{a}}' } })] },
      'sandbox',
    );
    const missing = resolveName('a', scopeOf('GET /', { layers }));
    assert.match(missing.found ? '' : missing.message, /^a needs b needs a/);
  });

  it('say where they come from and what of them is secret', () => {
    const { layers } = outsideValues(
      {
        ...none,
        environment: [file('f', { sandbox: { url: 'https://h/{{key}}' } })],
        privateEnvironment: [file('p', { sandbox: { key: 'k3y-k3y', id: '42' } })],
      },
      'sandbox',
    );
    const scope = scopeOf('@auth = Bearer {{key}}\nGET /', { layers });
    assert.deepEqual(secretsOf(scope, 'key'), ['k3y-k3y']);
    assert.deepEqual(secretsOf(scope, 'auth'), ['k3y-k3y']);
    assert.deepEqual(secretsOf(scope, 'url'), ['k3y-k3y']);
    assert.deepEqual(secretsOf(scope, 'id'), []);
    const found = resolveName('key', scope);
    assert.deepEqual(found.found && [found.layer?.source, found.layer?.section, found.line], [
      'p',
      'sandbox',
      1,
    ]);
  });

  it('without an environment are those that count for all', () => {
    assert.equal(winners(texts, undefined, 'GET /', 'a')[0], 'sharedEnvironment private shared');
  });

  it('under $shared are read past those of the environment', () => {
    const { layers } = outsideValues(
      { ...none, settings: { $shared: { v: '1' }, sandbox: { v: '{{$shared v}}.5' } } },
      'sandbox',
    );
    const found = resolveName('v', scopeOf('GET /', { layers }));
    assert.equal(found.found && found.value, '1.5');
  });

  it('of a setting that is no object are none', () => {
    for (const settings of [undefined, null, 5, [], 'x', { sandbox: 'x' }, { sandbox: { a: null } }]) {
      assert.deepEqual(winners({ ...none, settings }, 'sandbox', 'GET /', 'a'), []);
    }
  });

  it('$dotenv reads .env files only, in any case, and through another name', () => {
    const { layers } = outsideValues(
      {
        ...none,
        dotEnv: [
          { source: '.env.sandbox', text: 'KEY=near' },
          { source: '.env', text: 'KEY=far\nother=o' },
        ],
      },
      'sandbox',
    );
    const scope = scopeOf('@KEY = file\n@which = other\nGET /', { layers });
    assert.equal(textOf(scope, '$dotenv KEY'), 'near');
    assert.equal(textOf(scope, '$dotenv OTHER'), 'o');
    assert.equal(textOf(scope, '$dotenv %which'), 'o');
    const missing = resolveName('$dotenv NONE', scope);
    assert.match(
      missing.found ? '' : missing.message,
      /No \.env file gives NONE a value \(\.env\.sandbox, \.env\)/,
    );
  });
});

const none: OutsideTexts = { environment: [], privateEnvironment: [], dotEnv: [], settings: undefined };

function file(source: string, content: object) {
  return { source, text: JSON.stringify(content) };
}

function winners(
  texts: OutsideTexts,
  environment: string | undefined,
  text: string,
  name: string,
): readonly string[] {
  const found = resolveName(name, scopeOf(text, outsideValues(texts, environment)));
  return found.found ? [found, ...found.shadows].map(({ origin, value }) => `${origin} ${value}`) : [];
}

type TestScope = ReturnType<typeof scopeOf>;

function originsOf(scope: TestScope, name: string): readonly string[] {
  const found = resolveName(name, scope);
  return found.found ? [found, ...found.shadows].map(({ origin }) => origin) : [];
}

function secretsOf(scope: TestScope, name: string): readonly string[] {
  const found = resolveName(name, scope);
  assert.ok(found.found);
  return found.secrets;
}

function textOf(scope: TestScope, name: string): string {
  const found = resolveName(name, scope);
  return found.found ? found.value : found.message;
}
