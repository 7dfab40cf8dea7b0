import type { Environment } from '../../procore/environments.ts';
import type { Company, Environments, Project } from '../environments/environments.ts';

/** Where a request went when it was sent before, whatever is chosen now. */
export interface SentAs {
  readonly environment: Environment;
  readonly company: Company | undefined;
  readonly project: Project | undefined;
}

/** Company and project that a request is for. */
export interface Choices {
  readonly company: Company | undefined;
  readonly project: Project | undefined;
}

/** Those that it was sent for before, else those that are chosen now; a project only of that very company. */
export function choicesFor(
  environments: Pick<Environments, 'company' | 'project'>,
  environment: string,
  as: SentAs | undefined,
): Choices {
  const company = as?.company ?? environments.company(environment);
  const project = as?.project ?? environments.project(environment);
  return { company, project: project?.companyId === company?.id ? project : undefined };
}
