import type { Faults } from '../faults.ts';
import type { Directory } from '../records/directory.ts';
import { type Refusal, refuseWithList, refuseWithText } from '../refusal.ts';
import type { ApiCall, Scope } from './call.ts';
import { isIdentityCall } from './companyHeader.ts';

/** What Procore answers where the account lacks a right. Wording [assumed]. */
export const noPermissionText = 'You do not have permission to perform this action.';

/** Status, full stop and list are what the wire shows [live]. */
const notConnectedText = 'App is not connected to this company.';

/**
 * The company and project a call is about, and whether this account may go there: an unknown company or a
 * foreign project is refused, a project of another company than the header names is not found, and a
 * company without the app refuses everything but `/me` and the list of companies. Source: Procore
 * documentation, "Troubleshooting", "Developer managed service accounts" [doc].
 */
export function checkAccessScope(
  call: ApiCall,
  directory: Directory,
  faults: Faults,
): { readonly scope: Scope } | { readonly refusal: Refusal } {
  const company = call.companyId === undefined ? undefined : directory.company(call.companyId);
  const isPerson = call.session.grant !== 'client_credentials';
  if (isIdentityCall(call) && !namesProject(call) && (isPerson || company !== undefined)) {
    return { scope: { company, project: undefined } };
  }
  if (call.companyId !== undefined && company === undefined) {
    return denied(`there is no company ${call.companyId}`);
  }
  if (company?.appConnected === false || faults.take('app-not-connected')) {
    return { refusal: refuseWithList(403, notConnectedText) };
  }
  const { userId } = call.session;
  if (company !== undefined && !directory.userSeesCompany(userId, company.id)) {
    return denied(`the account is not in company ${company.id}`);
  }
  const pathCompany = companyOf(call);
  if (pathCompany !== undefined && company !== undefined && pathCompany !== String(company.id)) {
    return notFound(`the header names company ${company.id}, the request company ${pathCompany}`);
  }
  const projectId = projectOf(call);
  if (projectId === undefined) {
    if (faults.take('outside-access-scope')) return denied('fault outside-access-scope');
    return { scope: { company, project: undefined } };
  }
  const project = directory.project(projectId);
  if (project === undefined) return notFound(`there is no project ${projectId}`);
  if (company !== undefined && project.companyId !== company.id) {
    return notFound(`project ${projectId} is not of company ${company.id}`);
  }
  if (!directory.userSeesProject(userId, project.id)) {
    return denied(
      call.session.grant === 'client_credentials'
        ? `project ${projectId} is not a permitted project of the service account`
        : `the account is not in project ${projectId}`,
    );
  }
  if (faults.take('outside-access-scope')) return denied('fault outside-access-scope');
  return { scope: { company, project } };
}

function denied(note: string): { readonly refusal: Refusal } {
  return { refusal: refuseWithList(403, noPermissionText, note) };
}

function notFound(note: string): { readonly refusal: Refusal } {
  return { refusal: refuseWithText(404, 'Not Found', note) };
}

function namesProject(call: ApiCall): boolean {
  return call.query.has('project_id');
}

function companyOf(call: ApiCall): string | undefined {
  return idNamed(call, 'company_id', /^\/rest\/v\d\.\d\/companies\/\{id\}$/);
}

function projectOf(call: ApiCall): string | undefined {
  return idNamed(call, 'project_id', /^\/rest\/v\d\.\d\/projects\/\{id\}$/);
}

/** A product of its own, whose projects have other ids than Procore's [oas]. */
const workforcePlanning = '/rest/v1.0/workforce-planning/';

/** From the path, else the query, else the top of the body, as Rails merges them. */
function idNamed(call: ApiCall, name: string, itself: RegExp): string | undefined {
  const { operation, parameters } = call.match;
  if (operation.path.startsWith(workforcePlanning)) return undefined;
  const inPath =
    parameters[name] ??
    (parameters['id'] !== undefined && itself.test(operation.path) ? parameters['id'] : undefined);
  const value = inPath ?? call.query.get(name) ?? topOfBody(call.body, name);
  return value === '' ? undefined : value;
}

function topOfBody(body: unknown, name: string): string | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const value = (body as Readonly<Record<string, unknown>>)[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}
