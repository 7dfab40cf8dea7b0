import { page } from '../diagnosis/pages.ts';
import type { TroubleRow } from './row.ts';

/** Who may do what. Sources: "Troubleshooting" (Permission & Access Errors) and "FAQ" (App Management, MPR) [doc]. */
export const accessRows: readonly TroubleRow[] = [
  {
    id: 'app-not-connected',
    title: 'App is not connected to this company',
    symptom: '403 on everything but /me and /companies; worked before',
    cause:
      'The app was never installed in the company, or an administrator disconnected it in App Management. The token is fine.',
    remedies: [
      'Have an administrator of the company connect it: Company Admin > App Management.',
      'Signing in again changes nothing.',
    ],
    link: page.installing,
    diagnosisIds: ['app-not-connected'],
    command: 'procore.findCause',
  },
  {
    id: 'permission-insufficient',
    title: '403: insufficient permissions',
    symptom: '403 Forbidden from one tool, other tools answer',
    cause:
      'The account, or the service account of the app, has a lower level in the tool than the call needs.',
    remedies: [
      "Look up the level in Procore's User Permissions Matrix, and have an administrator give it.",
      'A service account gets its levels from the manifest of the app: change it, make a version, install that.',
      'Some endpoints need a level in the project and in the company.',
    ],
    link: page.userPermissions,
    diagnosisIds: ['permission-insufficient'],
    command: 'procore.findCause',
  },
  {
    id: 'tool-disabled',
    title: '403 or 404: the tool is turned off in the project',
    symptom: 'Forbidden in one project, fine in another, with the same permissions',
    cause: 'The tool of the resource is not active in that project.',
    remedies: ['Have a project administrator turn it on: Project Admin > Tools.'],
    link: page.troubleshooting,
    diagnosisIds: ['tool-disabled'],
    command: 'procore.findCause',
  },
  {
    // That the list of permitted projects is lost with an update: "Developer Managed Service Accounts" [doc].
    id: 'outside-access-scope',
    title: '403: the project is outside of what the account sees',
    symptom: 'Forbidden in one project; empty lists after an update of the app',
    cause:
      'The person is not in the directory of the project, or the project is not permitted for the service account.',
    remedies: [
      'Have the person added to the directory of the project.',
      'For a service account add it to Permitted Projects in App Management: after each update or reinstallation the list has to be set again.',
    ],
    link: page.serviceAccounts,
    diagnosisIds: ['outside-access-scope'],
    command: 'procore.findCause',
  },
  {
    id: 'not-found-but-exists',
    title: '404 on a record that exists',
    symptom: '404 Not Found, and the record is there in the browser',
    cause: 'Procore answers 404 where the account may not even know of the record.',
    remedies: [
      'Give the account at least Read-only in the tool of that project.',
      'Check the id, and that Procore-Company-Id names the company of the project.',
    ],
    link: page.errors,
    diagnosisIds: ['not-found-or-hidden'],
    command: 'procore.findCause',
  },
  {
    id: 'company-header-and-query',
    title: 'The company id belongs in the header and in the query',
    symptom: 'Missing Procore-Company-Id header; 400, 403 or 404; is company_id still needed?',
    cause:
      'Procore-Company-Id routes the call to the zone of the company. It does not replace a company_id that the endpoint itself asks for, and the other way round.',
    remedies: [
      'Send the header with each call, and company_id in path or query wherever the endpoint has it.',
      'Only GET /rest/v1.0/me and GET /rest/v1.0/companies do without, and not for service accounts.',
      'Choose a company, and the header is added to each request.',
    ],
    link: page.regions,
    diagnosisIds: ['company-header-missing'],
    command: 'procore.chooseCompany',
  },
  {
    id: 'permission-levels',
    title: 'Which permissions there are',
    symptom: 'None, Read-only, Standard, Admin; what a person may do in a tool',
    cause: 'Each tool has its levels, for the company and for each project; the API goes by the same ones.',
    remedies: ["Procore's support site has a matrix of all actions and the level that each needs."],
    link: 'https://support.procore.com/references/user-permissions-matrix-web',
    diagnosisIds: [],
    command: 'procore.findCause',
  },
];
