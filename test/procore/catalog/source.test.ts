import assert from 'node:assert/strict';
import { readCatalogSource } from '../../../src/procore/catalog/source.ts';

const document = {
  openapi: '3.0.0',
  info: { title: 'Piers', version: '7' },
  paths: { '/rest/v1.0/piers': { get: { responses: { 200: {} } } } },
};

describe('The source of a catalog', () => {
  it('is an OpenAPI document, named by itself or by its file', () => {
    const source = readCatalogSource(`\uFEFF${JSON.stringify(document)}`, 'a.json');
    assert.equal(source.kind === 'operations' && source.name, 'Piers 7');
    const nameless = readCatalogSource(JSON.stringify({ ...document, info: undefined }), 'a.json');
    assert.equal(nameless.kind === 'operations' && nameless.name, 'a.json');
  });

  const bad: readonly (readonly [text: string, reason: RegExp])[] = [
    ['', /no JSON.*Download it again/],
    ['openapi: 3.0.0', /no JSON.*not as YAML/],
    ['null', /neither an OpenAPI/],
    ['[]', /neither an OpenAPI/],
    ['{"openapi":"3.0.0"}', /neither an OpenAPI/],
    ['{"openapi":"3.0.0","paths":{}}', /no operations/],
    ['{"openapi":"3.0.0","paths":{"/a":null}}', /no operations|cannot be read/],
    ['{"ops":[]}', /no operations/],
    ['{"ops":[1]}', /neither an OpenAPI/],
  ];
  for (const [text, reason] of bad)
    it(`is not ${JSON.stringify(text)}`, () => {
      const source = readCatalogSource(text, 'a.json');
      assert.equal(source.kind, 'refused');
      assert.match(source.kind === 'refused' ? source.reason : '', reason);
    });
});
