import { commandId } from '../commandIds.ts';
import { type LinkedText, linkedText } from '../responses/linkedText.ts';

/** What the editor's `l10n` does. */
interface Localizer {
  t(message: string, ...values: (string | number)[]): string;
}

/** How Procore gets to a receiver on this machine: by the editor's own port forwarding. `url`: where it listens. */
export function outsideText(l10n: Localizer, url: string | undefined): LinkedText {
  const port = url === undefined ? undefined : new URL(url).port;
  return linkedText([
    [l10n.t('Reach the webhook receiver from outside')],
    [''],
    [
      l10n.t(
        'The receiver listens on this machine only. The simulator reaches it as it is; Procore needs a public https address.',
      ),
    ],
    [''],
    [
      '1. ',
      port === undefined
        ? {
            text: l10n.t('Start the receiver.'),
            tooltip: l10n.t('Start Webhook Receiver'),
            command: commandId.startReceiver,
            parameters: [],
          }
        : l10n.t('The receiver runs on port {0}.', port),
    ],
    [
      '2. ',
      {
        text: l10n.t('Open the Ports view'),
        tooltip: l10n.t('Ports: Focus on Ports View'),
        command: '~remote.forwardedPorts.focus',
        parameters: [],
      },
      l10n.t(
        ', choose Forward a Port and enter {0}. VS Code asks to sign in to GitHub or Microsoft.',
        port ?? l10n.t('its port'),
      ),
    ],
    [
      '3. ',
      l10n.t(
        'In the menu of the new row set Port Visibility to Public: Procore cannot sign in to a private one.',
      ),
    ],
    ['4. ', l10n.t('Copy the forwarded address (https://...) and use it as the destination of the hook.')],
    [
      '5. ',
      l10n.t(
        'Give the hook an Authorization header, and the receiver the same one: anybody who learns the address can post to it.',
      ),
    ],
    ['6. ', l10n.t('When you are done, stop forwarding the port and delete or pause the hook.')],
    [''],
    [
      l10n.t(
        'Webhooks bear no signature; a 2xx answer within 5 seconds counts as delivered. Failing events are tried again after 1 second up to 1 hour, and discarded after 12 hours.',
      ),
    ],
  ]);
}
