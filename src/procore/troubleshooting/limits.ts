import { page } from '../diagnosis/pages.ts';
import type { TroubleRow } from './row.ts';

/** Too many calls, and a Procore that does not answer. Sources: "Troubleshooting", "FAQ", "Rate limiting" and "Error code reference" [doc]. */
export const limitRows: readonly TroubleRow[] = [
  {
    id: 'rate-limit',
    title: '429: Too Many Requests',
    symptom: 'Rate limit, Retry-After, X-Rate-Limit-Reset, throttled',
    cause:
      'The app has used up one of two windows: about 10 seconds (spike), or an hour. Failed calls count too.',
    remedies: [
      'Wait as long as Retry-After says, or until X-Rate-Limit-Reset, and longer each time it happens again, with some jitter.',
      'Write in batches with sync actions.',
      'Cache what changes rarely.',
      'Let webhooks tell of changes instead of asking again and again.',
    ],
    link: page.rateLimits,
    diagnosisIds: ['rate-limit-spike', 'rate-limit-hourly'],
    command: 'procore.showRateLimits',
  },
  {
    // Two truths: 3,600 an hour [doc, FAQ], no fixed number [doc, since 2026-01], 100 in a sandbox [live, 2026-02].
    id: 'rate-limit-number',
    title: 'How many requests an hour there are',
    symptom: '3,600 requests per hour, or unknown; raise the limit',
    cause:
      "Procore's pages differ: the FAQ says 3,600 an hour, the newer page says not to count on a number. The headers of each answer tell the limit that holds.",
    remedies: [
      'Go by X-Rate-Limit-Limit and X-Rate-Limit-Remaining of the last answer.',
      'If steady production traffic needs more, ask Procore for a higher hourly limit; the spike limit stays.',
    ],
    link: page.rateLimits,
    diagnosisIds: [],
    command: 'procore.showBudgetChart',
  },
  {
    id: 'service-down',
    title: 'Procore is down, or a gateway answers',
    symptom: '500, 502, 503, 504; an HTML page instead of JSON',
    cause: 'Maintenance, load, a fault of the service, or a machine in front of it.',
    remedies: [
      'Look at the status page.',
      'Wait as long as Retry-After says, else some seconds, and longer each time.',
      'Before a write is sent again, look whether it took effect.',
      'If it stays, send API Support a report with the request id.',
    ],
    link: page.errors,
    diagnosisIds: ['service-unavailable', 'gateway-error', 'server-error'],
    command: 'procore.checkServiceStatus',
  },
  {
    id: 'too-slow',
    title: 'An answer takes too long',
    symptom: '408, timeout',
    cause: 'The query asks for more than can be answered in time, or your own limit is short.',
    remedies: [
      'Ask for less: a smaller per_page, a filter, a narrower range of dates, view=compact or view=ids.',
      'Write # @timeout above the request for more time here.',
    ],
    link: page.errors,
    diagnosisIds: ['request-timeout', 'timeout'],
  },
];
