import { targetOf } from '../../procore/explorer/target.ts';
import { customToolId } from '../../procore/explorer/tools.ts';
import type { PageMark } from '../../procore/listBody.ts';
import type { Company } from '../environments/environments.ts';
import type { ResourceNode } from './node.ts';

/** A GET whose rows stand below a node. */
export interface Question {
  /** Path and query without what says the page. */
  readonly target: string;
  /** The company that it is for; `undefined`: the one that is chosen, if any. */
  readonly company: Company | undefined;
  /** Whether it takes `page` and `per_page`; others come whole, or go on by a mark of their own. */
  readonly byPage: boolean;
}

/** Rows in a page: soon there, and more than a person looks through at once. */
export const pageSize = 100;

/** The companies of the account. Source: Procore API reference, "Companies". */
export const companiesQuestion: Question = {
  target: '/rest/v1.0/companies',
  company: undefined,
  byPage: true,
};

/**
 * Projects of a company by name, in the short view. The list cannot be sorted by status, so active and inactive ones
 * are asked for one after the other. `name`: only those whose name has it. Source: "Projects" [oas].
 */
export function projectsQuestion(
  company: Company,
  status: 'Active' | 'Inactive' | 'All',
  name?: string,
): Question {
  const wanted = name === undefined ? '' : `&filters[name]=${encodeURIComponent(name)}`;
  const query = `company_id=${encodeURIComponent(company.id)}&view=compact&sort=name&filters[by_status]=${status}`;
  return { target: `/rest/v1.1/projects?${query}${wanted}`, company, byPage: true };
}

/** Tools of a project, with the account's own level in each. Source: Procore API reference, "Tools" [oas]. */
export function toolsQuestion(company: Company, projectId: string): Question {
  return { target: `/rest/v1.0/tools?project_id=${encodeURIComponent(projectId)}`, company, byPage: true };
}

/** Records of a resource; `undefined` where an id that its list needs is not known. */
export function recordsQuestion(node: ResourceNode): Question | undefined {
  const { resource, companyId, companyName, projectId, engineName, above } = node;
  const target = targetOf(resource.list, {
    companyId,
    projectId,
    above,
    toolId: engineName === undefined ? undefined : customToolId(engineName),
  });
  if (target === undefined) return undefined;
  return {
    target: target.replace(/&per_page=\d+|(?<=\?)per_page=\d+&?/, ''),
    company: { id: companyId, name: companyName },
    byPage: resource.list.queryParameters.some(({ name }) => name === 'page'),
  };
}

/** The page of a question after which nothing was read yet. */
export function firstMark({ byPage }: Question): PageMark {
  return byPage ? { page: '1', per_page: String(pageSize) } : {};
}

/** The page after the one that `mark` asks for; `undefined`: nothing says how to ask for it. */
export function nextMark({ byPage }: Question, mark: PageMark): PageMark | undefined {
  return byPage ? { ...mark, page: String(Number(mark['page']) + 1) } : undefined;
}

/** The text of a request for one page, as a file would have it. */
export function requestTextOf({ target, company }: Question, mark: PageMark): string {
  const marks = Object.entries(mark).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  const full = marks.length === 0 ? target : `${target}${target.includes('?') ? '&' : '?'}${marks.join('&')}`;
  return `${company === undefined ? '' : `# @company ${company.id}\n`}GET ${full}\n`;
}
