import assert from 'node:assert/strict';
import { loadBundledCatalog } from '../../../src/procore/catalog/bundled.ts';
import type { BodyProperty, Operation, Parameter } from '../../../src/procore/catalog/catalog.ts';
import { compareCatalogs } from '../../../src/procore/catalog/compare.ts';

const plain: Operation = {
  method: 'GET',
  path: '/rest/v1.0/piers',
  tag: 'Core/Harbour/piers',
  id: 'Piers',
  pathParameters: [],
  queryParameters: [],
  headerParameters: [],
  body: undefined,
  statuses: ['200'],
  result: undefined,
  deprecated: false,
};
const field = (name: string, required = false, properties?: readonly BodyProperty[]): BodyProperty => ({
  name,
  type: 'string',
  required,
  ...(properties && { properties }),
});
const parameter = (name: string, required = false): Parameter => ({ name, type: 'integer', required });
const body = (...properties: readonly BodyProperty[]): Operation['body'] => ({
  contentTypes: ['application/json'],
  required: true,
  properties,
});

function changes(then: Partial<Operation>, now: Partial<Operation>): readonly string[] {
  return compareCatalogs([{ ...plain, ...then }], [{ ...plain, ...now }]).changed.flatMap(
    each => each.changes,
  );
}

describe('Two catalogs', () => {
  it('differ by the operations that one has and the other has not', () => {
    const other = { ...plain, path: '/rest/v1.1/piers' };
    const post = { ...plain, method: 'POST' };
    assert.deepEqual(compareCatalogs([plain, post], [plain, other]), {
      added: ['GET /rest/v1.1/piers'],
      removed: ['POST /rest/v1.0/piers'],
      changed: [],
    });
  });

  it('differ by parameters', () => {
    assert.deepEqual(
      changes(
        { queryParameters: [parameter('a'), parameter('b'), parameter('c', true)] },
        { queryParameters: [parameter('b', true), parameter('c'), parameter('d'), parameter('e', true)] },
      ),
      [
        'now requires the parameter b',
        'no longer requires the parameter c',
        'also takes the parameter d',
        'now requires the parameter e',
        'no longer takes the parameter a',
      ],
    );
  });

  it('differ by what a body holds, however deep', () => {
    assert.deepEqual(
      changes(
        { body: body(field('pier', true, [field('name')])) },
        { body: body(field('pier', true, [field('name', true)])) },
      ),
      ['now requires pier.name'],
    );
    assert.deepEqual(changes({}, { body: body() }), ['takes a body']);
    assert.deepEqual(changes({ body: body() }, {}), ['takes no body']);
  });

  it('differ by deprecation, and not by what nobody calling it notices', () => {
    assert.deepEqual(changes({}, { deprecated: true }), ['is deprecated']);
    assert.deepEqual(changes({}, { id: 'Other', tag: 'Other', statuses: ['200', '404'] }), []);
  });

  it('do not differ where they are one', async () => {
    const { operations } = await loadBundledCatalog();
    assert.deepEqual(compareCatalogs(operations, operations), { added: [], removed: [], changed: [] });
  });
});
