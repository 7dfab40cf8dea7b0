import type { BodyProperty, CatalogMatch, Operation, Parameter } from '../../procore/catalog/catalog.ts';

/**
 * Unified uploads and the document uploads that take them, which the catalog lacks. `undefined`: the call is
 * none of them. Source: Procore documentation, "Unified file uploads" and "Document Management technical
 * guide" [doc]; the company's own paths [oas].
 */
export function findYoungOperation(method: string, path: string): CatalogMatch | undefined {
  if (!path.startsWith('/rest/v2.') || !path.includes('uploads')) return undefined;
  const steps = path.split('/');
  for (const operation of youngOperations) {
    const parameters = operation.method === method ? matchSteps(operation.path.split('/'), steps) : undefined;
    if (parameters !== undefined) return { operation, parameters };
  }
  return undefined;
}

function matchSteps(
  wanted: readonly string[],
  steps: readonly string[],
): Readonly<Record<string, string>> | undefined {
  if (wanted.length !== steps.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, step] of wanted.entries()) {
    const given = steps[index] ?? '';
    if (step.startsWith('{') && given !== '') parameters[step.slice(1, -1)] = given;
    else if (step !== given) return undefined;
  }
  return parameters;
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

const newDocumentUploads = [
  property('uploads', 'object[]', {
    properties: [
      property('file_name', 'string'),
      property('mime_type', 'string'),
      property('file_locked', 'boolean', { required: false }),
    ],
  }),
];

const company = '/companies/{company_id}';
const project = `${company}/projects/{project_id}`;
const documents = `/rest/v2.0${project}/document_management/document_uploads`;

const youngOperations: readonly Operation[] = [
  ...[company, project].flatMap(scope => [
    operation('POST', `/rest/v2.1${scope}/uploads`, newUpload),
    operation('GET', `/rest/v2.1${scope}/uploads/{upload_id}`),
    operation('PATCH', `/rest/v2.1${scope}/uploads/{upload_id}`, [property('part_etags', 'string[]')]),
  ]),
  operation('POST', documents, newDocumentUploads),
  operation('PATCH', documents, [
    property('update_params', 'object[]', { properties: [property('id', 'string')] }),
  ]),
  operation('GET', `${documents}/{document_upload_id}`),
];

function operation(method: string, path: string, properties?: readonly BodyProperty[]): Operation {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  return {
    method,
    path,
    tag: 'Core/File Access & Storage/uploads',
    id: `${method} ${path}`,
    pathParameters: names.map(
      (name): Parameter => ({
        name,
        type: name.endsWith('upload_id') ? 'string' : 'integer',
        required: true,
      }),
    ),
    queryParameters: [],
    headerParameters: [],
    body: properties && { contentTypes: ['application/json'], required: true, properties },
    statuses: [],
    result: { type: 'object', wrapped: true, fields: [], item: undefined },
    deprecated: false,
  };
}
