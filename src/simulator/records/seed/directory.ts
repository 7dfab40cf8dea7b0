import type {
  AccessLevel,
  Directory,
  DirectoryCompany,
  DirectoryProject,
  DirectoryTool,
  DirectoryUser,
} from '../directory.ts';
import { hashText } from './hash.ts';
import { seedTools } from './tools.ts';

/** Keys by which the seed's own tables name its people and projects; ids differ between environments. */
type UserKey = 'admin' | 'standard' | 'architect' | 'subcontractor' | 'support' | 'service';
type CompanyKey = 'main' | 'zone' | 'disconnected' | 'empty';
type ProjectKey =
  | 'sandbox'
  | 'hospital'
  | 'school'
  | 'tower'
  | 'warehouse'
  | 'garage'
  | 'terminal'
  | 'marina';

interface UserSeed {
  readonly key: UserKey;
  readonly id: number;
  readonly first: string;
  readonly last: string;
  readonly login: string;
  readonly jobTitle: string;
  readonly rights: string;
  readonly level: AccessLevel;
  readonly companyLevel: AccessLevel;
  readonly companies: readonly CompanyKey[];
  readonly projects: readonly ProjectKey[];
  /** Where the level in a tool differs from the general one. */
  readonly tools?: Readonly<Record<string, AccessLevel>>;
}

const everyProject = [
  'sandbox',
  'hospital',
  'school',
  'tower',
  'warehouse',
  'garage',
  'terminal',
  'marina',
] as const satisfies readonly ProjectKey[];
const everyCompany = ['main', 'zone', 'disconnected', 'empty'] as const satisfies readonly CompanyKey[];

/** Test Architect, Test Subcontractor and API Support are the Developer Sandbox's own users [doc]. */
const users: readonly UserSeed[] = [
  {
    key: 'admin',
    id: 8800101,
    first: 'Ana',
    last: 'Morales',
    login: 'ana.morales@harborpine.example',
    jobTitle: 'Project Executive',
    rights: 'Admin in every tool of every company and project',
    level: 'Admin',
    companyLevel: 'Admin',
    companies: everyCompany,
    projects: everyProject,
  },
  {
    key: 'standard',
    id: 8800102,
    first: 'Sam',
    last: 'Okafor',
    login: 'sam.okafor@harborpine.example',
    jobTitle: 'Project Engineer',
    rights: 'Standard; no Budget, not in Civic Tower Annex, private RFIs hidden',
    level: 'Standard',
    companyLevel: 'Standard',
    companies: ['main', 'zone'],
    projects: ['sandbox', 'hospital', 'school', 'garage'],
    tools: { budget: 'None', prime_contracts: 'None', directory: 'Read-only' },
  },
  {
    key: 'architect',
    id: 8800103,
    first: 'Test',
    last: 'Architect',
    login: 'test.architect@harborpine.example',
    jobTitle: 'Architect',
    rights: 'Read-only in every tool',
    level: 'Read-only',
    companyLevel: 'Read-only',
    companies: ['main'],
    projects: ['sandbox', 'hospital', 'school'],
  },
  {
    key: 'subcontractor',
    id: 8800104,
    first: 'Test',
    last: 'Subcontractor',
    login: 'test.subcontractor@ridgeelectric.example',
    jobTitle: 'Foreman',
    rights: 'Sees Riverside Medical Center only, Standard in field tools, no financials',
    level: 'Standard',
    companyLevel: 'None',
    companies: ['main'],
    projects: ['hospital'],
    tools: {
      budget: 'None',
      prime_contracts: 'None',
      commitments: 'None',
      change_events: 'None',
      change_orders: 'None',
      direct_costs: 'None',
      invoicing: 'None',
      directory: 'Read-only',
    },
  },
  {
    key: 'support',
    id: 8800105,
    first: 'API',
    last: 'Support',
    login: 'api.support@procore.example',
    jobTitle: 'Support Engineer',
    rights: 'Admin in 1234 - Sandbox Test Project, nothing else',
    level: 'Admin',
    companyLevel: 'Read-only',
    companies: ['main'],
    projects: ['sandbox'],
  },
  {
    key: 'service',
    id: 8800199,
    first: 'API Workbench',
    last: 'Service Account',
    login: 'api-workbench-dmsa@procore.example',
    jobTitle: '',
    rights: 'Client credentials; permitted projects only',
    level: 'Standard',
    companyLevel: 'Standard',
    companies: ['main', 'zone', 'empty'],
    projects: ['sandbox', 'hospital', 'school'],
  },
];

const companies: readonly (DirectoryCompany & { readonly key: CompanyKey })[] = [
  {
    key: 'main',
    id: 4264807,
    name: 'Harbor & Pine Builders',
    isActive: true,
    appConnected: true,
    zone: 'app',
  },
  {
    key: 'zone',
    id: 562949953443325,
    name: 'Northgate Construction',
    isActive: true,
    appConnected: true,
    zone: 'us02',
  },
  {
    key: 'disconnected',
    id: 4264811,
    name: 'Lakeside Developers',
    isActive: true,
    appConnected: false,
    zone: 'app',
  },
  { key: 'empty', id: 4264815, name: 'Open Field Holdings', isActive: true, appConnected: true, zone: 'app' },
];

const projects: readonly {
  readonly key: ProjectKey;
  readonly company: CompanyKey;
  readonly id: number;
  readonly number: string;
  readonly name: string;
  readonly isActive: boolean;
  readonly toolsOff: readonly string[];
}[] = [
  {
    key: 'sandbox',
    company: 'main',
    id: 310481,
    number: '1234',
    name: 'Sandbox Test Project',
    isActive: true,
    toolsOff: [],
  },
  {
    key: 'hospital',
    company: 'main',
    id: 310512,
    number: '2024-017',
    name: 'Riverside Medical Center',
    isActive: true,
    toolsOff: [],
  },
  {
    key: 'school',
    company: 'main',
    id: 310533,
    number: '2024-031',
    name: 'Hillcrest Elementary Renovation',
    isActive: true,
    toolsOff: ['punch_list', 'change_events'],
  },
  {
    key: 'tower',
    company: 'main',
    id: 310547,
    number: '2025-002',
    name: 'Civic Tower Annex',
    isActive: true,
    toolsOff: [],
  },
  {
    key: 'warehouse',
    company: 'main',
    id: 298110,
    number: '2021-009',
    name: 'Old Mill Warehouse',
    isActive: false,
    toolsOff: [],
  },
  {
    key: 'garage',
    company: 'zone',
    id: 562949954728542,
    number: 'NG-101',
    name: 'Pine Street Garage',
    isActive: true,
    toolsOff: [],
  },
  {
    key: 'terminal',
    company: 'zone',
    id: 598134325683880,
    number: 'NG-114',
    name: 'Airport Terminal B',
    isActive: true,
    toolsOff: [],
  },
  {
    key: 'marina',
    company: 'disconnected',
    id: 310560,
    number: 'LD-7',
    name: 'Marina Residences',
    isActive: true,
    toolsOff: [],
  },
];

/** The keys under which the long lists and the Developer Sandbox's seed data are found. */
export const mainProjectNumber = '2024-017';
export const sandboxProjectNumber = '1234';

/** The seeded directory, with ids of this environment. The environment `simulator` has the plain ids. */
export function seedDirectory(environment: string): Directory {
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
  const sites = projects.map(
    (seed): DirectoryProject => ({
      id: seed.id + shift,
      companyId: companyIds.get(seed.company) ?? 0,
      number: seed.number,
      name: seed.name,
      isActive: seed.isActive,
    }),
  );
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
    toolsOf: projectId => toolLists.get(projectId) ?? [],
    addProject: project => {
      created.add(project.id);
      projectById.set(String(project.id), project);
      toolLists.set(project.id, toolsOfProject(project.id, []));
    },
    switchTool: (projectId, toolId, isActive) => {
      const tools = toolLists.get(projectId);
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
