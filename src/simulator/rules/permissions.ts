import type { Faults } from '../faults.ts';
import { type AccessLevel, accessLevels } from '../records/directory.ts';
import type { Records } from '../records/records.ts';
import { type Refusal, refuseWithList } from '../refusal.ts';
import { isWebhookCall } from '../webhooks/isWebhookCall.ts';
import { noPermissionText } from './accessScope.ts';
import type { ApiCall, Scope } from './call.ts';
import { isIdentityCall } from './companyHeader.ts';

/**
 * Reading needs Read-only, writing Standard, deleting Admin, or Standard for what the account itself has made
 * [assumed]; Procore's rules vary by tool.
 */
const neededLevels: Readonly<Record<string, AccessLevel>> = { GET: 'Read-only', DELETE: 'Admin' };

/**
 * The tool must be on in the project, and the account must have the level there; everything about webhooks needs
 * Standard in "Webhooks API" ("How Webhooks Work" [doc]). Source: Procore
 * documentation, "User permissions" and "Troubleshooting" [doc]; texts, and 403 or 404 for a tool that is
 * off [assumed], so that is switchable.
 */
export function checkPermissions(
  call: ApiCall,
  scope: Scope,
  records: Records,
  faults: Faults,
): Refusal | undefined {
  if (isIdentityCall(call)) return undefined;
  const engine = isWebhookCall(call) ? 'webhooks_api' : records.toolOf(call.match.operation);
  const { project, company } = scope;
  const tool = project && records.toolsOf(project.id).find(({ engineName }) => engineName === engine);
  if (tool?.isActive === false || faults.take('tool-disabled')) {
    const status = faults.take('tool-disabled-404') ? 404 : 403;
    return refuseWithList(status, 'Tool is not enabled for this project.', `tool ${engine ?? '?'} is off`);
  }
  if (faults.take('permission-insufficient')) {
    return refuseWithList(403, noPermissionText, 'fault permission-insufficient');
  }
  const needed = isWebhookCall(call) ? 'Standard' : (neededLevels[call.method] ?? 'Standard');
  if (engine === undefined && needed === 'Read-only') return undefined;
  const { userId } = call.session;
  const level = project
    ? records.levelInProject(userId, project.id, engine ?? '')
    : company && records.levelInCompany(userId, company.id, engine ?? '');
  if (level === undefined || accessLevels.indexOf(level) >= accessLevels.indexOf(needed)) return undefined;
  if (level === 'Standard' && call.method === 'DELETE' && records.creatorOf({ ...call, userId }) === userId)
    return undefined;
  return refuseWithList(403, noPermissionText, `${engine ?? 'the company'}: has ${level}, needs ${needed}`);
}
