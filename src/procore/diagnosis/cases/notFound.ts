import { cleanText } from '../../errors/cleanText.ts';
import { wrongIdRemedy, wrongIds } from '../addressIds.ts';
import { type DiagnosisCase, sentences, steps } from '../case.ts';
import { isEmptyList } from '../emptyList.ts';
import { type Evidence, isUnderApi } from '../evidence.ts';
import { companyHidden, projectHidden } from '../listedPlaces.ts';
import { askInTerminal, findCause, offers, openRecord, readProjects } from '../offers.ts';
import { otherPaths } from '../otherPaths.ts';
import { page } from '../pages.ts';
import { serverSaid } from '../words.ts';
import { wrongHost } from './wrongPath.ts';

/**
 * "Troubleshooting", Sandbox data is empty: Developer Sandboxes have data of their own, Monthly ones a copy
 * of production that is replaced each month [doc].
 */
export const sandboxDataMissing: DiagnosisCase = {
  id: 'sandbox-data-missing',
  title: 'The ids may come from another environment',
  link: page.environments,
  recognise(seen) {
    if (!seen.sandbox || !seen.api || !(seen.failed || seen.succeeded)) return undefined;
    const hidden =
      projectHidden(seen) &&
      seen.context.projectCompany === undefined &&
      !companyHidden(seen) &&
      (seen.status === 404 || (seen.method === 'GET' && isEmptyList(seen)));
    return {
      certainty: hidden ? 'context' : 'follow-up',
      ...(hidden
        ? { title: 'The project id probably comes from another environment' }
        : { beside: ['not-found-or-hidden', 'unexpected-empty', 'outside-access-scope'] as const }),
      cause: sentences(
        hidden && `Project ${seen.projectId} is not among the projects of this sandbox.`,
        seen.environment === 'monthly'
          ? 'The Monthly Sandbox is a copy of production that is replaced each month: newer records are missing, and what was made in the sandbox is gone after the refresh.'
          : 'A Developer Sandbox has data of its own. Ids of production, or of the sandbox of another app, do not exist in it.',
      ),
      actions: offers(
        readProjects(seen),
        { kind: 'switchEnvironment' },
        !hidden && findCause(seen, ['projects']),
      ),
      remedies: steps(
        'List what there is and take the ids from there: GET /rest/v1.0/companies, then GET /rest/v1.1/projects with company_id.',
        seen.environment === 'monthly'
          ? 'Wait for the next refresh, or make the record in the sandbox.'
          : 'Make test data in the sandbox; it starts with the project "1234 - Sandbox Test Project".',
      ),
    };
  },
};

/** "Troubleshooting", 404 on a resource that exists: Procore hides what the account may not read [doc]. */
export const notFoundOrHidden: DiagnosisCase = {
  id: 'not-found-or-hidden',
  title: 'The record does not exist, or this account may not see it',
  link: page.troubleshooting,
  recognise(seen) {
    if (!seen.api || seen.status !== 404 || !isUnderApi(seen.path)) return undefined;
    const { versions, methods } = otherPaths(seen);
    const wrong = wrongIds(seen);
    const [unnumbered] = wrong;
    const elsewhereForSure =
      (versions.length + methods.length > 0 && !seen.path.startsWith('/vapid/')) ||
      seen.path.includes('//') ||
      wrongHost(seen) !== undefined;
    return {
      certainty: 'general',
      beside: [
        'outside-access-scope',
        'sandbox-data-missing',
        ...(elsewhereForSure ? [] : (['wrong-version-or-path'] as const)),
      ],
      ...(unnumbered === undefined ? {} : { title: `${unnumbered.name} is not a number` }),
      cause: sentences(
        unnumbered !== undefined &&
          `The address has "${unnumbered.value}" for ${unnumbered.name}, and this id is a number.`,
        unnumbered === undefined &&
          'Procore answers 404, not 403, where the account has no read access, so that hidden and missing look alike.',
        seen.projectId !== undefined &&
          seen.projectId === seen.companyId &&
          `Project and company have the same id, ${seen.projectId}: one of them may stand in the place of the other.`,
        serverSaid(seen.error),
      ),
      actions: offers(
        findCause(seen, ['projects', 'tools', 'companies']),
        listPath(seen) !== undefined && { kind: 'read', what: 'list', path: listPath(seen) ?? '' },
        openRecord(seen),
        { kind: 'chooseCompany' },
      ),
      remedies: steps(
        ...wrong.map(wrongIdRemedy),
        'Check the ids in the address, and that Procore-Company-Id is the company that they belong to.',
        listPath(seen) !== undefined && `See whether the list has the record: GET ${listPath(seen)}.`,
        unnumbered === undefined &&
          'Have an administrator give the account at least Read-only in the tool of the project.',
        unnumbered === undefined &&
          seen.projectId !== undefined &&
          seen.context.tools === undefined &&
          'Some tools answer 404 when they are off: see whether the tool is on in the project.',
        askInTerminal(seen, ['tools', 'projects', 'companies']),
      ),
    };
  },
};

function listPath({ method, path, match }: Evidence): string | undefined {
  const list = /^(.*)\/[^/]+$/.exec(match?.operation.path ?? '')?.[1];
  if (method === 'POST' || list === undefined || !/\}$/.test(match?.operation.path ?? '')) return undefined;
  return cleanText(path.replace(/\/[^/]+$/, ''), 120);
}
