import {
  type RequestPlaces,
  type ResourceRequest,
  resourceRequest,
} from '../../httpFile/convert/fromResource.ts';
import { fileEnvironment } from '../../httpFile/fileEnvironment.ts';
import { findRequest } from '../../httpFile/names.ts';
import type { HttpFile } from '../../httpFile/syntax.ts';
import type { Operation } from '../../procore/catalog/catalog.ts';
import { webPathOf } from '../../procore/diagnosis/webPages.ts';
import { type Resource, type Verb, verbs } from '../../procore/explorer/resources.ts';
import { targetOf } from '../../procore/explorer/target.ts';
import { customToolId } from '../../procore/explorer/tools.ts';
import type { Environments } from '../environments/environments.ts';
import type { ExplorerNode } from './node.ts';

/** What requests of a row are about, as plain data that a drag may carry. */
export interface Subject {
  /** What people call it: the resource, or the record. */
  readonly label: string;
  readonly environment: string;
  readonly companyId: string;
  readonly projectId: string | undefined;
  /** `Resource.id`; `undefined` for a tool. */
  readonly resourceId: string | undefined;
  readonly recordId: string | undefined;
  readonly above: readonly string[];
  readonly toolId: string | undefined;
  /** For people; '' where no tool is known. */
  readonly toolTitle: string;
  /** The account's own level in the tool; `undefined`: not known. */
  readonly level: string | undefined;
}

/** `Resource.id` of projects: a company has them, and a project is one. */
export const projectsId = 'company projects';

/** `undefined`: no request is about such a row. */
export function subjectOf(node: ExplorerNode): Subject | undefined {
  const { label, environment } = node;
  const alone = { above: [], toolId: undefined, toolTitle: '', level: undefined };
  switch (node.kind) {
    case 'company': {
      const ids = { companyId: node.companyId, projectId: undefined, recordId: undefined };
      return { ...alone, label, environment, ...ids, resourceId: projectsId };
    }
    case 'project': {
      const ids = { companyId: node.companyId, projectId: node.projectId, recordId: node.projectId };
      return { ...alone, label, environment, ...ids, resourceId: projectsId };
    }
    case 'tool':
    case 'resource':
    case 'record': {
      const { companyId, projectId, engineName, toolTitle, level } = node;
      const toolId = engineName === undefined ? undefined : customToolId(engineName);
      const about =
        node.kind === 'tool'
          ? { resourceId: undefined, recordId: undefined, above: [] }
          : {
              resourceId: node.resource.id,
              recordId: node.kind === 'record' ? node.recordId : undefined,
              above: node.above,
            };
      return { label, environment, companyId, projectId, ...about, toolId, toolTitle, level };
    }
    default:
      return undefined;
  }
}

/** What can be done, what is nearest first: a record is shown, of a resource all are listed. */
export function verbsOf(resource: Resource, { recordId }: Pick<Subject, 'recordId'>): readonly Verb[] {
  const order: readonly Verb[] =
    recordId === undefined ? verbs : ['show', 'update', 'delete', 'list', 'create'];
  return order.filter(verb => resource[verb] !== undefined);
}

type Chosen = Pick<Environments, 'active' | 'company' | 'project'>;

/**
 * The request of a subject as it is written into `file`; `undefined` for a file of its own. What is chosen in the
 * environment stands as a variable. `asks`: it asks before it is sent, in every environment.
 */
export function requestOf(
  subject: Subject,
  resource: Resource,
  verb: Verb,
  around: { readonly environments: Chosen; readonly file?: HttpFile | undefined; readonly asks?: boolean },
): ResourceRequest | undefined {
  const { environments, file, asks = false } = around;
  const { environment, companyId, recordId, above, toolId } = subject;
  const chosen = {
    companyId: environments.company(environment)?.id,
    projectId: environments.project(environment)?.id,
  };
  const goesTo = (file && fileEnvironment(file)) ?? environments.active().name;
  const isProject = resource.id === projectsId;
  const isChosenProject =
    isProject && recordId !== undefined && recordId === chosen.projectId && companyId === chosen.companyId;
  const places: RequestPlaces = {
    companyId,
    projectId: isProject ? undefined : subject.projectId,
    recordId: isChosenProject ? '{{$procore.projectId}}' : recordId,
    above,
    toolId,
    chosen,
    ...(goesTo !== environment && { environment }),
    ...(file && { isTaken: (name: string) => findRequest(file, name) !== undefined }),
    asks,
  };
  return resourceRequest(resource, verb, places);
}

/** Path and query of the call that is nearest, with ids; what is not known stays a placeholder. */
export function pathOf(subject: Subject, resource: Resource): string {
  const operation = operationOf(subject, resource);
  const isProject = resource.id === projectsId;
  return targetOf(operation, isProject ? { ...subject, projectId: undefined } : subject) ?? operation.path;
}

function operationOf({ recordId }: Subject, resource: Resource): Operation {
  return recordId === undefined ? resource.list : (resource.show ?? resource.list);
}

/** Where the web app shows it; `undefined`: nobody knows. */
export function webPathOfSubject(subject: Subject, resource: Resource | undefined): string | undefined {
  const { companyId, projectId, recordId } = subject;
  const isPlace = resource === undefined || resource.id === projectsId;
  // The record of a list stands behind it in the path, whatever version shows it.
  const list = isPlace ? '' : pathOf({ ...subject, recordId: undefined }, resource).replace(/\?.*$/, '');
  return webPathOf({
    companyId,
    projectId,
    path: recordId === undefined || isPlace ? list : `${list}/${recordId}`,
  });
}
