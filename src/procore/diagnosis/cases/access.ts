import { cleanText } from '../../errors/cleanText.ts';
import { type DiagnosisCase, type Finding, sentences, steps } from '../case.ts';
import { type Evidence, hasOtherPages } from '../evidence.ts';
import { companyHidden, projectHidden } from '../listedPlaces.ts';
import {
  appManagement,
  askInTerminal,
  enableTool,
  findCause,
  offers,
  openRecord,
  portal,
  projectsOf,
  readProjects,
} from '../offers.ts';
import { page } from '../pages.ts';
import { toolsOfCall } from '../tools.ts';
import { listed, serverSaid } from '../words.ts';

/** "Troubleshooting", Tool disabled: 403 [doc]; for some tools 404 was seen [live]. Told by the tools of the project. */
export const toolDisabled: DiagnosisCase = {
  id: 'tool-disabled',
  title: 'The tool is turned off in this project',
  link: page.troubleshooting,
  recognise(seen) {
    if (!seen.api || (seen.status !== 403 && seen.status !== 404)) return undefined;
    const tools = toolsOfCall(seen);
    const off = tools.filter(tool => !tool.is_active);
    if (off.length === 0 || off.length < tools.length) return undefined;
    const names = listed(off.map(({ title, engine_name }) => title || engine_name));
    return {
      certainty: 'context',
      cause: `The project's list of tools has ${names} turned off, whatever the permissions are.`,
      actions: offers(enableTool(seen, names)),
      remedies: [
        `Have a project administrator turn on ${names}: Project Admin > Tools.`,
        'Or use a project in which the tool is on.',
      ],
    };
  },
};

/** "Troubleshooting", Resource outside access scope: 403 [doc]. Told by the projects that the account sees. */
export const outsideAccessScope: DiagnosisCase = {
  id: 'outside-access-scope',
  title: 'The project is outside what this account may see',
  link: page.serviceAccounts,
  recognise(seen) {
    const { projectId } = seen;
    if (!seen.api) return undefined;
    const elsewhere = swappedIds(seen) ?? projectElsewhere(seen) ?? companyOutside(seen);
    if (elsewhere !== undefined || projectId === undefined) return elsewhere;
    const hidden = projectHidden(seen);
    const service = seen.context.grant === 'client_credentials';
    // In a sandbox a project that is not there is likelier an id of another environment.
    if (
      hidden
        ? seen.status !== 403 && (seen.status !== 404 || seen.sandbox)
        : !(service && seen.status === 403)
    )
      return undefined;
    return {
      certainty: hidden ? 'context' : 'follow-up',
      ...(hidden
        ? {}
        : {
            title: 'The project may be outside what this service account may see',
            beside: ['permission-insufficient'],
          }),
      cause: hidden
        ? `Project ${projectId} is not among the projects that this account gets listed.`
        : `A service account sees only its permitted projects, and that list is emptied by each update of the app.`,
      actions: offers(
        service && appManagement(seen),
        !hidden && findCause(seen, ['projects']),
        readProjects(seen),
        { kind: 'chooseCompany' },
      ),
      remedies: service
        ? [
            `Have an administrator add project ${projectId} to the permitted projects of the app: Company Admin > App Management.`,
            'Check the list after each update or reinstallation of the app: it has to be set again.',
          ]
        : [
            `Have the account added to the directory of project ${projectId}.`,
            'Check the project id, and that Procore-Company-Id is the company of the project.',
          ],
    };
  },
};

/** "Troubleshooting", Insufficient permissions [doc]. What a 403 means where nothing tells more. */
export const permissionInsufficient: DiagnosisCase = {
  id: 'permission-insufficient',
  title: 'The account lacks the permission',
  link: page.userPermissions,
  recognise(seen) {
    const denied = seen.failed && seen.error.codes.includes('WORKFLOW_CONFLICT_INSUFFICIENT_PERMISSION');
    if (!seen.api || !(seen.status === 403 || denied)) return undefined;
    const weak = weakToolOf(seen);
    const service = seen.context.grant === 'client_credentials';
    const account = service ? 'service account' : 'account';
    const fromPage = seen.error.kind === 'html';
    const listed = hasOtherPages(seen);
    return {
      certainty: denied ? 'machine' : weak === undefined ? 'general' : 'context',
      // A page in the place of the answer may as well hide a plain refusal.
      ...(fromPage ? { beside: ['gateway-error'] as const } : {}),
      cause: sentences(
        weak === undefined && fromPage
          ? `If the page does come from Procore, the ${account} does not have the level that this call needs.`
          : weak === undefined && listed
            ? `Other pages of this list came, so the ${account} could read it: either what it may do was changed in the meantime, or Procore refuses this page alone.`
            : weak === undefined
              ? `The token is fine. Most often the ${account} does not have the level that this call needs; a tool that is off, or a project that it is not in, reads the same.`
              : `The ${account} has the level ${weak.user_access_level} in ${weak.title || weak.engine_name}, which is not enough for ${seen.method}.`,
        !fromPage && serverSaid(seen.error),
      ),
      actions: offers(
        weak === undefined && findCause(seen, ['tools', 'projects', 'companies']),
        service && portal(seen),
        openRecord(seen),
      ),
      remedies: steps(
        listed && 'Send it again: if its first page is refused now as well, the permission was taken away.',
        service
          ? 'Check the permissions that the app asks for in the developer portal: a service account gets them from there, and a changed list needs a new version and its installation.'
          : `Have an administrator give the account ${seen.method === 'GET' ? 'at least Read-only' : 'Standard or Admin'} in the tool, in the project and, where the endpoint is one of the company, in the company.`,
        weak === undefined && !fromPage && askInTerminal(seen, ['tools', 'projects', 'companies']),
        "Procore's User Permissions Matrix tells the level for each tool and action.",
      ),
    };
  },
};

/** The id of a company stands where that of a project belongs, or the other way round, by the lists of the context. */
function swappedIds({ context, projectId, companyId, status }: Evidence): Finding | undefined {
  if (status !== 403 && status !== 404) return undefined;
  const company = context.companies?.find(({ id }) => String(id) === projectId);
  const project = context.projects?.find(({ id }) => String(id) === companyId);
  if (company === undefined && project === undefined) return undefined;
  const named = (name: string) => cleanText(name, 80);
  return {
    certainty: 'context',
    title:
      company !== undefined && project !== undefined
        ? 'The ids of company and project have changed places'
        : company !== undefined
          ? 'The id of a company stands where that of a project belongs'
          : 'The id of a project stands where that of a company belongs',
    cause: sentences(
      company !== undefined &&
        `${projectId} is company ${named(company.name)}, and the request names it as its project.`,
      project !== undefined &&
        `${companyId} is project ${named(project.name)}, and the request names it as its company.`,
    ),
    actions: offers(
      project !== undefined && { kind: 'chooseCompany' },
      company !== undefined && projectsOf(String(company.id)),
    ),
    remedies: steps(
      company !== undefined &&
        'Write the id of a project in its place: GET /rest/v1.1/projects with company_id lists them.',
      project !== undefined && 'Write the id of the company: GET /rest/v1.0/companies lists them.',
    ),
  };
}

/** A call that names one company and a project of another one, told by the other company's list of projects. */
function projectElsewhere({ context, projectId, companyId, status }: Evidence): Finding | undefined {
  const { projectCompany: owner } = context;
  if (owner === undefined || projectId === undefined || ![403, 404].includes(status)) return undefined;
  const id = cleanText(String(owner.id), 60);
  return {
    certainty: 'context',
    title: 'The project belongs to another company',
    cause: `Project ${projectId} is one of company ${id} (${cleanText(owner.name, 80)}), and the request is for company ${companyId ?? '?'}.`,
    actions: offers({ kind: 'addCompanyHeader', companyId: id }, { kind: 'chooseCompany' }),
    remedies: [
      `Write # @company ${id} above the request, or choose that company in the editor.`,
      `Or use a project of company ${companyId ?? '?'}.`,
    ],
  };
}

/** The company that the call names is none that the account gets listed. */
function companyOutside({ context, companyId, status, sandbox }: Evidence): Finding | undefined {
  if (!companyHidden({ context, companyId }) || ![403, 404].includes(status)) return undefined;
  return {
    certainty: 'context',
    title: 'The company is outside what this account may see',
    cause: sentences(
      `Company ${companyId} is not among the companies that this account gets listed.`,
      sandbox && 'Company ids of production do not exist in a Developer Sandbox.',
    ),
    actions: offers(
      { kind: 'chooseCompany' },
      { kind: 'read', what: 'companies', path: '/rest/v1.0/companies' },
    ),
    remedies: [
      'Use a company of the list: GET /rest/v1.0/companies.',
      `Or have the account added to the directory of company ${companyId}.`,
    ],
  };
}

/** The tool of the call, where the context tells that the account's level in it is too low. */
export function weakToolOf(seen: Evidence): ReturnType<typeof toolsOfCall>[number] | undefined {
  return toolsOfCall(seen).find(tool => tool.is_active && isWeak(tool.user_access_level, seen.method));
}

/** Levels: None, Read-only, Standard, Admin. "User permissions" [doc]. Standard may write in most tools. */
function isWeak(level: string | undefined, method: string): boolean {
  const plain = level?.toLowerCase().replace(/[^a-z]/g, '');
  return plain === 'none' || (plain === 'readonly' && method !== 'GET');
}
