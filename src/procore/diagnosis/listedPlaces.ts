import type { Evidence } from './evidence.ts';

/** Whether the context lists companies and the one of the call is not among them. */
export function companyHidden({ context, companyId }: Pick<Evidence, 'context' | 'companyId'>): boolean {
  const { companies } = context;
  if (companies === undefined || companyId === undefined) return false;
  return !companies.some(({ id }) => String(id) === companyId);
}

/** Whether the context lists projects and the one of the call is not among them. */
export function projectHidden({ context, projectId }: Evidence): boolean {
  const { projects } = context;
  if (projects === undefined || projectId === undefined) return false;
  return !projects.some(({ id }) => String(id) === projectId);
}
