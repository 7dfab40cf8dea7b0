import assert from 'node:assert/strict';
import { queryBody } from '../../src/httpFile/jsonPath.ts';

const body = JSON.stringify({
  items: [
    { id: 7, 'user-id': 'u1', tags: ['a', 'b'] },
    { id: 8, 'user-id': 'u2', tags: [] },
  ],
  '@type': 'list',
  length: 'own',
  'it].[is': 'odd',
});

describe('A path into a body', () => {
  const cases: readonly (readonly [path: string, ...values: unknown[]])[] = [
    ['$.items[0].id', 7],
    ['items[1].id', 8],
    ['[0]'],
    ['items.0.id', 7],
    ['$.items.1.user-id', 'u2'],
    ['$.items[*].user-id', 'u1', 'u2'],
    ['$.items[?(@.id == 8)].user-id', 'u2'],
    ["$['@type']", 'list'],
    ['@type', 'list'],
    ['$..id', 7, 8],
    ['$.items.[1].id', 8],
    ["$.items.[0].['user-id']", 'u1'],
    ['$.items.[?(@.id == 8)].user-id', 'u2'],
    ["$.['it].[is']", 'odd'],
    ['items.length', 2],
    ['$.items[0].tags.length', 2],
    ['length', 'own'],
    ['items.2.id'],
  ];
  for (const [path, ...values] of cases)
    it(`finds ${JSON.stringify(values)} by ${path}`, () =>
      assert.deepEqual(queryBody(body, path), { values }));

  it('that cannot be read is said to be none', () => {
    assert.deepEqual(queryBody(body, '$.items[?'), { problem: 'path-invalid' });
    assert.deepEqual(queryBody('<a/>', '$.items'), { problem: 'not-json' });
  });
});
