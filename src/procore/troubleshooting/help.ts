import { page } from '../diagnosis/pages.ts';
import { apiSupport, statusPage } from '../support.ts';
import type { TroubleRow } from './row.ts';

/** Whom to ask, and what holds for how long. Sources: "FAQ", "Troubleshooting" (Getting Help) and "API Lifecycle" [doc]. */
export const helpRows: readonly TroubleRow[] = [
  {
    id: 'support-hours',
    title: 'When API Support works',
    symptom: 'Support hours, time zone',
    cause: `${apiSupport.hours}, by Procore's FAQ.`,
    remedies: [`Write to ${apiSupport.mail}; for outages look at ${statusPage.url} at any hour.`],
    link: page.faq,
    diagnosisIds: [],
    command: 'procore.copySupportReport',
  },
  {
    id: 'contact-support',
    title: 'What API Support wants to know',
    symptom: 'Contact, ticket, apisupport@procore.com',
    cause:
      'They ask for method and full URL, headers without secrets, body, status and answer, and about when it was.',
    remedies: [
      'Copy Support Report puts all of it together, with secrets masked, as Markdown or as a mail.',
      'Read it before you send it: names and other data of the bodies are in it.',
    ],
    link: page.troubleshooting,
    diagnosisIds: ['server-error'],
    command: 'procore.copySupportReport',
  },
  {
    id: 'status-page',
    title: 'Whether Procore has an incident',
    symptom: 'Outage, maintenance, status.procore.com',
    cause: 'The status page has a component for the API, and one for webhooks.',
    remedies: ['Check Service Status reads those two.'],
    link: page.troubleshooting,
    diagnosisIds: ['service-unavailable'],
    command: 'procore.checkServiceStatus',
  },
  {
    id: 'deprecation',
    title: 'How endpoints are deprecated',
    symptom: 'Deprecated, sunset, /vapid, how long an endpoint stays',
    cause:
      'A deprecated endpoint works on, is closed to new apps, and goes at the earliest after a year, after six months if it was in beta, after three if it was a pilot. Answers say nothing of it.',
    remedies: [
      'Integration Health in the developer portal lists the deprecated endpoints that your app calls.',
      'Move to the newer version of the resource; the announcement says which.',
    ],
    link: page.lifecycle,
    diagnosisIds: ['wrong-version-or-path'],
    command: 'procore.runOperation',
  },
  {
    id: 'learn-about-tools',
    title: 'What a tool of Procore does',
    symptom: 'Learn about RFIs, Submittals, Budget and other tools',
    cause: 'The reference tells how to call an endpoint, not what the tool is for.',
    remedies: [
      'The support site, https://support.procore.com, explains every tool; https://learn.procore.com has courses.',
    ],
    link: 'https://support.procore.com/',
    diagnosisIds: [],
  },
];
