import type { Catalog, Operation } from '../catalog/catalog.ts';
import { versionOf } from '../catalog/format.ts';
import { type Place, placeOf, type Scope, type Verb } from './place.ts';
import { rankOf, titleOf } from './titles.ts';

export type { Scope, Verb } from './place.ts';

/** Something that a project or a company has many of, as RFIs, and what can be done with it. */
export interface Resource {
  /** The same in all versions of the catalog, e.g. `project rfis` or `project rfis/{}/replies`. */
  readonly id: string;
  /** For people, e.g. `RFIs`. */
  readonly title: string;
  /** The tool as the catalog's tags have it, e.g. `Project Management/RFI`; see `resourcesOfTool`. */
  readonly tool: string;
  readonly scope: Scope;
  /** The resource whose record the path of this one names; `undefined`: stands by itself. */
  readonly parent: string | undefined;
  /**
   * All of a page; its path takes no ids but those of company and project and, with `parent`, of that record; and of
   * the tool itself where it is one that the company made (`generic_tool_id`).
   */
  readonly list: Operation;
  readonly show?: Operation;
  readonly create?: Operation;
  readonly update?: Operation;
  readonly delete?: Operation;
}

/** All that can be done with a resource, reads first. */
export const verbs: readonly Verb[] = ['list', 'show', 'create', 'update', 'delete'];

const known = new WeakMap<Catalog, readonly Resource[]>();

/**
 * What somebody would look for in the catalog: everything that has a list which needs no more than the ids of
 * company and project, and with a `parent` its record's, and of which single records can be told apart. Each
 * operation in its newest version that is not deprecated. Best known first. Made once for each catalog.
 */
export function resourcesOf(catalog: Catalog): readonly Resource[] {
  const made = known.get(catalog) ?? makeResources(catalog.operations);
  known.set(catalog, made);
  return made;
}

/** The resources in records of another one, e.g. replies of RFIs. */
export function resourcesUnder(resources: readonly Resource[], { id }: Resource): readonly Resource[] {
  return resources.filter(({ parent }) => parent === id);
}

interface Family {
  readonly scope: Scope;
  readonly stem: string;
  readonly operations: { readonly verb: Verb; readonly operation: Operation }[];
}

function makeResources(operations: readonly Operation[]): readonly Resource[] {
  const families = new Map<string, Family>();
  const unbound: Place[] = [];
  for (const operation of operations) {
    const place = placeOf(operation);
    if (place === undefined) continue;
    if (place.scopes.length === 0) unbound.push(place);
    for (const scope of place.scopes) add(families, scope, place);
  }
  for (const place of unbound) {
    // `/locations/{id}` is a record of the list that a project or a company has.
    const owners = (['project', 'company'] as const).filter(scope =>
      families.get(`${scope} ${place.stem}`)?.operations.some(({ verb }) => verb === 'list'),
    );
    for (const scope of owners) add(families, scope, place);
  }
  const resources = [...families.values()].flatMap(family => resourceOfFamily(family));
  const byId = new Map(resources.map(resource => [resource.id, resource]));
  const hasRoot = ({ parent }: Resource): boolean => {
    if (parent === undefined) return true;
    const outer = byId.get(parent);
    return outer !== undefined && hasRoot(outer);
  };
  return resources
    .filter(resource => hasRoot(resource))
    .map((resource, order) => ({ resource, order, rank: rankOf(resource.id) }))
    .sort((a, b) => a.rank - b.rank || a.order - b.order)
    .map(({ resource }) => resource);
}

const customTool = 'generic_tools/{}/generic_tool_items';

function add(families: Map<string, Family>, scope: Scope, { stem, verb, operation }: Place): void {
  const key = `${scope} ${stem}`;
  const family = families.get(key) ?? { scope, stem, operations: [] };
  families.set(key, family);
  family.operations.push({ verb, operation });
}

function resourceOfFamily({ scope, stem, operations }: Family): readonly Resource[] {
  const best = (wanted: Verb): Operation | undefined => {
    let found: Operation | undefined;
    for (const { verb, operation } of operations)
      if (verb === wanted) found = found === undefined ? operation : better(found, operation);
    return found;
  };
  const list = best('list');
  if (list === undefined) return [];
  const [show, create, update, remove] = [best('show'), best('create'), best('update'), best('delete')];
  if (isOneRecord(list, stem)) return [];
  if (show === undefined && create === undefined && update === undefined && remove === undefined) {
    if (isPickList(list)) return [];
  }
  // A custom tool is no record: its id is known as soon as the tool is.
  const outer =
    stem.startsWith(customTool) && stem.indexOf('{}') === stem.lastIndexOf('{}')
      ? -1
      : stem.lastIndexOf('/{}/');
  return [
    {
      id: `${scope} ${stem}`,
      title: titleOf(`${scope} ${stem}`),
      tool: list.tag.split('/', 2).join('/'),
      scope,
      parent: outer < 0 ? undefined : `${scope} ${stem.slice(0, outer)}`,
      list,
      ...(show && { show }),
      ...(create && { create }),
      ...(update && { update }),
      ...(remove && { delete: remove }),
    },
  ];
}

/** Of some things a project has just one, and what answers looks like a record. */
function isOneRecord({ result }: Operation, stem: string): boolean {
  return result?.type === 'object' && !result.wrapped && !/s$/.test(stem);
}

/** What nothing can be done with is looked for where it names records, and not the choices of a form. */
function isPickList({ result, tag }: Operation): boolean {
  if (/(?:options?|assignees|available|potential|possible|assignable|default|approvers)/.test(tag))
    return true;
  return !result?.fields.some(([name]) => name === 'id');
}

/** One that is not going to go, whose answer is known, of the newest version. */
function better(one: Operation, other: Operation): Operation {
  if (one.deprecated !== other.deprecated) return one.deprecated ? other : one;
  const [known, otherKnown] = [isKnown(one), isKnown(other)];
  if (known !== otherKnown) return known ? one : other;
  const newer = versionNumber(other) - versionNumber(one);
  // Of the same version the one whose path says whose it is: the other form is the older one.
  if (newer === 0) return namesPlace(other) && !namesPlace(one) ? other : one;
  return newer > 0 ? other : one;
}

function namesPlace({ path }: Operation): boolean {
  return /\{(?:company|project)_id\}/.test(path);
}

/** No part of a version has two digits yet; v1.10 would come after v1.9 all the same. */
function versionNumber({ path }: Operation): number {
  const [major = 0, minor = 0] = versionOf(path).slice(1).split('.').map(Number);
  return major * 1000 + minor;
}

function isKnown({ method, result }: Operation): boolean {
  return method !== 'GET' || (result !== undefined && result.type !== 'none');
}
