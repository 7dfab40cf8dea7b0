import type { Directory, DirectoryCompany, DirectoryProject } from './directory.ts';
import { mainProjectNumber, sandboxProjectNumber } from './seed/directory.ts';

/** The company or project that a collection of records belongs to. */
export interface Scope {
  readonly kind: 'company' | 'project';
  readonly id: number;
  readonly company: DirectoryCompany;
  readonly project: DirectoryProject | undefined;
  /** How much is in it: the project of the long lists, the sandbox's seed project, others, nothing. */
  readonly size: 'main' | 'sandbox' | 'plain' | 'empty';
  /** Ids of its records start here; each scope has a block of its own. */
  readonly base: number;
}

/** The companies and projects that records are in; `undefined`: there is no such one. */
export interface Scopes {
  readonly all: readonly Scope[];
  /** `id` as it came in a path or query. */
  company(id: string): Scope | undefined;
  project(id: string): Scope | undefined;
  /** The scope in whose block a record's id lies. */
  ofRecord(id: number): Scope | undefined;
  /** A project that was created; it starts empty. */
  add(project: DirectoryProject): void;
}

/** Ids in one scope. */
export const blockSize = 100_000_000;
/** Ids of newer zones exceed 2^49 [doc]. */
const largeBase = 2 ** 49;

/** A scope for each company and project of the directory. */
export function createScopes(directory: Directory): Scopes {
  const all: Scope[] = [];
  const companies = new Map<string, Scope>();
  const projects = new Map<string, Scope>();
  const byBlock = new Map<number, Scope>();
  const add = (scope: Omit<Scope, 'base'>): Scope => {
    const base = (scope.company.id > largeBase ? largeBase : 0) + (all.length + 1) * blockSize;
    const placed = { ...scope, base };
    all.push(placed);
    byBlock.set(Math.floor(base / blockSize), placed);
    (scope.kind === 'company' ? companies : projects).set(String(scope.id), placed);
    return placed;
  };
  for (const company of directory.companies) {
    const size = directory.projects.some(({ companyId }) => companyId === company.id) ? 'plain' : 'empty';
    add({ kind: 'company', id: company.id, company, project: undefined, size });
  }
  const addProject = (project: DirectoryProject, size: Scope['size']): void => {
    const company = directory.company(String(project.companyId));
    if (company !== undefined) add({ kind: 'project', id: project.id, company, project, size });
  };
  for (const project of directory.projects) addProject(project, sizeOf(project));
  return {
    all,
    company: id => companies.get(id),
    project: id => projects.get(id),
    ofRecord: id => byBlock.get(Math.floor(id / blockSize)),
    add: project => addProject(project, 'empty'),
  };
}

function sizeOf(project: DirectoryProject): Scope['size'] {
  if (project.number === mainProjectNumber) return 'main';
  return project.number === sandboxProjectNumber ? 'sandbox' : 'plain';
}
