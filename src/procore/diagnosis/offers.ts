import { cleanText } from '../errors/cleanText.ts';
import { header, headerValue } from '../headers.ts';
import { requestedWait } from '../rateLimit.ts';
import type { DiagnosisAction, WaitAndResend } from './actions.ts';
import type { Evidence } from './evidence.ts';
import { appManagementPage, projectAdminPage, recordPage } from './webPages.ts';

type Offer = DiagnosisAction | undefined;

/** Drops what does not apply, so that a table can hold conditions. */
export function offers(...actions: readonly (Offer | false)[]): readonly DiagnosisAction[] {
  return actions.filter(action => action !== undefined && action !== false);
}

/** To sign in to the environment of that name; `undefined`: to that of the request. */
export function signIn(environment: string | undefined): DiagnosisAction {
  return { kind: 'signIn', ...(environment === undefined ? {} : { environment }) };
}

/** `least` seconds, or as long as the answer asks for. */
export function resend(
  seen: Evidence,
  least: number,
  outcome: 'known' | 'unknown' = 'unknown',
): WaitAndResend {
  const now = clientTime(seen);
  const wait = requestedWait(seen.headers, now) ?? least * 1000;
  const from = now ?? Date.parse(headerValue(seen.headers, header.date) ?? '');
  const until = new Date(from + wait);
  return {
    kind: 'waitAndResend',
    seconds: Math.max(1, Math.ceil(wait / 1000)),
    ...(Number.isNaN(until.getTime()) ? {} : { until: until.toISOString() }),
    mayHaveTakenEffect: outcome === 'unknown' && isWrite(seen),
  };
}

/** Whether it asks only, by its method. */
export function isRead({ method }: Evidence): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
}

/** Whether it changes something: asking for a token does not, though it is a POST. */
export function isWrite(seen: Evidence): boolean {
  return seen.oauth === undefined && !isRead(seen);
}

/** Milliseconds since 1970 by the client's clock; `undefined`: not known. */
export function clientTime({ context }: Pick<Evidence, 'context'>): number | undefined {
  const now = Date.parse(context.now ?? '');
  return Number.isNaN(now) ? undefined : now;
}

/** Procore's status page, by its API component or by hand. */
export function serviceStatus(): DiagnosisAction {
  return { kind: 'checkServiceStatus', url: 'https://status.procore.com' };
}

/** "My Apps" of the developer portal; the Federal Zone has its own. "Quick start guide", "Federal zone" [doc]. */
export function portal({ environment }: Evidence): DiagnosisAction {
  const host = environment === 'federal' ? 'developers.procoregov.com' : 'developers.procore.com';
  return { kind: 'openPortal', url: `https://${host}/developers` };
}

/** The company's App Management in the web app; `undefined`: its address is not known. */
export function appManagement(seen: Evidence): Offer {
  const page = appManagementPage(seen);
  return page && { kind: 'openAppManagement', ...page };
}

/** The settings of the project, to turn on the tool of that name; `undefined`: their address is not known. */
export function enableTool(seen: Evidence, tool: string): Offer {
  const page = projectAdminPage(seen);
  return page && { kind: 'enableTool', tool, ...page };
}

/** The projects that the account gets listed; `undefined`: the company is not known. */
export function readProjects({ companyId: company }: Evidence): Offer {
  return company === undefined ? undefined : projectsOf(company);
}

/** The projects of one company; `undefined`: that is no id. */
export function projectsOf(company: string): Offer {
  if (!numeric(company)) return undefined;
  return { kind: 'read', what: 'projects', path: `/rest/v1.1/projects?company_id=${company}` };
}

/** The record of the request as it is now; `undefined`: the request names none. */
export function readRecord({ path, match }: Evidence): Offer {
  const record = match === undefined ? /\/\d+$/.test(path) : match.operation.path.endsWith('}');
  return record && path !== '' ? { kind: 'read', what: 'record', path: cleanText(path, 500) } : undefined;
}

/** What the request is about, in the web app; `undefined`: its address is not known. */
export function openRecord(seen: Evidence): Offer {
  const page = recordPage(seen);
  return page && { kind: 'openRecord', ...page };
}

/**
 * Offered where one of the fields of the context is not known yet that reads could fill: with them "Troubleshooting"
 * tells the causes of a 401, 403, 404 or empty list apart [doc].
 */
export function findCause(seen: Evidence, wanted: readonly Told[]): Offer {
  const { context, projectId: project, companyId: company } = seen;
  const can: Readonly<Record<Told, boolean>> = {
    projects: numeric(company),
    tools: numeric(project),
    companies: true,
    token: true,
  };
  return wanted.some(told => can[told] && context[told] === undefined) ? { kind: 'findCause' } : undefined;
}

/**
 * The reads that "Find the Cause" makes of what is not known yet, for whoever has no editor; each with what its
 * answer tells. `undefined`: nothing is left to ask.
 */
export function askInTerminal(seen: Evidence, wanted: readonly Told[]): string | undefined {
  const { context, projectId: project, companyId: company } = seen;
  const under = numeric(company) ? `, each under # @company ${company}` : '';
  const reads: Readonly<Record<Told, string | undefined>> = {
    tools: numeric(project)
      ? `GET /rest/v1.0/projects/${project}/tools (is_active and user_access_level of the tool)`
      : undefined,
    projects: numeric(company)
      ? `GET /rest/v1.1/projects?company_id=${company} (whether ${numeric(project) ? `project ${project}` : 'the project'} is in it)`
      : undefined,
    companies: `GET /rest/v1.0/companies (whether ${numeric(company) ? `company ${company}` : 'the company'} is in it)`,
    token: 'GET /rest/v1.0/me (whether the token is taken anywhere)',
  };
  const asked = wanted.flatMap(told => (context[told] === undefined ? (reads[told] ?? []) : []));
  if (asked.length === 0) return undefined;
  return `Find the Cause in the editor tells these apart. In a terminal run${under}: ${asked.join(', ')}.`;
}

type Told = 'projects' | 'tools' | 'companies' | 'token';

/** Which company and project a list is of; nothing else of the request's query is taken over. */
export function scopeQuery(url: URL | undefined): URLSearchParams {
  return new URLSearchParams(
    [...(url?.searchParams ?? [])].filter(
      ([name, value]) => /^(?:company|project)_id$/.test(name) && numeric(value),
    ),
  );
}

function numeric(id: string | undefined): boolean {
  return id !== undefined && /^\d{1,20}$/.test(id);
}
