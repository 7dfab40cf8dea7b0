import assert from 'node:assert/strict';
import { assertsStatus, parseAssert } from '../../src/httpFile/asserts.ts';
import { type AssertedAnswer, evaluateAssert } from '../../src/httpFile/evaluateAssert.ts';

const answer: AssertedAnswer = {
  status: 200,
  headers: { 'content-type': 'application/json; charset=utf-8', link: ['<a>', '<b>'] },
  body: '{"id":9007199254740993,"name":"Ana","tags":["x","y"],"on":true,"off":false,"n":1.50,"o":{"a":1},"none":null}',
  duration: 120,
  hash: (algorithm, text) => `${algorithm} of ${text ?? 'all'}`,
};

describe('Asserts that hold', () => {
  for (const text of [
    'status == 200',
    'status==200',
    'status === 200',
    'status != 404',
    'status < 300',
    'status >= 200',
    'status isNumber',
    'duration < 500',
    'duration total < 500',
    'header content-type includes json',
    'header Content-Type startsWith application/json',
    'header link endsWith <b>',
    'header x-missing isFalse',
    'header link exists',
    'body includes "Ana"',
    'body contains Ana',
    'body $.id == 9007199254740993',
    'body $.name == Ana',
    "body $.name == 'Ana'",
    'body name isString',
    'body $.tags isArray',
    'body $.tags includes x',
    'body $.tags[?@ == "y"] == y',
    'body $.on == true',
    'body $.on isTrue',
    'body $.off isFalse',
    'body $.off isBoolean',
    'body $.n == 1.5',
    'body $.n isNumber',
    'body $.id isNumber',
    'body $.o == { "a": 1 }',
    'body $.none isFalse',
    'body $.missing isFalse',
    'body $.name matches ^A.a$',
    'body matches "id":\\d+',
    'status not equals 404',
    'body $.name not equals Bea',
    'body $.name Not  Equals Bea',
    'body md5 md5 of all',
    'body sha256 sha256 of all',
    'body $.name sha512 "sha512 of Ana"',
  ]) {
    it(`?? ${text}`, () => {
      const result = evaluateAssert(parseAssert(text), answer);
      assert.ok(result.passed, `found ${result.actual}`);
    });
  }
});

describe('Asserts that fail say what was found', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['status == 201', '200'],
    ['duration < 100', '120'],
    ['header content-type == text/html', 'application/json; charset=utf-8'],
    ['header x-missing exists', ''],
    ['header x-missing == 1', ''],
    ['body $.id == 9007199254740992', '9007199254740993'],
    ['body $.tags == x', '["x","y"]'],
    ['body $.o includes z', '{"a":1}'],
    ['body $.name > 3', 'Ana'],
    ['body $.name matches (', 'Ana'],
    ['status not equals 200', '200'],
    ['body sha256 abc', 'sha256 of all'],
    ['body $.. == 1', '$.. is not a JSONPath'],
  ];
  for (const [text, actual] of cases) {
    it(`?? ${text}`, () =>
      assert.deepEqual(evaluateAssert(parseAssert(text), answer), { passed: false, actual }));
  }

  it('a body that is no JSON has no paths', () => {
    const found = evaluateAssert(parseAssert('body $.a == 1'), { ...answer, body: '<html>' });
    assert.deepEqual(found, { passed: false, actual: 'the body is not JSON' });
  });
});

describe('Asserts that are not run', () => {
  for (const text of [
    '',
    'js response.body.a == 1',
    'xpath /a == b',
    'status',
    'body sha256',
    'colour == red',
    'header == 1',
    'status <',
  ]) {
    it(`?? ${text} counts as failed and says why`, () => {
      const read = parseAssert(text);
      assert.equal(read.kind, 'not-run');
      const { passed, actual } = evaluateAssert(read, answer);
      assert.equal(passed, false);
      assert.match(actual, /^not run: .+\.$/);
    });
  }
});

describe('A status that is asserted', () => {
  it('is known', () => {
    assert.equal(assertsStatus([parseAssert('status == 403')]), true);
    assert.equal(assertsStatus([parseAssert('body includes status == 403')]), false);
  });
});
