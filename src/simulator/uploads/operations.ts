import type { BodyProperty, CatalogMatch, Operation, Parameter } from '../../procore/catalog/catalog.ts';

const unifiedPath =
  /^\/rest\/v2\.1\/companies\/(?<company_id>[^/]+)(?:\/projects\/(?<project_id>[^/]+))?\/uploads(?:\/(?<upload_id>[^/]+))?$/;

/**
 * Unified uploads, which are younger than the catalog. `undefined`: the call is none of them. Source:
 * Procore documentation, "Unified file uploads" [doc]; the company's own paths [oas].
 */
export function findUnifiedUpload(method: string, path: string): CatalogMatch | undefined {
  const named = path.endsWith('/uploads') || path.includes('/uploads/');
  const groups = named ? unifiedPath.exec(path)?.groups : undefined;
  if (groups === undefined) return undefined;
  const given = Object.entries(groups).filter(([, value]) => value !== undefined);
  const key = `${method} ${given.map(([name]) => name).join(' ')}`;
  const operation = unifiedOperations.get(key);
  return operation && { operation, parameters: Object.fromEntries(given) };
}

function property(name: string, type: string, more: Partial<BodyProperty> = {}): BodyProperty {
  return { name, type, required: true, ...more };
}

const newUpload = [
  property('file_name', 'string'),
  property('file_size', 'integer'),
  property('content_type', 'string'),
  property('sha256', 'string'),
  property('md5', 'string', { required: false }),
  property('segments', 'object[]', {
    properties: [
      property('size', 'integer'),
      property('sha256', 'string'),
      property('md5', 'string', { required: false }),
    ],
  }),
];

const scopes = [['company_id'], ['company_id', 'project_id']];

const unifiedOperations = new Map(
  scopes.flatMap(scope => [
    operationEntry('POST', scope, newUpload, ['201', '400', '401', '403', '422']),
    operationEntry('GET', [...scope, 'upload_id'], undefined, ['200', '401', '403', '404']),
    operationEntry(
      'PATCH',
      [...scope, 'upload_id'],
      [property('part_etags', 'string[]')],
      ['200', '400', '401', '403', '404', '410', '422'],
    ),
  ]),
);

function operationEntry(
  method: string,
  names: readonly string[],
  properties: readonly BodyProperty[] | undefined,
  statuses: readonly string[],
): readonly [string, Operation] {
  const project = names.includes('project_id') ? '/projects/{project_id}' : '';
  const upload = names.includes('upload_id') ? '/{upload_id}' : '';
  const path = `/rest/v2.1/companies/{company_id}${project}/uploads${upload}`;
  const pathParameters = names.map(
    (name): Parameter => ({ name, type: name === 'upload_id' ? 'string' : 'integer', required: true }),
  );
  return [
    `${method} ${names.join(' ')}`,
    {
      method,
      path,
      tag: 'Core/File Access & Storage/uploads',
      id: `${method} ${path}`,
      pathParameters,
      queryParameters: [],
      headerParameters: [],
      body: properties && { contentTypes: ['application/json'], required: true, properties },
      statuses,
      result: { type: 'object', wrapped: true, fields: [], item: undefined },
      deprecated: false,
    },
  ];
}
