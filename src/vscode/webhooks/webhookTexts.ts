import type { AttemptFailure } from '../../procore/webhooks/attemptFailure.ts';
import type { DeliveryStatus } from '../../procore/webhooks/delivery.ts';
import type { AuthorizationCheck } from '../../runner/webhookReceiver/posting.ts';
import type { DeliveryStatusFilter, Hint } from './node.ts';

/** What the editor's `l10n` does. */
interface Localizer {
  t(message: string, ...values: (string | number)[]): string;
}

/** Every text of the Webhooks view that is not the account's own. */
export type WebhookTexts = ReturnType<typeof createWebhookTexts>;

/** In the language of `l10n`. */
export function createWebhookTexts(l10n: Localizer) {
  const hints: Readonly<Record<Hint, () => string>> = {
    chooseCompany: () => l10n.t('Choose a company to see its webhooks'),
    enterNamespace: () => l10n.t('Enter the namespace of your app'),
    noHooks: () => l10n.t('No hooks here. Create one'),
    noTriggers: () => l10n.t('Without triggers nothing is sent. Add some'),
    noDeliveries: () => l10n.t('Nothing was sent yet'),
    startReceiver: () => l10n.t('Start the receiver on this machine'),
    noEvents: () => l10n.t('Waiting for events'),
  };
  const statuses: Readonly<Record<DeliveryStatus, () => string>> = {
    delivered: () => l10n.t('delivered'),
    retrying: () => l10n.t('failing, tried again'),
    enqueued: () => l10n.t('waiting'),
    failed: () => l10n.t('failed'),
    discarded: () => l10n.t('discarded'),
    unknown: () => l10n.t('of unknown outcome'),
  };
  const filters: Readonly<Record<DeliveryStatusFilter, () => string>> = {
    delivered: () => l10n.t('Delivered'),
    failed: () => l10n.t('Failed'),
    discarded: () => l10n.t('Discarded'),
    enqueued: () => l10n.t('Waiting'),
    retrying: () => l10n.t('Failing, Tried Again'),
  };
  const checks: Readonly<Record<AuthorizationCheck, () => string>> = {
    matches: () => l10n.t('the expected Authorization header'),
    differs: () => l10n.t('another Authorization header than expected'),
    missing: () => l10n.t('no Authorization header'),
    unchecked: () => l10n.t('Authorization not checked'),
  };
  return {
    receiver: () => l10n.t('Receiver'),
    receiverOff: () => l10n.t('not running'),
    receiverTip: () =>
      l10n.t('Takes events on this machine while you develop, and shows them as they arrive.'),
    answers: (status: number, delayMs: number) =>
      delayMs === 0
        ? l10n.t('answers {0}', status)
        : l10n.t('answers {0} after {1} s', status, delayMs / 1000),
    events: (count: number) => (count === 1 ? l10n.t('1 event') : l10n.t('{0} events', count)),
    company: () => l10n.t('company'),
    project: () => l10n.t('project'),
    version: (version: string) => l10n.t('Hooks {0}', version),
    namespace: (namespace: string) => l10n.t('namespace {0}', namespace),
    namespaceUnknown: () => l10n.t('namespace not known'),
    allNamespaces: () => l10n.t('all namespaces'),
    deprecated: () => l10n.t('Procore marks v1.0 as deprecated; v2.0 takes its place.'),
    paused: () => l10n.t('paused'),
    active: () => l10n.t('active'),
    pausedTip: () => l10n.t('It gets no events until it is resumed. Fetch what was missed through the API.'),
    withoutMetadata: () =>
      l10n.t(
        'Payload v4 names no application: changes by your own app cannot be told from those of others. v2 and v3 can.',
      ),
    neverFires: () => l10n.t('never fires'),
    payload: (version: string) => l10n.t('payload {0}', version),
    hookId: (id: string) => l10n.t('Hook ID {0}', id),
    triggers: () => l10n.t('Triggers'),
    deliveries: () => l10n.t('Deliveries'),
    only: (status: DeliveryStatusFilter) => l10n.t('only {0}', filters[status]()),
    filter: (status: DeliveryStatusFilter) => filters[status](),
    unknownEvent: () => l10n.t('Unknown event'),
    status: (status: DeliveryStatus) => statuses[status](),
    attempts: (count: number) => (count === 1 ? l10n.t('1 attempt') : l10n.t('{0} attempts', count)),
    attempt: (number: number) => l10n.t('Attempt {0}', number),
    succeeded: () => l10n.t('taken'),
    failure: (failure: AttemptFailure): string => {
      switch (failure.kind) {
        case 'timeout':
          return failure.seconds === undefined
            ? l10n.t('no answer within 5 s')
            : l10n.t('no answer within 5 s (took {0} s)', failure.seconds);
        case 'tls':
          return l10n.t('no safe connection: {0}', failure.text ?? '');
        case 'unreachable':
          return l10n.t('not reachable: {0}', failure.text ?? '');
        case 'unknown':
          return failure.text ?? l10n.t('failed for an unknown reason');
        case 'redirect':
          return l10n.t('answered {0}; redirects are not followed', failure.status);
        case 'unauthorized':
          return l10n.t('answered {0}; compare the Authorization header', failure.status);
        case 'status':
          return l10n.t('answered {0}', failure.status);
      }
    },
    loadMore: () => l10n.t('Load more'),
    some: (read: number) => l10n.t('{0} so far', read),
    hint: (hint: Hint) => hints[hint](),
    event: (number: number) => l10n.t('Event {0}', number),
    noEvent: () => l10n.t('No event'),
    repeats: (number: number) => l10n.t('again, as event {0}', number),
    pending: () => l10n.t('answer waits'),
    gone: () => l10n.t('the sender hung up before the answer'),
    answered: (status: number) => l10n.t('answered {0}', status),
    check: (check: AuthorizationCheck) => checks[check](),
  };
}
