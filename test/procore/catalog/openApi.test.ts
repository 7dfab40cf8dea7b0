import assert from 'node:assert/strict';
import type { Operation } from '../../../src/procore/catalog/catalog.ts';
import { catalogOf, decodeCatalog } from '../../../src/procore/catalog/decode.ts';
import { encodeCatalog } from '../../../src/procore/catalog/encode.ts';
import { isExtract, operationsOfExtract } from '../../../src/procore/catalog/extract.ts';
import { isOpenApi, operationsOfOpenApi } from '../../../src/procore/catalog/openApi.ts';

const pier = {
  type: 'object',
  required: ['name'],
  properties: { id: { type: 'integer', format: 'int64' }, name: { type: 'string' } },
};

const openApi3 = {
  openapi: '3.0.1',
  info: { title: 'Harbour', version: '1' },
  paths: {
    '/rest/v2.0/companies/{company_id}/piers': {
      parameters: [{ $ref: '#/components/parameters/Company' }],
      get: {
        tags: ['Core/Harbour/piers'],
        operationId: 'ListPiers',
        parameters: [
          { name: 'Procore-Company-Id', in: 'header', required: true, schema: { type: 'integer' } },
          {
            name: 'view',
            in: 'query',
            schema: { type: 'string', enum: ['compact', null], default: 'compact' },
          },
          { name: 'filters[id]', in: 'query', schema: { type: 'array', items: { type: 'integer' } } },
        ],
        responses: {
          200: {
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  properties: { data: { type: 'array', items: { $ref: '#/components/schemas/Pier' } } },
                },
              },
            },
          },
          404: {},
        },
      },
      post: {
        tags: ['Core/Harbour/piers'],
        deprecated: true,
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                allOf: [
                  {
                    type: 'object',
                    properties: { pier: { $ref: '#/components/schemas/Pier' } },
                    required: ['pier'],
                  },
                  {
                    oneOf: [
                      { required: ['built'], properties: { built: { type: 'string', format: 'date' } } },
                    ],
                  },
                ],
              },
            },
            'multipart/form-data': {
              schema: { type: 'object', properties: { plan: { type: 'string', format: 'binary' } } },
            },
          },
        },
        responses: { 204: {} },
      },
    },
  },
  components: {
    parameters: { Company: { name: 'company_id', in: 'path', required: true, schema: { type: 'string' } } },
    schemas: { Pier: pier, Loop: { $ref: '#/components/schemas/Loop' } },
  },
};

const swagger2 = {
  swagger: '2.0',
  info: {},
  basePath: '/rest/v1.0/',
  paths: {
    '/piers/{id}': {
      patch: {
        tags: ['Core/Harbour/piers'],
        parameters: [
          { name: 'id', in: 'path', required: true, type: 'integer' },
          { name: 'body', in: 'body', required: true, schema: { $ref: '#/definitions/Pier' } },
        ],
        responses: { 200: { schema: { $ref: '#/definitions/Pier' } } },
      },
    },
  },
  definitions: { Pier: pier },
};

function operationsOf(document: unknown): readonly Operation[] {
  assert(isOpenApi(document));
  return operationsOfOpenApi(document);
}

describe('operations of an OpenAPI 3 document', () => {
  const [list, create] = operationsOf(openApi3);

  it('follow references, leave out the company header and keep values and defaults', () => {
    assert.deepEqual(list, {
      method: 'GET',
      path: '/rest/v2.0/companies/{company_id}/piers',
      tag: 'Core/Harbour/piers',
      id: 'ListPiers',
      pathParameters: [{ name: 'company_id', type: 'string', required: true }],
      queryParameters: [
        { name: 'view', type: 'string', required: false, values: ['compact'], default: 'compact' },
        { name: 'filters[id]', type: 'integer[]', required: false },
      ],
      headerParameters: [],
      body: undefined,
      statuses: ['200', '404'],
      result: {
        type: 'array',
        wrapped: true,
        fields: [
          ['id', 'integer'],
          ['name', 'string'],
        ],
        item: undefined,
      },
      deprecated: false,
    } satisfies Operation);
  });

  it('prefer the multipart body and name every content type', () => {
    assert.deepEqual(create?.body, {
      contentTypes: ['multipart/form-data', 'application/json'],
      required: true,
      properties: [{ name: 'plan', type: 'string:binary', required: false }],
    });
    assert.equal(create?.id, 'RestV20CompaniesCompanyIdPiersPost');
    assert.equal(create?.result, undefined);
  });

  it('say that they are deprecated', () => assert.equal(create?.deprecated, true));

  it('survive being packed and unpacked', () => {
    const operations = operationsOf(openApi3);
    const unpacked = decodeCatalog(encodeCatalog(operations, 'test')).operations;
    assert.deepEqual(JSON.parse(JSON.stringify(unpacked)), JSON.parse(JSON.stringify(operations)));
  });

  it('survive it with odd names', () => {
    const responses = { 200: { content: { 'application/json': { schema: { type: 'string' } } } } };
    const content = { 'application/json; charset=utf-8': { schema: { properties: { 'xml:lang!': {} } } } };
    const odd = {
      openapi: '3.0.0',
      paths: {
        '/rest/v1.0/100%': { post: { operationId: 'Make one = 100%', requestBody: { content }, responses } },
        '/with blank': { get: { responses } },
      },
    };
    const [first, blank] = operationsOf(odd);
    assert.equal(blank?.path, '/with blank');
    const unpacked = decodeCatalog(encodeCatalog(operationsOf(odd), 'test')).operations;
    assert.deepEqual(JSON.parse(JSON.stringify(unpacked)), [JSON.parse(JSON.stringify(first))]);
  });
});

describe('operations of a Swagger 2 document', () => {
  it('have the base path and the body of their parameters', () => {
    const [patch] = operationsOf(swagger2);
    assert.equal(patch?.path, '/rest/v1.0/piers/{id}');
    assert.deepEqual(patch?.body?.properties, [
      { name: 'id', type: 'integer', required: false },
      { name: 'name', type: 'string', required: true },
    ]);
    assert.equal(patch?.result?.type, 'object');
  });
});

describe('operations of an extract', () => {
  it('read short keys, nested properties and wrapped results', () => {
    const document: unknown = {
      ops: [
        {
          m: 'POST',
          p: '/rest/v2.0/piers',
          g: 'Core/Harbour/piers',
          id: 'RestV20PiersPost',
          query: [['mode', 'string', 1, { e: ['a', null], d: 'a' }]],
          body: {
            ct: 'application/json',
            required: 1,
            props: [['pier', 'object', 1, [['name', 'string', 1]]]],
          },
          status: ['201'],
          res: 'object',
          env: 'data',
          res_data: 'object',
          fields: [['id', 'string']],
        },
      ],
    };
    assert(isExtract(document));
    const operations = operationsOfExtract(document);
    const [create] = operations;
    assert.deepEqual(create?.queryParameters, [
      { name: 'mode', type: 'string', required: true, values: ['a'], default: 'a' },
    ]);
    assert.deepEqual(create?.body?.properties, [
      {
        name: 'pier',
        type: 'object',
        required: true,
        properties: [{ name: 'name', type: 'string', required: true }],
      },
    ]);
    assert.deepEqual(create?.result, {
      type: 'object',
      wrapped: true,
      fields: [['id', 'string']],
      item: undefined,
    });
    assert.equal(catalogOf(operations).find('POST', '/rest/v2.0/piers')?.operation, create);
  });
});
