import { header } from '../../../../procore/headers.ts';
import { flagValue } from '../../../syntax.ts';
import { type Finding, finding } from '../finding.ts';
import { headerOf } from '../requestHeaders.ts';
import type { Seen } from '../seen.ts';

/**
 * Calls that are about the user and not about a company: `GET /me` and `GET /companies`; every other call
 * wants `Procore-Company-Id`. Procore documentation, "Multiple Procore Regions" [doc].
 */
const withoutCompany = /^\/(?:rest\/v\d+\.\d+|vapid)\/(?:me|companies)\/?$/;

/** A call that Procore may refuse because nothing says which company it is about. */
export function* missingCompany(seen: Seen): Generator<Finding> {
  const { callsApi, request, target, environment, context } = seen;
  if (!callsApi || withoutCompany.test(target.path)) return;
  // Which company is chosen is known for the active environment only.
  if (environment?.name !== context.environment.name || context.companyId !== undefined) return;
  if (headerOf(request, header.companyId) !== undefined || flagValue(request, 'company') !== undefined)
    return;
  if (/\/companies\/[^/]/.test(target.path) || target.queryOpen) return;
  if (target.query.some(({ name, value }) => name === 'company_id' && value !== '')) return;
  yield finding(
    'company-missing',
    'warning',
    request.methodRange ?? request.requestLine,
    'Nothing says which company this is about, so Procore-Company-Id is not sent, and Procore may refuse the request. Choose a company, or write # @company ID above the request.',
  );
}
