import type { BodyProperty, Operation, OperationBody, OperationResult, Parameter } from './catalog.ts';
import { operationIdOf } from './format.ts';

/** As much of an OpenAPI 3 or Swagger 2 document as the catalog reads. */
export interface OpenApiDocument {
  readonly openapi?: string;
  readonly swagger?: string;
  readonly info?: { readonly title?: string; readonly version?: string };
  readonly basePath?: string;
  readonly paths: Readonly<Record<string, PathItem>>;
}

type PathItem = Readonly<Record<string, unknown>> & { readonly parameters?: readonly Node[] };
type Node = Readonly<Record<string, unknown>>;

const methods = ['get', 'put', 'post', 'delete', 'patch'] as const;
/** Deeper properties of bodies are left out: they would double the catalog and help nobody. */
const bodyDepth = 3;

/** Whether a parsed document is OpenAPI 3 or Swagger 2. */
export function isOpenApi(document: unknown): document is OpenApiDocument {
  return (
    isNode(document) &&
    (isText(document['openapi']) || isText(document['swagger'])) &&
    isNode(document['paths'])
  );
}

/** The operations of a document, by tag and then in its order. References within the document are followed. */
export function operationsOfOpenApi(document: OpenApiDocument): readonly Operation[] {
  const resolve = resolverOf(document);
  const base = document.swagger === undefined ? '' : (document.basePath ?? '').replace(/\/$/, '');
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    methods.flatMap(method => {
      const node = resolve(item[method]);
      return node === undefined ? [] : [operationOf(method, `${base}${path}`, item, node, resolve)];
    }),
  );
  return operations.sort((a, b) => (a.tag < b.tag ? -1 : a.tag > b.tag ? 1 : 0));
}

type Resolve = (value: unknown) => Node | undefined;

function resolverOf(document: OpenApiDocument): Resolve {
  const resolve = (value: unknown, followed: number): Node | undefined => {
    if (!isNode(value)) return undefined;
    const reference = value['$ref'];
    if (!isText(reference)) return value;
    if (!reference.startsWith('#/') || followed > 20) return undefined;
    let target: unknown = document;
    for (const step of reference.slice(2).split('/')) {
      const key = decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~');
      target = isNode(target) ? target[key] : undefined;
    }
    return resolve(target, followed + 1);
  };
  return value => resolve(value, 0);
}

function operationOf(method: string, path: string, item: PathItem, node: Node, resolve: Resolve): Operation {
  const nodes = nodesOf([...listOf(item.parameters), ...listOf(node['parameters'])], resolve);
  const of = (place: string) =>
    nodes.filter(parameter => parameter['in'] === place).map(parameter => parameterOf(parameter, resolve));
  const upper = method.toUpperCase();
  return {
    method: upper,
    path,
    tag: textOf(listOf(node['tags'])[0]) ?? 'Other',
    id: textOf(node['operationId']) ?? operationIdOf(upper, path),
    pathParameters: of('path'),
    queryParameters: of('query'),
    headerParameters: of('header').filter(
      ({ name }) => !['procore-company-id', 'authorization'].includes(name.toLowerCase()),
    ),
    body: bodyOf(node, nodes, resolve),
    statuses: isNode(node['responses']) ? Object.keys(node['responses']) : [],
    result: resultOf(node, resolve),
    deprecated: node['deprecated'] === true,
  };
}

function parameterOf(node: Node, resolve: Resolve): Parameter {
  // Swagger 2 writes the schema into the parameter itself.
  const schema = resolve(node['schema']) ?? node;
  return describe(textOf(node['name']) ?? '', schema, node['required'] === true, resolve);
}

function describe(name: string, schema: Node, required: boolean, resolve: Resolve): Parameter {
  const values = listOf(schema['enum'] ?? resolve(schema['items'])?.['enum']).filter(
    value => typeof value === 'string' || typeof value === 'number',
  );
  return {
    name,
    type: typeOf(schema, resolve),
    required,
    ...(values.length > 0 && { values }),
    ...(schema['default'] !== undefined && { default: schema['default'] }),
  };
}

function typeOf(schema: Node, resolve: Resolve, depth = 0): string {
  const merged = mergedOf(schema, resolve);
  const type = isText(merged['type'])
    ? merged['type']
    : textOf(listOf(merged['type']).find(option => option !== 'null'));
  if (type === 'array') {
    const items = resolve(merged['items']);
    return `${items === undefined || depth > 2 ? 'any' : typeOf(items, resolve, depth + 1)}[]`;
  }
  if (type === undefined) return isNode(merged['properties']) ? 'object' : 'any';
  const format = textOf(merged['format']);
  return format === undefined || type === 'integer' ? type : `${type}:${format}`;
}

/** `allOf` joined to one schema; of `oneOf` and `anyOf` every property, none of them required. */
function mergedOf(schema: Node, resolve: Resolve, depth = 0): Node {
  const partsOf = (key: string) => nodesOf(listOf(schema[key]), resolve);
  const all = partsOf('allOf');
  const some = [...partsOf('oneOf'), ...partsOf('anyOf')];
  if (depth > 8 || all.length + some.length === 0) return schema;
  const merge = (parts: readonly Node[]) => parts.map(part => mergedOf(part, resolve, depth + 1));
  const optional = merge(some).map(({ required: _, ...part }) => part);
  return [...merge(all), ...optional, schema].reduce<Node>((joined, part) => joinSchemas(joined, part), {});
}

function joinSchemas(first: Node, second: Node): Node {
  const properties = [first['properties'], second['properties']].filter(isNode);
  return {
    ...first,
    ...second,
    ...(properties.length > 0 && { properties: Object.assign({}, ...properties) }),
    required: [...listOf(first['required']), ...listOf(second['required'])],
  };
}

function propertiesOf(schema: Node, resolve: Resolve, depth: number): readonly BodyProperty[] {
  const merged = mergedOf(schema, resolve);
  const required = listOf(merged['required']);
  return Object.entries(isNode(merged['properties']) ? merged['properties'] : {}).flatMap(([name, value]) => {
    const property = resolve(value);
    if (property === undefined) return [];
    const described = describe(name, property, required.includes(name), resolve);
    const nested = depth < bodyDepth ? propertiesOf(itemOf(property, resolve), resolve, depth + 1) : [];
    return [{ ...described, ...(nested.length > 0 && { properties: nested }) }];
  });
}

/** The item's schema for a list, else the schema itself. */
function itemOf(schema: Node, resolve: Resolve): Node {
  const merged = mergedOf(schema, resolve);
  return merged['type'] === 'array' ? (resolve(merged['items']) ?? {}) : merged;
}

function bodyOf(node: Node, parameters: readonly Node[], resolve: Resolve): OperationBody | undefined {
  const body = resolve(node['requestBody']);
  if (body !== undefined) {
    const content = isNode(body['content']) ? body['content'] : {};
    const contentTypes = preferMultipart(Object.keys(content));
    const schema = resolve(resolve(content[contentTypes[0] ?? ''])?.['schema']) ?? {};
    return {
      contentTypes,
      required: body['required'] === true,
      properties: propertiesOf(schema, resolve, 1),
    };
  }
  const consumes = listOf(node['consumes']).filter(isText);
  const inBody = parameters.find(parameter => parameter['in'] === 'body');
  if (inBody !== undefined) {
    return {
      contentTypes: consumes.length > 0 ? preferMultipart(consumes) : ['application/json'],
      required: inBody['required'] === true,
      properties: propertiesOf(resolve(inBody['schema']) ?? {}, resolve, 1),
    };
  }
  const form = parameters.filter(parameter => parameter['in'] === 'formData');
  if (form.length === 0) return undefined;
  const properties = form.map(parameter => parameterOf(parameter, resolve));
  return {
    contentTypes: consumes.length > 0 ? preferMultipart(consumes) : ['multipart/form-data'],
    required: properties.some(({ required }) => required),
    properties,
  };
}

/** The first content type is the one whose properties are kept. */
function preferMultipart(contentTypes: readonly string[]): readonly string[] {
  return contentTypes.toSorted(
    (a, b) => Number(b.startsWith('multipart/')) - Number(a.startsWith('multipart/')),
  );
}

function resultOf(node: Node, resolve: Resolve): OperationResult | undefined {
  const responses = isNode(node['responses']) ? node['responses'] : {};
  const response = resolve(responses['200'] ?? responses['201']);
  if (response === undefined) return undefined;
  const content = isNode(response['content']) ? Object.values(response['content']) : [];
  const schema = resolve(resolve(content[0])?.['schema'] ?? response['schema']);
  if (schema === undefined) return { type: 'none', wrapped: false, fields: [], item: undefined };
  const whole = mergedOf(schema, resolve);
  const data = isNode(whole['properties']) ? resolve(whole['properties']['data']) : undefined;
  const payload = data === undefined ? whole : mergedOf(data, resolve);
  const type = typeOf(payload, resolve);
  const fields = propertiesOf(itemOf(payload, resolve), resolve, bodyDepth);
  const isList = type.endsWith('[]');
  return {
    type: isList ? 'array' : type,
    wrapped: data !== undefined,
    fields: fields.map(field => [field.name, field.type] as const),
    item: isList && fields.length === 0 ? type.slice(0, -'[]'.length) : undefined,
  };
}

function nodesOf(values: readonly unknown[], resolve: Resolve): readonly Node[] {
  return values.map(resolve).filter(node => node !== undefined);
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function textOf(value: unknown): string | undefined {
  return isText(value) ? value : undefined;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
