import type { DirectoryTool } from './directory.ts';
import { documentsAnswer } from './folders.ts';
import type { RecordsAnswer } from './records.ts';
import type { Fields } from './shape.ts';
import { answered, listed, notFound, type Parts, type Task } from './task.ts';

type Special = (task: Task, parts: Parts) => RecordsAnswer | undefined;

/** Answers that follow from the directory and not from rows, by method and collection. */
const specials: Readonly<Record<string, Special>> = {
  'GET me': me,
  'GET companies': companies,
  'GET tools': tools,
  'PATCH tools': switchTools,
  'GET settings/permissions': permissions,
  'GET company_base_url': baseUrl,
};

/** The hand-made answer to a call, or `undefined` where rows answer it. */
export function specialAnswer(task: Task, parts: Parts): RecordsAnswer | undefined {
  const special = specials[`${task.operation.method} ${task.resource.collection}`];
  return special ? special(task, parts) : documentsAnswer(task, parts);
}

function me(task: Task, parts: Parts): RecordsAnswer | undefined {
  const { call, resource, place, operation } = task;
  const user = parts.directory.user(call.userId) ?? parts.directory.serviceAccount;
  if (resource.company === undefined) {
    const scoped = call.query.has('company_id') || call.query.has('project_id');
    const { id, login, name } = user;
    return answered(
      task,
      scoped || call.companyId !== undefined ? { id, login, name } : { id, login, name: null },
    );
  }
  const users = parts.store.shelf('users', place.shelf.scope, []);
  const index = parts.store.indexOf(users, user.id);
  const fields = operation.result?.fields ?? [];
  return index === undefined
    ? notFound
    : answered(task, parts.shapes.record(users, index, fields, resource.second));
}

function companies(task: Task, parts: Parts): RecordsAnswer | undefined {
  if (task.resource.role !== 'list') return undefined;
  const rows = parts.directory.companies
    .filter(({ id }) => parts.directory.userSeesCompany(task.call.userId, id))
    .flatMap(({ id }): readonly Fields[] => {
      const scope = parts.scopes.company(String(id));
      if (scope === undefined) return [];
      const shelf = parts.store.shelf('companies', scope, []);
      return [parts.shapes.record(shelf, 0, task.operation.result?.fields ?? [], false)];
    });
  return listed(task, rows);
}

function tools(task: Task, parts: Parts): RecordsAnswer | undefined {
  const { project } = task.place.shelf.scope;
  if (project === undefined) return undefined;
  const only = task.call.query.get('filters[is_active]');
  const wantsLevel = task.resource.project === undefined;
  const rows = parts.directory
    .toolsOf(project.id)
    .filter(({ isActive }) => only === null || String(isActive) === only)
    .map(tool => ({
      ...toolFields(tool),
      ...(wantsLevel && {
        user_access_level: parts.directory.levelInProject(task.call.userId, project.id, tool.engineName),
        provider_id: project.id,
        provider_type: 'Project',
      }),
    }));
  return listed(task, rows);
}

function toolFields({ id, engineName, title, isActive, position, required }: DirectoryTool): Fields {
  return { id, engine_name: engineName, title, is_active: isActive, position, required };
}

function switchTools(task: Task, parts: Parts): RecordsAnswer | undefined {
  const { project } = task.place.shelf.scope;
  const body: unknown = task.call.body;
  const changes: unknown = typeof body === 'object' && body !== null && 'tools' in body ? body.tools : [];
  if (project === undefined || !Array.isArray(changes)) return undefined;
  for (const change of changes) {
    if (typeof change?.id === 'number' && typeof change.is_active === 'boolean') {
      parts.directory.switchTool(project.id, change.id, change.is_active);
    }
  }
  return answered(task, parts.directory.toolsOf(project.id).map(toolFields));
}

const levelIds = { None: 1, 'Read-only': 2, Standard: 3, Admin: 4 } as const;

function permissions(task: Task, parts: Parts): RecordsAnswer | undefined {
  const { directory } = parts;
  const { project, company } = task.place.shelf.scope;
  const { userId } = task.call;
  const some = project ?? directory.projects.find(({ companyId }) => companyId === company.id);
  const list = (some === undefined ? [] : directory.toolsOf(some.id)).filter(({ isActive }) => isActive);
  const manifest = list.map(tool => {
    const level = project
      ? directory.levelInProject(userId, project.id, tool.engineName)
      : directory.levelInCompany(userId, company.id, tool.engineName);
    return {
      id: tool.id,
      name: tool.engineName,
      friendly_name: tool.title,
      available_for_user: level !== 'None',
      user_access_level: { id: levelIds[level], name: level },
      permitted_actions:
        level === 'None' ? [] : level === 'Read-only' ? ['view'] : ['view', 'create', 'update'],
      can_create: level === 'Standard' || level === 'Admin',
      url: `https://${company.zone}.procore.com/${project?.id ?? company.id}/${tool.engineName}`,
    };
  });
  return answered(task, { tools: manifest });
}

function baseUrl(task: Task): RecordsAnswer {
  const { zone } = task.place.shelf.scope.company;
  return answered(task, { zone, web_base_url: `https://${zone}.procore.com` });
}
