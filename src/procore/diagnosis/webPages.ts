import type { WebPage } from './actions.ts';
import type { Evidence } from './evidence.ts';

/**
 * Pages of Procore's web app. No document lists their addresses; those here are quoted by integrators who open
 * them [live], and where none is known for a resource, the home page of its project is taken.
 */

/** Where apps are installed and connected. `undefined`: company or web host is not known. */
export function appManagementPage(seen: Evidence): WebPage | undefined {
  const company = id(seen.companyId);
  return company === undefined ? undefined : webPage(seen, `/${company}/company/apps`);
}

/** The settings of the project, its tools among them. */
export function projectAdminPage(seen: Evidence): WebPage | undefined {
  const project = id(seen.projectId);
  return project === undefined ? undefined : webPage(seen, `/${project}/project/admin`);
}

/** The record of the request, else the tool that it belongs to, else its project or company. */
export function recordPage(seen: Evidence): WebPage | undefined {
  const path = webPathOf(seen);
  return path === undefined ? undefined : webPage(seen, path);
}

/**
 * Where the web app shows what a call is about: the record of its path, else the tool that it belongs to, else its
 * project or company. `undefined`: neither of these is known.
 */
export function webPathOf(call: {
  readonly companyId: string | undefined;
  readonly projectId: string | undefined;
  /** Of the API, with ids. */
  readonly path: string;
}): string | undefined {
  const project = id(call.projectId);
  const company = id(call.companyId);
  if (project === undefined) return company === undefined ? undefined : `/${company}/company/home/list`;
  const { resource, record } = resourceOf(call.path);
  const old = oldPages[resource];
  if (resource === 'rfis' && record !== undefined) return `/${project}/project/rfi/show/${record}`;
  if (old !== undefined) return `/${project}/project/${old}`;
  const tool = toolPages[resource];
  if (tool === undefined || company === undefined) return `/${project}/project/home`;
  const shown = resource === 'submittals' && record !== undefined ? `${tool}/${record}` : tool;
  return `/webclients/host/companies/${company}/projects/${project}/tools/${shown}`;
}

/** Under `/{project_id}/project/`. */
const oldPages: Readonly<Record<string, string>> = {
  change_events: 'change_events/events',
  change_order_packages: 'change_orders/list',
  direct_costs: 'direct_costs',
  specification_sections: 'specification_sections',
};

/** Under `/webclients/host/companies/{company_id}/projects/{project_id}/tools/`. */
const toolPages: Readonly<Record<string, string>> = {
  budget_line_items: 'budgets',
  daily_logs: 'dailylog',
  documents: 'documents',
  drawing_areas: 'drawings',
  drawing_revisions: 'drawings',
  files: 'documents',
  folders: 'documents',
  images: 'photos',
  manpower_logs: 'dailylog',
  meetings: 'meetings/list',
  notes_logs: 'dailylog',
  punch_items: 'punchlist/list',
  requisitions: 'invoicing',
  rfis: 'rfis',
  submittals: 'submittals',
  tasks: 'schedulemgmt',
  weather_logs: 'dailylog',
};

function resourceOf(path: string): { readonly resource: string; readonly record: string | undefined } {
  const [, resource = '', record] =
    /^\/(?:rest\/v\d+\.\d+|vapid)(?:\/companies\/\d+)?(?:\/projects\/\d+)?\/([a-z_]+)(?:\/(\d{1,20}))?/.exec(
      path,
    ) ?? [];
  return { resource, record };
}

function webPage(seen: Evidence, path: string): WebPage | undefined {
  const host = webHost(seen);
  if (host === undefined) return undefined;
  const company = id(seen.companyId);
  return { url: host + path, path, ...(company === undefined ? {} : { companyId: company }) };
}

/** A simulator serves its web pages itself, whatever environment it plays. */
function webHost({ url, builtIn }: Evidence): string | undefined {
  if (url !== undefined && /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname)) return url.origin;
  return builtIn?.webUrl;
}

/** Only a number gets into an address. */
function id(text: string | undefined): string | undefined {
  return text !== undefined && /^\d{1,20}$/.test(text) ? text : undefined;
}
