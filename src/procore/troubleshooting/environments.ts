import { page } from '../diagnosis/pages.ts';
import type { TroubleRow } from './row.ts';

/** Sandboxes and installing. Sources: "Troubleshooting" (Sandbox Issues), "FAQ" (Development Environments) and "Development environments" [doc]. */
export const environmentRows: readonly TroubleRow[] = [
  {
    id: 'sandbox-data-missing',
    title: 'A sandbox is empty, or differs from production',
    symptom: 'Records and ids of production are not found in the sandbox',
    cause: 'A Developer Sandbox has data of its own, made for the app; nothing is copied into it.',
    remedies: [
      'Make what you test with in the sandbox itself, and use its ids.',
      'Only Monthly and On-Demand Sandboxes, which some accounts have, hold copies of production.',
    ],
    link: page.environments,
    diagnosisIds: ['sandbox-data-missing'],
    command: 'procore.chooseCompany',
  },
  {
    id: 'sandbox-not-responding',
    title: 'A sandbox does not answer, or only with errors',
    symptom: 'Sandbox down, slow, 5xx',
    cause: 'Sandboxes are servers of their own, and may be out while production is not.',
    remedies: [
      'Look at the status page.',
      'Then write to API Support, who pass it on: a report saves a question.',
      'Work with the simulator meanwhile.',
    ],
    link: page.faq,
    diagnosisIds: ['service-unavailable', 'gateway-error'],
    command: 'procore.checkServiceStatus',
  },
  {
    id: 'cannot-install-app',
    title: 'The app cannot be installed in the sandbox',
    symptom: 'App not found, nothing to install, Install Custom App',
    cause: 'What is installed is a version of the app, and none was made yet.',
    remedies: [
      'Create a version in the developer portal.',
      'Copy its Sandbox App Version Key into Company Admin > App Management > Install Custom App.',
      'Where the button is missing, custom installs are off for the account: only Procore turns them on.',
    ],
    link: page.createApp,
    diagnosisIds: ['app-not-installable', 'app-not-connected'],
  },
  {
    id: 'app-version-keys',
    title: 'Which App Version Key goes where',
    symptom: 'Sandbox App Version Key, Production App Version Key; the key is refused',
    cause: 'Each version has two keys.',
    remedies: [
      'Developer Sandbox: the Sandbox App Version Key.',
      'Monthly and On-Demand Sandbox, and production: the Production App Version Key.',
      'A newer version is installed with its own key.',
    ],
    link: page.environments,
    diagnosisIds: ['app-not-installable'],
  },
  {
    // FAQ: about the 2nd, changes in by the 20th [doc]; newer: first working day, about 24 h old [doc, 2026-04].
    id: 'monthly-refresh',
    title: 'When the Monthly Sandbox is refreshed',
    symptom: 'Changes are lost, or not there yet; 2nd of the month, the 20th',
    cause:
      'It is overwritten with a copy of production each month: on about the 2nd by the FAQ, on the first working day by a newer page. The FAQ wants changes in production by the 20th to be in the next copy.',
    remedies: [
      'Make in production, before the 20th, what the next copy shall have; also install apps there.',
      'Keep nothing in the Monthly Sandbox that must last.',
    ],
    link: page.environments,
    diagnosisIds: [],
    command: 'procore.switchEnvironment',
  },
  {
    id: 'production-access',
    title: 'From the sandbox to production',
    symptom: 'Production credentials, promote the app, go live',
    cause: 'Production has credentials of its own, which come with a promoted version of the app.',
    remedies: [
      'Promote the version in the developer portal, and take the production client id and secret.',
      'Have the app installed in each company that it is for.',
    ],
    link: page.createApp,
    diagnosisIds: [],
    command: 'procore.changeCredentials',
  },
];
