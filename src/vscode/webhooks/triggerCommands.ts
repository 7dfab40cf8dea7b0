import * as vscode from 'vscode';
import { readAnswer } from '../../procore/webhooks/answerJson.ts';
import { mostTriggersAtOnce, type WebhookCall, webhookCalls } from '../../procore/webhooks/calls.ts';
import { type ListedResource, readResources } from '../../procore/webhooks/resources.ts';
import { readTriggerFailures, readTriggers, type Trigger } from '../../procore/webhooks/trigger.ts';
import { commandId } from '../commandIds.ts';
import { withoutLinks } from '../withoutLinks.ts';
import { chooseNewTriggers, chooseTriggersToRemove } from './chooseTriggers.ts';
import type { NodeOf, RowCommands } from './rowCommands.ts';
import type { WebhooksView } from './webhooksView.ts';

type HookPlace = NodeOf<'hook' | 'triggers'>;

/** Rows in a page, and no more pages than anybody has. */
const pageSize = 100;
const mostPages = 50;

/** Commands that change what a hook listens for. */
export function registerTriggerCommands(view: WebhooksView, rows: RowCommands): vscode.Disposable {
  const { tree } = view;

  async function add(node: HookPlace): Promise<void> {
    const { hook, scope } = node;
    const calls = webhookCalls(node.version, scope);
    const payloadVersion = hook.payloadVersion ?? 'v2';
    const [resources, has] = await Promise.all([
      resourcesFor(node, payloadVersion),
      triggersOf(node).catch(unlessCancelled),
    ]);
    const chosen = await chooseNewTriggers(resources, has, scope);
    const [first] = chosen ?? [];
    if (chosen === undefined || first === undefined) return;
    await send(
      node,
      chosen.length === 1
        ? [{ count: 1, call: calls.addTrigger(hook.id, first, payloadVersion) }]
        : parts(chosen).map(some => ({
            count: some.length,
            call: calls.addTriggers(hook.id, some, payloadVersion),
          })),
    );
  }

  async function removeOne(node: NodeOf<'trigger'>): Promise<void> {
    const { hook, scope, version, trigger } = node;
    const about = [trigger.resourceName, trigger.eventType].filter(Boolean).join(' ');
    const call = webhookCalls(version, scope).deleteTrigger(hook.id, trigger.id);
    await rows.write(call, node, () => tree.changed(node), vscode.l10n.t('Deletes the trigger {0}.', about));
  }

  async function removeSome(node: HookPlace): Promise<void> {
    const { hook, scope, version } = node;
    const has = await triggersOf(node);
    if (has.length === 0) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('This hook has no triggers. Add some, or nothing is sent.'),
      );
      return;
    }
    const chosen = await chooseTriggersToRemove(has);
    const [first] = chosen ?? [];
    if (chosen === undefined || first === undefined) return;
    const calls = webhookCalls(version, scope);
    const about = chosen
      .slice(0, 5)
      .map(({ resourceName, eventType }) => [resourceName, eventType].filter(Boolean).join(' '))
      .join(', ');
    const note =
      chosen.length === 1
        ? vscode.l10n.t('Deletes the trigger {0}.', about)
        : chosen.length <= 5
          ? vscode.l10n.t('Deletes {0} triggers: {1}.', chosen.length, about)
          : vscode.l10n.t('Deletes {0} triggers: {1} and others.', chosen.length, about);
    const ids = chosen.map(({ id }) => id);
    await send(
      node,
      chosen.length === 1
        ? [{ count: 1, call: calls.deleteTrigger(hook.id, first.id) }]
        : parts(ids).map(some => ({ count: some.length, call: calls.deleteTriggers(hook.id, some) })),
      note,
    );
  }

  /** One after the other, as long as nobody says no. What was done by then is told, however it ends. */
  async function send(
    node: HookPlace,
    writes: readonly { readonly call: WebhookCall; readonly count: number }[],
    note?: string,
  ): Promise<void> {
    const failures: string[] = [];
    let done = 0;
    try {
      for (const { call, count } of writes) {
        const exchange = await rows.write(call, node, () => tree.changed(node), note);
        if (exchange === undefined) break;
        done += count;
        failures.push(...readTriggerFailures(readAnswer(exchange.response?.body ?? '')));
      }
    } finally {
      const all = writes.reduce((sum, { count }) => sum + count, 0);
      if (done > 0 && done < all) tellOfPart(done, all);
      tellOfFailures(failures, note !== undefined);
    }
  }

  function tellOfPart(done: number, all: number): void {
    void vscode.window.showWarningMessage(
      withoutLinks(
        vscode.l10n.t(
          'Of {0} triggers the first {1} were dealt with before it ended. The rows show what is there.',
          all,
          done,
        ),
      ),
    );
  }

  function tellOfFailures(failures: readonly string[], deleted: boolean): void {
    if (failures.length === 0) return;
    const shown = failures.slice(0, 3).join('; ');
    void vscode.window.showWarningMessage(
      withoutLinks(
        !deleted
          ? vscode.l10n.t('{0} triggers were not added: {1}', failures.length, shown)
          : vscode.l10n.t('{0} triggers were not deleted: {1}', failures.length, shown),
      ),
    );
  }

  /** What the account has; empty where it does not say. */
  async function resourcesFor(node: HookPlace, payloadVersion: string): Promise<readonly ListedResource[]> {
    const calls = webhookCalls(node.version, node.scope);
    const bodies = await pagesOf(node, page => calls.listResources(payloadVersion, page)).catch(
      unlessCancelled,
    );
    return bodies.flatMap(readResources);
  }

  async function triggersOf(node: HookPlace): Promise<readonly Trigger[]> {
    const calls = webhookCalls(node.version, node.scope);
    const bodies = await pagesOf(node, page => calls.listTriggers(node.hook.id, page));
    return bodies.flatMap(readTriggers);
  }

  /** All pages of a list; those of v1.0 come whole. Throws what went wrong. */
  async function pagesOf(
    { scope, environment, version }: HookPlace,
    callFor: (page: { readonly page: number; readonly perPage: number }) => WebhookCall,
  ): Promise<readonly unknown[]> {
    const bodies: unknown[] = [];
    for (let page = 1; page <= mostPages; page += 1) {
      const { error, response, pagination } = await view.send(
        callFor({ page, perPage: pageSize }),
        scope,
        environment,
      );
      // Whoever stops it or does not sign in wants no list of what else is known.
      if (error?.code === 'cancelled' || error?.code === 'not-signed-in')
        throw new vscode.CancellationError();
      if (error !== null || response?.status !== 200)
        throw new Error(error?.message ?? `${response?.status} ${response?.statusText}`.trim());
      bodies.push(readAnswer(response.body ?? ''));
      if (version === 'v1.0' || pagination?.hasNext !== true) break;
    }
    return bodies;
  }

  return vscode.Disposable.from(
    rows.on(commandId.addTriggers, ['hook', 'triggers'], add),
    rows.on(commandId.deleteTrigger, ['trigger'], removeOne),
    rows.on(commandId.deleteTriggers, ['hook', 'triggers'], removeSome),
  );
}

/** What cannot be read may be chosen from all the same. */
function unlessCancelled(error: unknown): readonly never[] {
  if (error instanceof vscode.CancellationError) throw error;
  return [];
}

/** No longer than one call takes. */
function parts<T>(all: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / mostTriggersAtOnce) }, (_, index) =>
    all.slice(index * mostTriggersAtOnce, (index + 1) * mostTriggersAtOnce),
  );
}
