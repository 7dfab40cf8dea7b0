import type { AccessLevel, DirectoryCompany } from '../directory.ts';

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
export const users: readonly UserSeed[] = [
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

/** The companies of the seed, with the ids that they have in the environment `simulator`. */
export const companies: readonly (DirectoryCompany & { readonly key: CompanyKey })[] = [
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

/** The projects of the seed, ids likewise; `toolsOff` are `engine_name`s. */
export const projects: readonly {
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
