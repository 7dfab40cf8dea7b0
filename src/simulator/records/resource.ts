import type { Catalog, Operation } from '../../procore/catalog/catalog.ts';

/** What an operation does to which collection of records. */
export interface Resource {
  readonly operation: Operation;
  readonly role: Role;
  /** Path without version and scope, placeholders as `{}`: `rfis`, `rfis/{}/replies`. Shared by all versions. */
  readonly collection: string;
  /** Placeholder of the record itself; `undefined` where the path names the whole collection. */
  readonly member: string | undefined;
  /** Placeholders of the records above, outermost first, each with its own collection. */
  readonly parents: readonly { readonly parameter: string; readonly collection: string }[];
  /** Placeholders of company and project in the path. */
  readonly company: string | undefined;
  readonly project: string | undefined;
  /** v2 gives ids as texts and pages by ten. */
  readonly second: boolean;
}

/**
 * `single` is an object that is no record of a list (settings, totals, ...); `action` does something to a
 * record or a collection and answers what its shape says.
 */
export type Role = 'list' | 'show' | 'create' | 'update' | 'remove' | 'single' | 'action';

/**
 * Lists that the document gives as objects, because it lost the union of their views [inferred]; meetings
 * are a list of groups [live].
 */
const listsDespiteDocument = new Set([
  '/rest/v1.1/projects/{project_id}/meetings',
  '/rest/v2.0/companies/{company_id}/projects/{project_id}/commitment_contracts',
  '/rest/v2.0/companies/{company_id}/projects/{project_id}/prime_contracts',
  '/rest/v2.0/companies/{company_id}/projects/{project_id}/submittals',
]);

/** Resources of all operations, found by operation or by collection. */
export interface Resources {
  of(operation: Operation): Resource;
  /** Every operation on a collection and on its records. */
  on(collection: string): readonly Resource[];
  /** Whether the collection has records of its own: a list, or a record's own path. */
  isCollection(collection: string): boolean;
}

/** Paths are read when the first resource is asked for; roles when their collection is. */
export function createResources(catalog: Catalog): Resources {
  const places = new Map<string, Place>();
  const byCollection = new Map<string, Operation[]>();
  const resources = new Map<Operation, Resource>();
  const placeOf = ({ path }: Operation): Place => {
    const known = places.get(path);
    if (known !== undefined) return known;
    const place = readPath(path);
    places.set(path, place);
    return place;
  };
  const indexAll = (): void => {
    for (const operation of catalog.operations) {
      const { collection } = placeOf(operation);
      const group = byCollection.get(collection);
      if (group === undefined) byCollection.set(collection, [operation]);
      else group.push(operation);
    }
  };
  const operationsOn = (collection: string): readonly Operation[] => {
    if (byCollection.size === 0) indexAll();
    return byCollection.get(collection) ?? [];
  };
  const collections = new Map<string, boolean>();
  const isCollection = (collection: string): boolean => {
    const known = collections.get(collection);
    if (known !== undefined) return known;
    const is = operationsOn(collection).some(
      operation => placeOf(operation).member !== undefined || isList(operation),
    );
    collections.set(collection, is);
    return is;
  };
  const of = (operation: Operation): Resource => {
    const known = resources.get(operation);
    if (known !== undefined) return known;
    const place = placeOf(operation);
    const resource: Resource = {
      ...place,
      operation,
      role: roleOf(operation, place, isCollection),
      second: operation.path.startsWith('/rest/v2'),
    };
    resources.set(operation, resource);
    return resource;
  };
  return {
    of,
    isCollection,
    on: collection => operationsOn(collection).map(of),
  };
}

type Place = Pick<Resource, 'collection' | 'member' | 'parents' | 'company' | 'project'>;

/** `/rest/v1.0/projects/{project_id}/rfis/{id}` is the record `id` of `rfis` in the project. */
function readPath(path: string): Place {
  let steps = path.split('/').slice(1);
  if (steps[0] === 'rest') steps = steps.slice(2);
  // Resource planning has projects and people of its own, under a version of its own.
  const planning = steps[0] === 'workforce-planning' ? ['workforce-planning'] : [];
  if (planning.length > 0) steps = steps.slice(2);
  const company = scopeOf(steps, ['companies']);
  if (company !== undefined) steps = steps.slice(2);
  const project = scopeOf(steps, ['projects', 'project']);
  if (project !== undefined) steps = steps.slice(2);
  const last = steps.at(-1) ?? '';
  const member = placeholderOf(last);
  const above = [...planning, ...(member === undefined ? steps : steps.slice(0, -1))];
  const parents = above.flatMap((step, index) => {
    const parameter = placeholderOf(step);
    return parameter === undefined ? [] : [{ parameter, collection: keyOf(above.slice(0, index)) }];
  });
  return { collection: keyOf(above), member, parents, company, project };
}

function scopeOf(steps: readonly string[], names: readonly string[]): string | undefined {
  return steps.length > 2 && names.includes(steps[0] ?? '') ? placeholderOf(steps[1] ?? '') : undefined;
}

function placeholderOf(step: string): string | undefined {
  return /^\{([^}]+)\}/.exec(step)?.[1];
}

function keyOf(steps: readonly string[]): string {
  return steps.map(step => (step.startsWith('{') ? '{}' : step)).join('/');
}

function isList({ method, path, result }: Operation): boolean {
  return method === 'GET' && (result?.type === 'array' || listsDespiteDocument.has(path));
}

function roleOf(operation: Operation, place: Place, isCollection: (key: string) => boolean): Role {
  const { method } = operation;
  if (place.member !== undefined) {
    if (method === 'GET') return isList(operation) ? 'list' : 'show';
    if (method === 'DELETE') return 'remove';
    return method === 'POST' ? 'action' : 'update';
  }
  if (method === 'GET') return isList(operation) ? 'list' : 'single';
  return method === 'POST' && isCollection(place.collection) ? 'create' : 'action';
}
