import type { Faults } from '../faults.ts';
import { type Refusal, refuseWithText } from '../refusal.ts';
import type { ApiCall } from './call.ts';

const text =
  'Missing Procore-Company-Id header! Every request must carry the Procore-Company-Id header with the id of the company it is about.';

/**
 * The company header is needed everywhere, also where path or query name the company, but for two calls of
 * a person: `/me` (unless it names a company or project) and the list of companies. A service account needs
 * it even there. Source: Procore documentation, "Multiple Procore regions" and "OAuth client credentials"
 * [doc]; status and envelope of the refusal [assumed].
 */
export function requireCompanyHeader(call: ApiCall, faults: Faults): Refusal | undefined {
  if (call.companyId === undefined ? !needsCompanyHeader(call) : !faults.take('company-header-missing')) {
    return undefined;
  }
  return refuseWithText(faults.take('company-header-404') ? 404 : 400, text, 'no Procore-Company-Id header');
}

function needsCompanyHeader({ match, query, session }: ApiCall): boolean {
  if (session.grant === 'client_credentials') return true;
  if (match.operation.method !== 'GET') return true;
  if (match.operation.path === '/rest/v1.0/companies') return false;
  return match.operation.path !== '/rest/v1.0/me' || query.has('company_id') || query.has('project_id');
}

/** Calls that tell who one is; they keep working where the app is not connected. */
export function isIdentityCall(call: ApiCall): boolean {
  const { method, path } = call.match.operation;
  return method === 'GET' && (path === '/rest/v1.0/me' || path === '/rest/v1.0/companies');
}
