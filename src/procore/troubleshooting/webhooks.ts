import { page } from '../diagnosis/pages.ts';
import type { TroubleRow } from './row.ts';

/** Sources: "Troubleshooting" (Webhook Issues), "FAQ" (Webhooks) and "Webhooks" [doc]. */
export const webhookRows: readonly TroubleRow[] = [
  {
    id: 'webhook-not-delivered',
    title: 'Webhooks are not delivered',
    symptom: 'No events, or no more; hook disabled; deliveries failed or discarded',
    cause:
      'The receiver is not reachable from the internet, does not answer with 2xx within 5 seconds, or the hook has no trigger for the event, or was turned off after failures.',
    remedies: [
      'Ask for the deliveries of the hook: they hold status and answer of each attempt.',
      'Answer 200 at once, and work afterwards.',
      'Add the missing trigger, or turn the hook on again. Events are given up after 12 hours: read the list for what was missed.',
    ],
    link: page.webhooksApi,
    diagnosisIds: ['webhook-not-delivered', 'webhook-disabled'],
    command: 'procore.findCause',
  },
  {
    id: 'webhook-duplicate',
    title: 'A webhook event comes twice',
    symptom: 'The same id or ulid again',
    cause: 'Delivery is repeated where no 2xx came in time; neither once-only nor order is promised.',
    remedies: ['Remember the id of each event, or updated_at of the record, and do nothing the second time.'],
    link: page.webhooks,
    diagnosisIds: ['webhook-duplicate-event'],
  },
  {
    id: 'webhook-notify',
    title: 'How to hear of changes',
    symptom: 'Polling, notifications, events',
    cause: 'Webhooks call your server when a record is made, changed or deleted.',
    remedies: [
      'Create a hook and a trigger for each resource and event, and reconcile by reading lists now and then.',
    ],
    link: page.webhooks,
    diagnosisIds: [],
    command: 'procore.runOperation',
  },
];
