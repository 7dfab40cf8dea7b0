import type { Directory, DirectoryProject, DirectoryTool, DirectoryUser } from '../directory.ts';
import { hashText } from './hash.ts';
import { moreProjects, seesMore } from './moreProjects.ts';
import { companies, projects, users } from './organization.ts';
import { seedTools } from './tools.ts';

/** The number of the project with the long lists. */
export const mainProjectNumber = '2024-017';
/** The number of the project with the seed data of the Developer Sandbox. */
export const sandboxProjectNumber = '1234';

/**
 * The seeded directory, with ids of this environment. The environment `simulator` has the plain ids. `more`: projects
 * of the main company beside the few that have a story.
 */
export function seedDirectory(environment: string, more = 0): Directory {
  const shift = environment === 'simulator' ? 0 : 10_000_000 + (hashText(environment) % 800) * 10_000;
  const people = users.map(
    (seed): DirectoryUser => ({
      id: seed.id + shift,
      login: seed.login,
      name: `${seed.first} ${seed.last}`,
      firstName: seed.first,
      lastName: seed.last,
      jobTitle: seed.jobTitle,
      rights: seed.rights,
      serviceAccount: seed.key === 'service',
    }),
  );
  const serviceAccount = people.find(person => person.serviceAccount);
  if (serviceAccount === undefined) throw new Error('The seed has no service account.');
  const seedOfUser = new Map(users.map(seed => [seed.id + shift, seed]));
  const firms = companies.map(({ key: _, ...company }) => ({ ...company, id: company.id + shift }));
  const companyKeys = new Map(companies.map(({ key, id }) => [id + shift, key]));
  const companyIds = new Map(companies.map(({ key, id }) => [key, id + shift]));
  const own = projects.map(
    (seed): DirectoryProject => ({
      id: seed.id + shift,
      companyId: companyIds.get(seed.company) ?? 0,
      number: seed.number,
      name: seed.name,
      isActive: seed.isActive,
    }),
  );
  const others = moreProjects(more, companyIds.get('main') ?? 0, shift);
  const sites = [...own, ...others];
  const otherIds = new Set(others.map(({ id }) => id));
  const seedOfProject = new Map(projects.map(seed => [seed.id + shift, seed]));
  const toolLists = new Map(
    projects.map(seed => [seed.id + shift, toolsOfProject(seed.id + shift, seed.toolsOff)]),
  );
  const companyById = new Map(firms.map(company => [String(company.id), company]));
  const projectById = new Map(sites.map(project => [String(project.id), project]));
  const userById = new Map(people.map(person => [person.id, person]));

  const userSeesCompany = (userId: number, companyId: number): boolean => {
    const key = companyKeys.get(companyId);
    return key !== undefined && (seedOfUser.get(userId)?.companies.includes(key) ?? false);
  };
  const created = new Set<number>();
  const userSeesProject = (userId: number, projectId: number): boolean => {
    if (created.has(projectId)) {
      return userSeesCompany(userId, projectById.get(String(projectId))?.companyId ?? 0);
    }
    if (otherIds.has(projectId)) return seesMore(seedOfUser.get(userId)?.key);
    const key = seedOfProject.get(projectId)?.key;
    return key !== undefined && (seedOfUser.get(userId)?.projects.includes(key) ?? false);
  };
  return {
    users: people,
    serviceAccount,
    companies: firms,
    projects: sites,
    user: id => userById.get(id),
    company: id => companyById.get(id),
    project: id => projectById.get(id),
    userSeesCompany,
    userSeesProject,
    toolsOf: projectId =>
      toolLists.get(projectId) ?? (otherIds.has(projectId) ? toolsOfProject(projectId, []) : []),
    addProject: project => {
      created.add(project.id);
      projectById.set(String(project.id), project);
      toolLists.set(project.id, toolsOfProject(project.id, []));
    },
    switchTool: (projectId, toolId, isActive) => {
      const known = otherIds.has(projectId) ? toolsOfProject(projectId, []) : undefined;
      const tools = toolLists.get(projectId) ?? known;
      if (tools === undefined) return;
      toolLists.set(
        projectId,
        tools.map(tool => (tool.id === toolId && !tool.required ? { ...tool, isActive } : tool)),
      );
    },
    levelInProject: (userId, projectId, engineName) => {
      const seed = seedOfUser.get(userId);
      if (seed === undefined || !userSeesProject(userId, projectId)) return 'None';
      return seed.tools?.[engineName] ?? seed.level;
    },
    levelInCompany: (userId, companyId, engineName) => {
      const seed = seedOfUser.get(userId);
      if (seed === undefined || !userSeesCompany(userId, companyId)) return 'None';
      return seed.tools?.[engineName] ?? seed.companyLevel;
    },
  };
}

function toolsOfProject(projectId: number, off: readonly string[]): readonly DirectoryTool[] {
  return seedTools.map(({ engineName, title, required }, index) => ({
    id: (projectId % 1_000_000) * 100 + index + 1,
    engineName,
    title,
    isActive: !off.includes(engineName),
    position: index + 1,
    required,
  }));
}
