import { namesUsedBy } from '../../httpFile/dependencies.ts';
import type { HttpFile, RequestNode } from '../../httpFile/syntax.ts';
import type { ValueLayer } from '../../httpFile/values.ts';
import type { RequestDestination } from './requestDestination.ts';

/** What somebody has to choose in the editor before a request can be sent. */
export type MissingChoice = 'company' | 'project';

/**
 * What a request still needs of the editor's own choices, `undefined` where it needs none. Every call of the
 * API needs `Procore-Company-Id` but a person's `GET /rest/v1.0/me` and the list of companies. Source: Procore
 * documentation, "Multiple Procore Regions" [doc]. Other hosts and addresses not yet known need none.
 */
export function missingChoice(
  file: HttpFile,
  request: RequestNode,
  around: {
    readonly destination: RequestDestination;
    readonly chosen: { readonly company: boolean; readonly project: boolean };
    readonly layers: readonly ValueLayer[];
  },
): MissingChoice | undefined {
  const { destination, chosen, layers } = around;
  const names = namesUsedBy(file, request, { layers });
  if (!chosen.project && names.has('$procore.projectId')) return 'project';
  if (chosen.company) return undefined;
  if (names.has('$procore.companyId')) return 'company';
  const { apiPath, companyId } = destination;
  return apiPath !== undefined && companyId === undefined && needsHeader(request.method, apiPath)
    ? 'company'
    : undefined;
}

function needsHeader(method: string, path: string): boolean {
  if (!/^\/(?:rest|vapid)\//.test(path)) return false;
  return method !== 'GET' || !/^\/rest\/v\d+\.\d+\/(?:companies|me)\/?(?:\?|$)/.test(path);
}
