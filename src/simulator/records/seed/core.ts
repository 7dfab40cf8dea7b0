import { between, chance, dateText, pick, timeText } from '../row.ts';
import type { Row } from '../world.ts';
import { counts, personAt, referTo, type Seeds } from './seed.ts';
import { cities, divisions, firms, jobTitles, places, streets, trades } from './words.ts';

function person(row: Row) {
  return row.world.people(row.scope)[row.index];
}

function firmName(row: Row): string {
  const turn = Math.floor(row.index / firms.length);
  return `${firms[row.index % firms.length]}${turn === 0 ? '' : ` ${turn + 1}`}`;
}

function project(row: Row) {
  return row.world.directory.project(String(row.id));
}

/** Directory, company and project: the records that others refer to. */
export const coreSeeds: Seeds = {
  companies: {
    count: () => 0,
    ids: scope => [scope.company.id],
    values: {
      name: row => row.scope.company.name,
      is_active: row => row.scope.company.isActive,
      logo_url: () => null,
      pcn_business_experience: () => true,
      my_company: () => true,
    },
  },
  projects: {
    count: () => 0,
    companyWide: true,
    ids: (scope, directory) =>
      directory.projects.filter(({ companyId }) => companyId === scope.company.id).map(({ id }) => id),
    values: {
      name: row => project(row)?.name,
      project_number: row => project(row)?.number,
      display_name: row => `${project(row)?.number} - ${project(row)?.name}`,
      active: row => project(row)?.isActive,
      company: row => ({ id: row.scope.company.id, name: row.scope.company.name }),
      is_demo: row => project(row)?.number === '1234',
      template: () => false,
      time_zone: () => 'US/Pacific',
      tz_name: () => 'America/Los_Angeles',
      stage: () => 'Course of Construction',
      project_stage: () => ({ id: 4, name: 'Course of Construction' }),
      project_stage_id: () => 4,
      project_template: () => null,
      parent_job: () => null,
      parent_job_id: () => null,
      origin_id: () => null,
      start_date: row => dateText(row),
      completion_date: row => dateText(row, 540),
      total_value: row => `${between(row, 'value', 4, 90)}00000.00`,
      flag: row => pick(row, 'flag', ['Green', 'Yellow', 'Red']),
      description: row => `${project(row)?.name}: seeded by the simulator`,
      created_by: personAt('created_by'),
      departments: () => [],
    },
    label: row => project(row)?.name,
    created: {
      display_name: row => row.world.directory.project(String(row.id))?.name,
      active: () => true,
      company: row => ({ id: row.scope.company.id, name: row.scope.company.name }),
    },
  },
  'workforce-planning/projects': {
    count: () => 0,
    companyWide: true,
    ids: (scope, directory) =>
      directory.projects.filter(({ companyId }) => companyId === scope.company.id).map(({ id }) => id),
    values: { name: row => project(row)?.name, project_number: row => project(row)?.number },
  },
  users: {
    count: scope => (scope.size === 'empty' ? 0 : 14),
    companyWide: true,
    ids: (scope, directory) =>
      directory.users
        .filter(user => directory.userSeesCompany(user.id, scope.company.id))
        .map(({ id }) => id),
    values: {
      name: row => person(row)?.name,
      first_name: row => person(row)?.firstName,
      last_name: row => person(row)?.lastName,
      initials: row => person(row)?.name.replace(/[^A-Z]/g, ''),
      email_address: row => person(row)?.login,
      login: row => person(row)?.login,
      job_title: row => row.world.directory.user(row.id)?.jobTitle ?? pick(row, 'job', jobTitles),
      is_active: () => true,
      is_employee: row => !(person(row)?.name.includes('Subcontractor') ?? false),
      employee_id: row => String(1000 + row.index),
      vendor: referTo('vendor'),
      permission_template: () => null,
      company_permission_template: () => null,
      origin_id: () => null,
      last_login_at: row => timeText(row, 'login'),
    },
    created: {
      name: row => row.world.stored(row, 'name') ?? fullName(row),
      is_active: () => true,
      vendor: () => null,
    },
  },
  vendors: {
    count: scope => (scope.size === 'empty' ? 0 : 24),
    companyWide: true,
    fields: [
      ['id', 'integer'],
      ['name', 'string'],
      ['abbreviated_name', 'string'],
      ['address', 'string'],
      ['city', 'string'],
      ['state_code', 'string'],
      ['country_code', 'string'],
      ['zip', 'string'],
      ['email_address', 'string'],
      ['business_phone', 'string'],
      ['is_active', 'boolean'],
      ['trade_name', 'string'],
      ['origin_id', 'string'],
      ['created_at', 'string:date-time'],
      ['updated_at', 'string:date-time'],
    ],
    values: {
      name: firmName,
      company: firmName,
      legal_name: row => `${firmName(row)} LLC`,
      trade_name: firmName,
      abbreviated_name: row => firmName(row).replace(/[^A-Z]/g, ''),
      email_address: row =>
        `office@${firmName(row)
          .toLowerCase()
          .replace(/[^a-z]/g, '')}.example`,
      address: row => `${between(row, 'house', 100, 4900)} ${pick(row, 'street', streets)}`,
      city: row => pick(row, 'city', cities).city,
      state_code: row => pick(row, 'city', cities).state,
      zip: row => pick(row, 'city', cities).zip,
      is_active: () => true,
      authorized_bidder: row => chance(row, 'bidder', 70),
      parent: () => null,
      children_count: () => 0,
      // Every other vendor came from an accounting system.
      origin_id: row => (row.index % 2 === 0 ? `V-${1000 + row.index}` : null),
      origin_code: () => null,
      project_ids: row =>
        row.world.directory.projects
          .filter(({ companyId }) => companyId === row.scope.company.id)
          .map(({ id }) => id),
      trades: row => [{ id: (row.index % trades.length) + 1, name: trades[row.index % trades.length] }],
    },
    created: {
      is_active: () => true,
      trade_name: row => row.world.stored(row, 'name'),
      company: row => row.world.stored(row, 'name'),
    },
  },
  locations: {
    count: counts({ main: 36, sandbox: 6, plain: 12 }),
    values: {
      node_name: row => places[row.index % places.length],
      name: row =>
        `Building ${'ABC'[Math.floor(row.index / places.length) % 3]} > ${places[row.index % places.length]}`,
      code: row => `L${String(row.index + 1).padStart(3, '0')}`,
      parent_id: () => null,
    },
    created: {
      name: row => row.world.stored(row, 'name') ?? row.world.stored(row, 'node_name'),
      node_name: row => row.world.stored(row, 'node_name') ?? row.world.stored(row, 'name'),
    },
  },
  trades: {
    count: scope => (scope.size === 'empty' ? 0 : trades.length),
    companyWide: true,
    values: { name: row => trades[row.index % trades.length], active: () => true },
  },
  departments: {
    count: scope => (scope.size === 'empty' ? 0 : 4),
    companyWide: true,
    values: { name: row => ['Healthcare', 'Education', 'Commercial', 'Industrial'][row.index % 4] },
  },
  project_roles: {
    count: counts({ main: 5, sandbox: 3, plain: 5 }),
    values: {
      role: row => jobTitles[row.index % jobTitles.length],
      name: row => `${personAt('role')(row).name} (${pick(row, 'firm', firms)})`,
      is_active: () => true,
    },
  },
  app_installations: {
    count: scope => (scope.company.appConnected ? 1 : 0),
    companyWide: true,
    values: {
      status: () => 'installed',
      semantic_version: () => '1.0.0',
      app_uid: row => `7e57ab1e${String(row.id).padStart(24, '0')}`,
      developer_app: () => ({ id: 4780, name: 'API Workbench' }),
      installer: personAt('installer'),
      uninstaller: () => null,
      uninstalled_at: () => null,
      updatable_app_version_id: () => null,
    },
  },
  project_templates: {
    count: scope => (scope.size === 'empty' ? 0 : 3),
    companyWide: true,
    values: { name: row => ['Healthcare Template', 'School Template', 'Small Works Template'][row.index] },
  },
  'webhooks/hooks': {
    count: scope => (scope.size === 'empty' ? 0 : 1),
    values: {
      api_version: () => 'v2',
      payload_version: () => 'v2.0',
      namespace: () => 'api-workbench',
      status: () => 'active',
      destination_url: () => 'https://hooks.example.com/procore',
      destination_headers: () => ({ Authorization: '************oken1' }),
      owned_by_company_id: row => (row.scope.kind === 'company' ? row.scope.id : null),
      owned_by_project_id: row => row.scope.project?.id ?? null,
    },
    created: { status: () => 'active', api_version: () => 'v2' },
  },
  'webhooks/hooks/{}/deliveries': {
    count: () => 5,
    values: {
      event_id: row => row.id,
      outcome: () => 'ok',
      status: () => 'delivered',
      response_status: () => 200,
      response_body: () => '',
      response_error: () => null,
    },
  },
  task_items: {
    count: counts({ main: 30, sandbox: 2, plain: 8 }),
    values: {
      number: row => String(row.index + 1),
      title: row => `Follow up: ${divisions[row.index % divisions.length]?.name}`,
      status: row => pick(row, 'status', ['initiated', 'in_progress', 'ready_for_review', 'closed']),
      assignee: personAt('assignee'),
      assignees: row => [personAt('assignee')(row)],
      due_date: row => dateText(row, 7),
      description: row => `See ${places[row.index % places.length]}.`,
    },
    created: { status: () => 'initiated' },
  },
};

function fullName(row: Row): string | null {
  const parts = [row.world.stored(row, 'first_name'), row.world.stored(row, 'last_name')];
  return parts.filter(part => typeof part === 'string').join(' ') || null;
}
