import * as vscode from 'vscode';
import type { NewTrigger, WebhookScope } from '../../procore/webhooks/calls.ts';
import { knownResources, type ListedResource } from '../../procore/webhooks/resources.ts';
import type { Trigger } from '../../procore/webhooks/trigger.ts';

interface TriggerItem<T> extends vscode.QuickPickItem {
  readonly trigger: T;
}

/**
 * Which events to listen for, several at a time; those that the hook `has` are left out. `listed`: what the account
 * has; none: what is known of Procore.
 */
export async function chooseNewTriggers(
  listed: readonly ListedResource[],
  has: readonly Trigger[],
  { projectId }: WebhookScope,
): Promise<readonly NewTrigger[] | undefined> {
  const known = knownResources.filter(
    ({ scope }) => scope === (projectId === undefined ? 'company' : 'project'),
  );
  const resources: readonly Pick<ListedResource, 'name' | 'eventTypes'>[] =
    listed.length > 0 ? listed : known;
  const there = new Set(has.map(({ resourceName, eventType }) => `${resourceName}\n${eventType}`));
  const items = resources.flatMap(({ name, eventTypes }) =>
    eventTypes
      .filter(eventType => !there.has(`${name}\n${eventType}`))
      .map(eventType => itemOf(name, eventType, { resourceName: name, eventType })),
  );
  return choose(items, vscode.l10n.t('Add Webhook Triggers'));
}

/** Which of those that the hook has are to go. */
export async function chooseTriggersToRemove(
  has: readonly Trigger[],
): Promise<readonly Trigger[] | undefined> {
  const items = has.map(trigger => itemOf(trigger.resourceName ?? trigger.id, trigger.eventType, trigger));
  return choose(items, vscode.l10n.t('Delete Several Webhook Triggers'));
}

async function choose<T>(items: readonly TriggerItem<T>[], title: string): Promise<readonly T[] | undefined> {
  const chosen = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: vscode.l10n.t('Type a resource; several can be marked'),
    canPickMany: true,
  });
  return chosen?.map(({ trigger }) => trigger);
}

function itemOf<T>(name: string, eventType: string | undefined, trigger: T): TriggerItem<T> {
  // In one text, so that both can be typed. Names come from a server: `$(name)` in them is no icon.
  const label = [name, eventType].filter(Boolean).join(' ').replaceAll('$(', '$\u200B(');
  return { label, trigger };
}
