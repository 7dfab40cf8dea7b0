import type { Operation, Parameter } from '../../procore/catalog/catalog.ts';
import { exampleUploadId } from '../uploads/uploads.ts';
import { uuidOf } from './ids.ts';
import type { Resource } from './resource.ts';
import type { Scope } from './scopes.ts';
import type { Parts } from './task.ts';

/** See `Records.exampleParameters`. */
export function exampleParameters(
  operation: Operation,
  parts: Parts,
): { readonly path: Readonly<Record<string, string>>; readonly query: Readonly<Record<string, string>> } {
  const { scopes, resources } = parts;
  const resource = resources.of(operation);
  const project = scopes.all.find(({ size }) => size === 'main');
  const company = project && scopes.company(String(project.company.id));
  if (project === undefined || company === undefined) throw new Error('The seed has no main project.');
  const scope = isOfProject(resource, parts) ? project : company;
  const path: Record<string, string> = {};
  if (resource.company !== undefined) path[resource.company] = String(company.id);
  if (resource.project !== undefined) path[resource.project] = String(project.id);
  const above: number[] = [];
  for (const { parameter, collection } of resource.parents) {
    const known = parameter === 'project_id' && !resources.isCollection(collection);
    const id = known ? project.id : idIn(collection, scope, above, parts);
    above.push(id);
    path[parameter] = parameter === 'project_id' ? String(project.id) : textOf(operation, parameter, id);
  }
  if (resource.member !== undefined && resource.collection === 'uploads') {
    path[resource.member] = exampleUploadId;
  } else if (resource.member !== undefined) {
    path[resource.member] = textOf(
      operation,
      resource.member,
      idIn(resource.collection, scope, above, parts),
    );
  }
  const query = operation.queryParameters
    .filter(({ required }) => required)
    .map(parameter => [parameter.name, queryValue(parameter, project, company)]);
  return { path, query: { ...Object.fromEntries(query), ...undeclaredQuery(operation) } };
}

/** Whether the collection is a project's: some operation on it names the project. */
function isOfProject(resource: Resource, { resources }: Parts): boolean {
  const first = resource.parents[0]?.collection ?? resource.collection;
  if (resource.project !== undefined) return true;
  if (resource.company !== undefined) return false;
  return [resource, ...resources.on(first)].some(
    ({ project, operation }) =>
      project !== undefined ||
      operation.queryParameters.some(({ name, required }) => name === 'project_id' && required),
  );
}

function idIn(
  collection: string,
  scope: Scope,
  above: readonly number[],
  { store, resources }: Parts,
): number {
  const shelf = store.shelf(collection, scope, above);
  if (shelf.open || !resources.isCollection(collection)) return 1001;
  return store.row(shelf, Math.max(0, shelf.perDay > 0 ? shelf.count - 1 : 0)).id;
}

/** v2 hooks are listed for one namespace, which the document requires only since autumn 2026. */
function undeclaredQuery({ method, path }: Operation): Readonly<Record<string, string>> {
  const lists = method === 'GET' && path.startsWith('/rest/v2.0/') && path.endsWith('/webhooks/hooks');
  return lists ? { namespace: 'api-workbench' } : {};
}

function textOf(operation: Operation, name: string, id: number): string {
  const type = operation.pathParameters.find(parameter => parameter.name === name)?.type;
  return type === 'string:uuid' ? uuidOf(id) : String(id);
}

function queryValue({ name, type, values }: Parameter, project: Scope, company: Scope): string {
  if (name === 'project_id') return String(project.id);
  if (name === 'company_id') return String(company.id);
  if (name === 'payload_version') return 'v2.0';
  if (values?.[0] !== undefined) return String(values[0]);
  if (type.startsWith('integer') || type.startsWith('number')) return '1001';
  if (type.startsWith('boolean')) return 'true';
  if (type.startsWith('string:date')) return '2026-01-05';
  return type.startsWith('string:uuid') ? uuidOf(1001) : 'example';
}
