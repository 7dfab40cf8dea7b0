import { page } from '../diagnosis/pages.ts';
import type { TroubleRow } from './row.ts';

/**
 * Between you and Procore. Sources: "FAQ" (CORS, IP Whitelisting) and "TLS requirements" [doc]; the last row is about
 * this machine, and on none of those pages.
 */
export const networkRows: readonly TroubleRow[] = [
  {
    id: 'cors',
    title: 'CORS: a page in a browser may not call the API',
    symptom: "No 'Access-Control-Allow-Origin' header is present; XMLHttpRequest cannot load",
    cause: 'The API answers pages of other sites only where their domain is registered for the app.',
    remedies: [
      'Have API Support register the domain, or call the API from a server.',
      'The same request works from here: CORS is a rule of browsers.',
    ],
    link: page.faq,
    diagnosisIds: [],
    command: 'procore.sendRequest',
  },
  {
    id: 'cors-domains',
    title: 'How many CORS domains can be registered',
    symptom: 'Several origins, several domains',
    cause: 'More than one is possible; how many is agreed with Procore.',
    remedies: ['Tell API Support which domains, and what for.'],
    link: page.faq,
    diagnosisIds: [],
  },
  {
    id: 'ip-allow-list',
    title: 'IP addresses for an allow-list',
    symptom: 'Firewall, whitelist, from which addresses do calls and webhooks of Procore come?',
    cause: 'Procore publishes no list: its addresses change.',
    remedies: [
      'Put a server where it can be reached from outside, in a DMZ, and let it pass on what Procore sends.',
      'Check the Authorization header that you gave the hook: it is the only sign that a webhook is genuine.',
    ],
    link: page.faq,
    diagnosisIds: [],
  },
  {
    id: 'tls-version',
    title: 'TLS 1.2 is required',
    symptom: 'Handshake failure from an old client or library',
    cause: 'Procore refuses connections below TLS 1.2.',
    remedies: ['Update the runtime or the library that connects.'],
    link: page.tls,
    diagnosisIds: ['tls-error'],
  },
  {
    id: 'nothing-comes-back',
    title: 'Nothing comes back at all',
    symptom: 'ENOTFOUND, ECONNREFUSED, certificate, proxy, 407',
    cause: 'The host cannot be reached from this machine, or something between refuses.',
    remedies: [
      'Check the name of the host, and that you are online.',
      'Give the proxy in http.proxy, or on the command line in HTTPS_PROXY.',
      'Where a company inspects traffic, add its certificate to those of the machine.',
      'The log tells what was tried.',
    ],
    link: page.environments,
    diagnosisIds: ['network-unreachable', 'tls-error', 'proxy-error', 'timeout'],
    command: 'procore.showLog',
  },
];
