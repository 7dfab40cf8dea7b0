import * as vscode from 'vscode';
import type { NewTrigger, WebhookScope } from '../../procore/webhooks/calls.ts';
import { knownResources, type ListedResource } from '../../procore/webhooks/resources.ts';

interface TriggerItem extends vscode.QuickPickItem {
  readonly trigger: NewTrigger;
}

/** Which events to listen for, several at a time. `listed`: what the account has; none: what is known of Procore. */
export async function chooseTriggers(
  listed: readonly ListedResource[],
  { projectId }: WebhookScope,
): Promise<readonly NewTrigger[] | undefined> {
  const known = knownResources.filter(
    ({ scope }) => scope === (projectId === undefined ? 'company' : 'project'),
  );
  const resources: readonly Pick<ListedResource, 'name' | 'eventTypes'>[] =
    listed.length > 0 ? listed : known;
  const items = resources.flatMap(({ name, eventTypes }) =>
    eventTypes.map(
      (eventType): TriggerItem => ({
        label: name,
        description: eventType,
        trigger: { resourceName: name, eventType },
      }),
    ),
  );
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Add Webhook Triggers'),
    placeHolder: vscode.l10n.t('Type a resource; several can be marked'),
    canPickMany: true,
    matchOnDescription: true,
  });
  return chosen?.map(({ trigger }) => trigger);
}
