import assert from 'node:assert/strict';
import { loadBundledCatalog } from '../../src/procore/catalog/bundled.ts';
import type { BodyProperty, Operation } from '../../src/procore/catalog/catalog.ts';
import { exampleUploadId } from '../../src/simulator/uploads/uploads.ts';
import { type Answer, openSimulator, type SimulatorClient } from './client.ts';

/** Deletes come last, the longest paths first, so that nothing is gone before it is asked for. */
const order = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'];

function inOrder(a: Operation, b: Operation): number {
  const byMethod = order.indexOf(a.method) - order.indexOf(b.method);
  return byMethod !== 0 ? byMethod : b.path.split('/').length - a.path.split('/').length;
}

type Ids = Readonly<Record<string, string | number>>;

/** A value of a declared type, required fields only. `ids` are those of the company and project. */
function exampleValue(property: BodyProperty, ids: Ids): unknown {
  const { name, type, values, properties, default: preset } = property;
  if (name in ids) return ids[name];
  if (name.endsWith('upload_uuid')) return exampleUploadId;
  if (type.endsWith('[]') || type === 'array') {
    const inner = {
      name,
      type: type.replace(/\[\]$/, ''),
      required: true,
      ...(properties && { properties }),
    };
    return [exampleValue(inner, ids)];
  }
  if (preset !== undefined && preset !== null) return preset;
  if (values?.length) return values[0];
  if (properties?.length || type === 'object') return exampleBody(properties ?? [], ids);
  if (type.startsWith('integer') || type.startsWith('number')) return 1;
  if (type === 'boolean') return true;
  if (type === 'string:date') return '2026-11-22';
  return type === 'string:date-time' ? '2026-11-22T09:00:00Z' : `Some ${name}`;
}

function exampleBody(properties: readonly BodyProperty[], ids: Ids): Record<string, unknown> {
  return Object.fromEntries(
    properties
      .filter(({ required }) => required)
      .map(property => [property.name, exampleValue(property, ids)]),
  );
}

/** The document has lost the bodies of v1 hooks and triggers, and v2 checks what the fields say. */
function hookBody({ path, method }: Operation, { project_id }: Ids): unknown {
  if (method === 'PATCH' || !path.includes('/webhooks/hooks')) return undefined;
  const trigger = { resource_name: path.includes('projects') ? 'RFIs' : 'Projects', event_type: 'update' };
  const address = 'https://hooks.example.com/a';
  const hook = { namespace: 'example', destination_url: address };
  const first = { project_id, api_version: 'v2' };
  const inProject = { resource_name: 'RFIs', event_type: 'create' };
  const second = path.startsWith('/rest/v2');
  if (path.endsWith('/hooks')) {
    return second ? { ...hook, payload_version: 'v2' } : { project_id, hook: { ...hook, api_version: 'v2' } };
  }
  if (method === 'DELETE') return second ? undefined : { project_id, triggers: [] };
  if (second) return trigger;
  return path.endsWith('/bulk') ? { ...first, triggers: [inProject] } : { ...first, trigger: inProject };
}

function call(client: SimulatorClient, operation: Operation): Promise<Answer> {
  const { path, query } = client.simulator.records.exampleParameters(operation);
  const filled = operation.path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(path[name] ?? ''));
  const search = Object.keys(query).length === 0 ? '' : `?${new URLSearchParams(query)}`;
  const sendsBody = operation.body !== undefined && operation.method !== 'GET';
  const ids = { company_id: 4264807, project_id: path['project_id'] ?? query['project_id'] ?? 310512 };
  const body = !sendsBody
    ? {}
    : { body: hookBody(operation, ids) ?? exampleBody(operation.body?.properties ?? [], ids) };
  return client.api(`${operation.method} ${filled}${search}`, body);
}

/** What is wrong with an answer, in words; `undefined`: nothing. */
function problemOf(
  { method, statuses, result }: Operation,
  { status, text, json }: Answer,
): string | undefined {
  const documented = statuses.filter(one => one.startsWith('2'));
  if (documented.length > 0 ? !documented.includes(String(status)) : status >= 400) {
    return `${status}, documented are ${documented.join(', ')}: ${text.slice(0, 120)}`;
  }
  if (result === undefined || status === 204 || text === '') return undefined;
  const data = result.wrapped ? (json as { data?: unknown } | undefined)?.data : json;
  if (result.type === 'array') {
    if (!Array.isArray(data)) return `no array: ${text.slice(0, 120)}`;
    return data.length === 0 || result.item !== undefined
      ? undefined
      : fieldProblems(method, result.fields, data[0]);
  }
  if (result.type !== 'object') return undefined;
  // One list is documented as its item (submittals in v2).
  return fieldProblems(method, result.fields, Array.isArray(data) ? data[0] : data);
}

/** Every documented field is there, and, where no body is echoed, of its documented type or null. */
function fieldProblems(
  method: string,
  fields: readonly (readonly [string, string])[],
  record: unknown,
): string | undefined {
  if (typeof record !== 'object' || record === null) return `no object: ${JSON.stringify(record)}`;
  const values = new Map(Object.entries(record));
  const wrong = fields
    .filter(([name]) => !name.includes('%{'))
    .filter(([name, type]) => !values.has(name) || (method === 'GET' && !isOfType(values.get(name), type)))
    .map(([name, type]) => `${name} (${type}, is ${JSON.stringify(values.get(name))})`);
  return wrong.length === 0 ? undefined : `wrong: ${wrong.join(', ')}`;
}

function isOfType(value: unknown, type: string): boolean {
  if (value === null) return true;
  if (type.endsWith('[]') || type === 'array') return Array.isArray(value);
  if (type.startsWith('integer')) return Number.isInteger(value);
  if (type.startsWith('number')) return typeof value === 'number';
  if (type.startsWith('string')) return typeof value === 'string';
  if (type === 'boolean') return typeof value === 'boolean';
  return type === 'object' ? typeof value === 'object' : true;
}

describe('every operation of the catalog', () => {
  it('answers with a documented status and shape', async function () {
    this.timeout(60_000);
    const { operations } = await loadBundledCatalog();
    const client = await openSimulator();
    const problems: string[] = [];
    const api = operations.filter(({ path }) => path.startsWith('/rest/')).toSorted(inOrder);
    for (const operation of api) {
      const answer = await call(client, operation);
      // The same record has other addresses in other versions, where it may be deleted already.
      const gone = operation.method === 'DELETE' && answer.status === 404;
      const problem = problemOf(operation, gone ? await call(await openSimulator(), operation) : answer);
      if (problem !== undefined) problems.push(`${operation.method} ${operation.path}: ${problem}`);
    }
    assert.ok(api.length > 2600);
    assert.deepEqual(problems, []);
  });
});
