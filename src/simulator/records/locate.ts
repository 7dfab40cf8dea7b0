import { parseId } from './ids.ts';
import type { RecordsCall } from './records.ts';
import type { Resource, Resources } from './resource.ts';
import type { Scope, Scopes } from './scopes.ts';
import { hashText } from './seed/hash.ts';
import type { Shelf, Store } from './store.ts';

/** Where a call goes: the collection, and the record where the path names one. */
export interface Place {
  readonly shelf: Shelf;
  /** The record's index; `undefined`: the path names no record, or one that does not exist. */
  readonly index: number | undefined;
  /** The record just above the end of the path, e.g. `7` of `links/7/restore`. */
  readonly above: { readonly shelf: Shelf; readonly index: number } | undefined;
}

/**
 * Finds scope, records above and the record itself. Project and company come from the path, then the
 * query, then the body, then the company header; a flat path finds its project by the record's id.
 * `undefined`: one of them does not exist.
 */
export function locate(
  resource: Resource,
  call: RecordsCall,
  parts: { readonly store: Store; readonly scopes: Scopes; readonly resources: Resources },
): Place | undefined {
  const { scopes, store, resources } = parts;
  const { parameters } = call.match;
  const scope = scopeOfCall(resource, call, scopes);
  if (scope === undefined) return undefined;

  const find = (collection: string, parents: readonly number[], text: string) => {
    const id = parseId(text);
    const home = id === undefined ? undefined : scopes.ofRecord(id);
    const homes = home !== undefined && isWithin(home, scope) ? [home, scope] : [scope];
    for (const candidate of homes) {
      const shelf = store.shelf(collection, candidate, parents);
      const index = id === undefined ? openIndex(shelf, text) : store.indexOf(shelf, id);
      if (index !== undefined) return { shelf, index };
    }
    return undefined;
  };

  const parents: number[] = [];
  let above: Place['above'];
  let home = scope;
  for (const { parameter, collection } of resource.parents) {
    const text = parameters[parameter] ?? '';
    const found = resources.isCollection(collection) ? find(collection, parents, text) : undefined;
    if (found === undefined && resources.isCollection(collection)) return undefined;
    above = found;
    if (found !== undefined && !found.shelf.seed?.companyWide) home = found.shelf.scope;
    parents.push(parseId(text) ?? hashText(text));
  }
  if (resource.member === undefined) {
    return { shelf: store.shelf(resource.collection, home, parents), index: undefined, above };
  }
  const text = parameters[resource.member] ?? '';
  const found = find(resource.collection, parents, text);
  return {
    shelf: found?.shelf ?? store.shelf(resource.collection, home, parents),
    index: found?.index,
    above,
  };
}

function scopeOfCall(resource: Resource, call: RecordsCall, scopes: Scopes): Scope | undefined {
  const { parameters } = call.match;
  const project = named(resource.project, parameters) ?? fromCall(call, 'project_id');
  if (project !== undefined) return scopes.project(project);
  const company = named(resource.company, parameters) ?? fromCall(call, 'company_id') ?? call.companyId;
  return company === undefined ? scopes.all[0] : scopes.company(company);
}

function named(name: string | undefined, parameters: Readonly<Record<string, string>>): string | undefined {
  return name === undefined ? undefined : parameters[name];
}

function fromCall({ query, body }: RecordsCall, name: string): string | undefined {
  const inQuery = query.get(name);
  if (inQuery !== null && inQuery !== '') return inQuery;
  const value: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined;
  return typeof value === 'number' || (typeof value === 'string' && value !== '') ? String(value) : undefined;
}

/** A record of a project belongs to a call for its company, and one of the company to any of its projects. */
function isWithin(record: Scope, call: Scope): boolean {
  if (record.company.id !== call.company.id) return false;
  return record.kind === 'company' || call.kind === 'company' || record.id === call.id;
}

/** Names instead of ids, e.g. of a saved filter, exist where no list tells which there are. */
function openIndex(shelf: Shelf, text: string): number | undefined {
  return shelf.open && text !== '' ? hashText(text) : undefined;
}
