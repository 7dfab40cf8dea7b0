import assert from 'node:assert/strict';
import { namesUsedBy, prerequisites } from '../../src/httpFile/dependencies.ts';
import { parseHttpFile } from '../../src/httpFile/parser.ts';
import type { RequestNode } from '../../src/httpFile/syntax.ts';
import { scopeOf } from './parsing.ts';

describe('What must be sent first', () => {
  it('@ref and @forceRef name requests, @forceRef each time', () => {
    const { file, request } = scopeOf(
      '# @name a\nGET /\n###\n# @name b\nGET /\n###\n# @ref a\n# @forceRef b\nGET /',
    );
    const { order, forced, unknown } = prerequisites(file, request);
    assert.deepEqual(names(order), ['a', 'b']);
    assert.deepEqual(names([...forced]), ['b']);
    assert.deepEqual(unknown, []);
  });

  it('names that no request has are said', () => {
    const { file, request } = scopeOf('# @ref nobody\nGET /');
    assert.deepEqual(prerequisites(file, request).unknown, ['nobody']);
  });

  it('titles count where they are unique', () => {
    assert.deepEqual(order('### Get token\nGET /\n###\nGET /{{GetToken.id}}'), [undefined]);
    assert.deepEqual(order('### Get token\nGET /\n### Get token\nGET /\n###\nGET /{{GetToken.id}}'), []);
  });

  it('what has another value needs no answer', () => {
    const text = '# @name a\nGET /\n###\nGET /{{a.id}}/{{a.response.body.$.x}}';
    const { file, request } = scopeOf(text);
    assert.deepEqual(
      names(prerequisites(file, request, { overrides: { 'a.id': '1', 'a.response.body.$.x': '2' } }).order),
      [],
    );
    assert.deepEqual(order('# @name a\nGET /\n###\n@a.id = 1\nGET /{{a.id}}'), []);
    assert.deepEqual(order('# @name a\nGET /\n###\n@a = 1\nGET /{{a.id}}'), []);
  });

  it('what is answered is not sent again, nor what it was made of, but for @forceRef', () => {
    const text = '# @name a\nGET /\n###\n# @name b\nGET /{{a.x}}\n###\n# @name c\nGET /{{b.x}}\n';
    const { file, request } = scopeOf(text);
    const isAnswered = ({ name }: RequestNode) => name?.text === 'b';
    assert.deepEqual(names(prerequisites(file, request, { isAnswered }).order), []);
    const { file: other, request: forcing } = scopeOf(text.replace('# @name c', '# @name c\n# @forceRef b'));
    assert.deepEqual(names(prerequisites(other, forcing, { isAnswered }).order), ['a', 'b']);
  });

  it('an assert may read the answer of its own request', () => {
    const text = '# @name a\nGET /\n\n?? body $.x == {{a.response.body.$.y}}\n';
    const { file, request } = scopeOf(text);
    assert.equal(prerequisites(file, request).cycle, undefined);
    const { file: other, request: needing } = scopeOf(text.replace('GET /', 'GET /{{a.response.body.$.y}}'));
    assert.deepEqual(names(prerequisites(other, needing).cycle ?? []), ['a', 'a']);
  });

  it('a circle is named whole', () => {
    const { file } = scopeOf(
      '# @name a\nGET /{{b.x}}\n###\n# @name b\nGET /{{c.x}}\n###\n# @name c\nGET /{{b.x}}',
    );
    const [first] = file.requests;
    assert.ok(first);
    assert.deepEqual(names(prerequisites(file, first).cycle ?? []), ['b', 'c', 'b']);
  });

  it('values of environment files are looked through', () => {
    const { file, request } = scopeOf('# @name a\nGET /\n###\nGET /{{token}}');
    const values = new Map([['token', { text: '{{a.response.body.$.t}}', line: 1 }]]);
    const layers = [{ origin: 'environment' as const, source: 'f', section: 'x', secret: false, values }];
    assert.deepEqual(names(prerequisites(file, request, { layers }).order), ['a']);
    assert.deepEqual([...namesUsedBy(file, request, { layers })], ['token', 'a.response.body.$.t']);
  });

  it('a chain of ten thousand is followed, and quickly', () => {
    const requests = Array.from({ length: 10_000 }, (_, at) => `# @name r${at}\nGET /{{r${at + 1}.x}}`);
    const file = parseHttpFile([...requests, '# @name r10000\nGET /'].join('\n###\n'));
    const [first] = file.requests;
    assert.ok(first);
    const started = process.cpuUsage();
    assert.equal(prerequisites(file, first).order.length, 10_000);
    assert.ok(process.cpuUsage(started).user < 5_000_000);
  });
});

function order(text: string): readonly (string | undefined)[] {
  const { file, request } = scopeOf(text);
  return names(prerequisites(file, request).order);
}

function names(requests: readonly RequestNode[]): readonly (string | undefined)[] {
  return requests.map(({ name }) => name?.text);
}
