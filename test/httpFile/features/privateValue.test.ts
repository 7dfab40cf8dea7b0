import assert from 'node:assert/strict';
import { ignoreLine, privateValueEdit } from '../../../src/httpFile/features/fixes/privateValue.ts';
import { applied } from '../../support/applyEdits.ts';

function withToken(text: string | undefined): string | undefined {
  const edit = privateValueEdit(text, 'sandbox', 'token', 'a"b');
  return edit && applied(text ?? '', [edit]);
}

describe('A value for the private environment file', () => {
  it('makes a file that is not there', () => {
    const made = '{\n  "sandbox": {\n    "token": "a\\"b"\n  }\n}\n';
    assert.equal(withToken(undefined), made);
    assert.equal(withToken(' \n'), made);
  });

  it('joins a section, or makes one, and leaves the rest as it was', () => {
    const other = '// mine\n{\n  "dev": { "a": 1 },\n  "sandbox": {\n    "x": 1\n  }\n}\n';
    assert.equal(withToken(other), other.replace('"sandbox": {', '"sandbox": {\n    "token": "a\\"b",'));
    for (const text of ['{}', '{ "dev": {} }', '{ "sandbox": {} }', '{"dev":{"a":1}}', '{\n\t"dev": {}\n}']) {
      const after: unknown = JSON.parse(withToken(text) ?? '');
      assert.deepEqual(after, { ...JSON.parse(text), sandbox: { token: 'a"b' } });
    }
  });

  it('stands beside what stands on one line', () => {
    assert.equal(withToken('{"sandbox": {"x": 1}}'), '{"sandbox": {"token": "a\\"b", "x": 1}}');
    assert.equal(withToken('{ "sandbox": { "x": 1 } }'), '{ "sandbox": { "token": "a\\"b", "x": 1 } }');
    assert.equal(withToken('{ "dev": {} }'), '{\n  "sandbox": {\n    "token": "a\\"b"\n  },\n  "dev": {} }');
  });

  it('is not put where it cannot be, or is already', () => {
    for (const text of ['[]', '{', '{} {}', '{ "sandbox": 1 }', '{ "sandbox": { "token": "c" } }'])
      assert.equal(withToken(text), undefined);
  });
});

describe('The private environment file is kept out of git', () => {
  it('by one more line, unless there is one', () => {
    assert.equal(ignoreLine(''), 'http-client.private.env.json\n');
    assert.equal(ignoreLine('node_modules'), '\nhttp-client.private.env.json\n');
    for (const text of [
      'http-client.private.env.json',
      'a\n**/http-client.private.env.json\n',
      '*.private.env.json',
    ])
      assert.equal(ignoreLine(text), '');
  });
});
