import type { DiagnosisCase } from '../case.ts';
import { appManagement, offers, portal } from '../offers.ts';
import { page } from '../pages.ts';

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
