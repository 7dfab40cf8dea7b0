import type { WebhookCall } from '../../procore/webhooks/calls.ts';
import { l10n } from '../l10n.ts';

/** What a write does, as the commands of the view call it. */
export function writeTitle({ method, path }: Pick<WebhookCall, 'method' | 'path'>): string {
  const isTriggers = /\/triggers(?:\/|$)/.test(path);
  if (method === 'POST') return isTriggers ? l10n.t('Add Webhook Triggers') : l10n.t('Create Webhook');
  if (method !== 'DELETE') return l10n.t('Change Webhook');
  return isTriggers ? l10n.t('Delete Webhook Triggers') : l10n.t('Delete Webhook');
}
