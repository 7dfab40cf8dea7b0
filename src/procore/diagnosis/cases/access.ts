import { cleanText } from '../../errors/cleanText.ts';
import { header, headerValue } from '../../headers.ts';
import { type DiagnosisCase, type Finding, sentences, steps } from '../case.ts';
import { type Evidence, isUnderApi } from '../evidence.ts';
import { appManagement, enableTool, findCause, offers, openRecord, portal, readProjects } from '../offers.ts';
import { page } from '../pages.ts';
import { strayHost } from '../strayHost.ts';
import { toolsOfCall } from '../tools.ts';
import { listed, serverSaid } from '../words.ts';

/**
 * "Multiple Procore Zones": every call but `/me` and `/companies` needs the header, also where path or query
 * name the company; the documented text begins `Missing Procore-Company-Id header!` [doc]. Status and
 * envelope are not documented; 404 was seen [live]. A service account needs it everywhere [doc].
 */
export const companyHeaderMissing: DiagnosisCase = {
  id: 'company-header-missing',
  title: 'The Procore-Company-Id header is missing',
  link: page.regions,
  recognise(seen) {
    if (!seen.api || ![400, 403, 404].includes(seen.status)) return undefined;
    const sent = headerValue(seen.input.request.headers, header.companyId)?.trim();
    const complains = seen.error.messages.some(message =>
      /^Missing Procore-Company-Id header/i.test(message),
    );
    const meant = isUnderApi(seen.path) && strayHost(seen) === undefined;
    const lacks = (sent === undefined || sent === '') && meant && needsCompany(seen);
    if (!lacks && !complains) return meant ? wrongCompany(seen, sent ?? '') : undefined;
    return {
      certainty: lacks ? 'known' : 'machine',
      ...(lacks ? {} : { title: 'The Procore-Company-Id header was not understood' }),
      cause: lacks
        ? `Procore routes each call by this header, and answers ${seen.status} without it, also where the address names the company.`
        : sentences(`Procore did not take "${sent}" for a company id.`, serverSaid(seen.error)),
      actions: offers(
        lacks && {
          kind: 'addCompanyHeader',
          ...(seen.companyId === undefined ? {} : { companyId: seen.companyId }),
        },
        { kind: 'chooseCompany' },
      ),
      fields: lacks ? [] : [{ name: 'Procore-Company-Id', message: '', header: header.companyId }],
      remedies: steps(
        !lacks
          ? `Use the number of the company. ${whereIdsAre(seen)}`
          : seen.companyId === undefined
            ? `Add the header: Procore-Company-Id: <company id>. ${whereIdsAre(seen)}`
            : `Add the header: Procore-Company-Id: ${seen.companyId}`,
        'In a .http file write # @company <company id> above the request, or choose a company in the editor.',
        'Keep company_id in path or query as well, where the endpoint asks for it.',
      ),
    };
  },
};

/** What is in the header is no number, or another company than the address names: both can be told from here. */
function wrongCompany(seen: Evidence, sent: string): Finding | undefined {
  if (sent === '' || sent.includes('***')) return undefined;
  const field = { name: 'Procore-Company-Id', header: header.companyId };
  if (!/^\d+$/.test(sent)) {
    const cause = `The request sends "${cleanText(sent, 60)}" where the number of the company belongs.`;
    return {
      certainty: 'known',
      title: 'The Procore-Company-Id header is not a number',
      cause,
      actions: offers({ kind: 'chooseCompany' }, findCause(seen, ['companies'])),
      fields: [{ ...field, message: cause }],
      remedies: [
        `Write the number of the company: # @company <company id>. ${whereIdsAre(seen)}`,
        'Or choose a company in the editor.',
      ],
    };
  }
  const named = /\/companies\/(\d+)(?:\/|$)/.exec(seen.path)?.[1] ?? seen.url?.searchParams.get('company_id');
  if (!/^\d{1,20}$/.test(named ?? '') || named === sent || named === null || named === undefined)
    return undefined;
  if (seen.status === 400) return undefined;
  const cause = `Procore-Company-Id is ${cleanText(sent, 60)}, and the address names company ${named}.`;
  return {
    certainty: 'context',
    title: 'Header and address name different companies',
    cause,
    actions: offers(
      { kind: 'addCompanyHeader', companyId: named },
      findCause(seen, ['companies', 'projects']),
      { kind: 'chooseCompany' },
    ),
    fields: [{ ...field, message: cause }],
    remedies: [
      `Name the same company in both: # @company ${named} above the request, if that is the one that is meant.`,
      `Or write ${cleanText(sent, 60)} into the address.`,
    ],
  };
}

/**
 * The one 403 with a sure text: `{"errors":["App is not connected to this company."]}` with a full stop on
 * the wire [live], without one in "Troubleshooting" [doc]. Token, `/me` and `/companies` go on working [live].
 */
export const appNotConnected: DiagnosisCase = {
  id: 'app-not-connected',
  title: 'The app is not connected to this company',
  link: page.installing,
  recognise(seen) {
    if (!seen.failed) return undefined;
    const says = seen.error.messages.some(isNotConnected);
    const told = seen.context.appConnected === false && [403, 404].includes(seen.status);
    if (!says && !told) return undefined;
    const company = seen.companyId === undefined ? 'the company' : `company ${seen.companyId}`;
    return {
      certainty: says ? 'machine' : 'context',
      cause: `The app was never installed in ${company}, or an administrator disconnected it. The token itself is fine: signing in again changes nothing.`,
      actions: offers(appManagement(seen), { kind: 'chooseCompany' }, portal(seen)),
      remedies: [
        `Have an administrator of ${company} connect the app: Company Admin > App Management.`,
        'Check that Procore-Company-Id is the company in which the app is installed.',
        'If the app is new: it needs a version with a data connector component that allows user-level authentication, and an installation with that version.',
      ],
    };
  },
};

/** The exact text of the wire. */
export function isNotConnected(text: string): boolean {
  return /^App is not connected to this company\.?$/i.test(text);
}

/** "Troubleshooting", Cannot install app in sandbox; nothing of it shows on the wire but the 403 above [doc]. */
export const appNotInstallable: DiagnosisCase = {
  id: 'app-not-installable',
  title: 'The app may not be installable in this sandbox yet',
  link: page.createApp,
  recognise(seen) {
    if (!seen.sandbox || !seen.failed) return undefined;
    const monthly = seen.environment === 'monthly';
    return {
      certainty: 'follow-up',
      beside: ['app-not-connected'],
      cause:
        'An app can be installed only by the key of one of its versions, and each kind of sandbox takes another key.',
      actions: offers(portal(seen), appManagement(seen)),
      remedies: [
        'In the developer portal choose Create Version for the app.',
        monthly
          ? 'Copy the Production App Version Key: the Monthly and On-Demand Sandbox take that one. The Monthly Sandbox knows an app only after the refresh that follows its installation in production.'
          : 'Copy the Sandbox App Version Key: the Developer Sandbox takes no other.',
        'In the sandbox company open Company Admin > App Management > Install Custom App and paste the key. If there is no such button, custom apps are off for the account and only Procore can turn them on.',
      ],
    };
  },
};

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
    const elsewhere = projectElsewhere(seen) ?? companyOutside(seen);
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
    return {
      certainty: denied ? 'machine' : weak === undefined ? 'general' : 'context',
      cause: sentences(
        weak === undefined
          ? `The token is fine, but the ${account} does not have the level that this call needs.`
          : `The ${account} has the level ${weak.user_access_level} in ${weak.title || weak.engine_name}, which is not enough for ${seen.method}.`,
        serverSaid(seen.error),
      ),
      actions: offers(
        weak === undefined && findCause(seen, ['tools', 'projects', 'companies']),
        service && portal(seen),
        openRecord(seen),
      ),
      remedies: steps(
        service
          ? 'Check the permissions that the app asks for in the developer portal: a service account gets them from there, and a changed list needs a new version and its installation.'
          : `Have an administrator give the account ${seen.method === 'GET' ? 'at least Read-only' : 'Standard or Admin'} in the tool, in the project and, where the endpoint is one of the company, in the company.`,
        seen.projectId !== undefined &&
          seen.context.tools === undefined &&
          `If the level is right, see whether the tool is on (GET /rest/v1.0/projects/${seen.projectId}/tools) and whether project ${seen.projectId} is in the account's list (GET /rest/v1.1/projects).`,
        "Procore's User Permissions Matrix tells the level for each tool and action.",
      ),
    };
  },
};

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

/** Whether the context lists companies and the one of the call is not among them. */
export function companyHidden({ context, companyId }: Pick<Evidence, 'context' | 'companyId'>): boolean {
  const { companies } = context;
  if (companies === undefined || companyId === undefined) return false;
  return !companies.some(({ id }) => String(id) === companyId);
}

/** Whether the context lists projects and the one of the call is not among them. */
export function projectHidden({ context, projectId }: Evidence): boolean {
  const { projects } = context;
  if (projects === undefined || projectId === undefined) return false;
  return !projects.some(({ id }) => String(id) === projectId);
}

/** A service account needs the header for the list of companies as well, so that list is no way out for it. */
function whereIdsAre({ context }: Evidence): string {
  return context.grant === 'client_credentials'
    ? "A service account cannot ask for the ids without one: take it from the address of the company's pages in Procore."
    : 'GET /rest/v1.0/companies lists the ids.';
}

/** `/me` does without only as long as nothing asks for the account of one company or project. */
function needsCompany({ method, path, url, context }: Evidence): boolean {
  if (context.grant === 'client_credentials') return true;
  if (url?.searchParams.has('company_id') || url?.searchParams.has('project_id')) return true;
  return !(method === 'GET' && /^\/(?:rest\/v\d+\.\d+|vapid)\/(?:me|companies)$/.test(path));
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
