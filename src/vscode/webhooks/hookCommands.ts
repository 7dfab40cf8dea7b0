import * as vscode from 'vscode';
import { readAnswer } from '../../procore/webhooks/answerJson.ts';
import { type WebhookVersion, webhookCalls } from '../../procore/webhooks/calls.ts';
import { readHooks } from '../../procore/webhooks/hook.ts';
import { commandId, viewId } from '../commandIds.ts';
import type { Environments } from '../environments/environments.ts';
import { whileSignedIn } from '../environments/whileSignedIn.ts';
import { registerCommand } from '../report.ts';
import type { Sender } from '../requests/sender.ts';
import { requireTrust } from '../trust.ts';
import { askNamespace, askScope } from './askScope.ts';
import { askHook } from './createHook.ts';
import type { HookNode, ScopeNode, VersionNode, WebhookNode } from './node.ts';
import type { ReceiverControl } from './receiverControl.ts';
import { createRowCommands } from './rowCommands.ts';
import { registerTriggerCommands } from './triggerCommands.ts';
import type { WebhooksView } from './webhooksView.ts';

/** Commands that change hooks and triggers. Every write goes the way of any request, with its guard. */
export function registerHookCommands(parts: {
  readonly view: WebhooksView;
  readonly environments: Pick<Environments, 'active' | 'find' | 'company'>;
  readonly sender: Pick<Sender, 'signIn'>;
  readonly receiver: ReceiverControl;
  readonly log: vscode.LogOutputChannel;
}): vscode.Disposable {
  const { view, environments, sender, receiver, log } = parts;
  const { tree } = view;
  const rows = createRowCommands(view, log);

  async function create(node: ScopeNode | VersionNode): Promise<void> {
    const { environment, scope } = node;
    const asked = await askHook({
      version: node.kind === 'version' ? node.version : undefined,
      namespace: view.namespace(environment),
      destinationUrl: receiver.state()?.url,
      authorization: receiver.expected(),
      apiUrl: (environments.find(environment) ?? environments.active()).apiUrl,
    });
    if (asked === undefined) return;
    const { version, hook } = asked;
    const call = webhookCalls(version, scope).createHook(hook);
    const written = await rows.write(call, node, () => tree.refresh());
    if (written === undefined) return;
    if (hook.authorization !== undefined && hook.destinationUrl === receiver.state()?.url)
      receiver.expect(hook.authorization);
    if (version === 'v2.0' && view.namespace(environment) !== hook.namespace)
      await view.setNamespace(environment, hook.namespace);
    const [created] = readHooks(readAnswer(written.response?.body ?? ''));
    const above = node.kind === 'scope' ? node : tree.parent(node);
    if (created === undefined || above === undefined) return;
    // Rows may change meanwhile; the hook was created all the same.
    await showCreated(above, version, created.id).catch(() => undefined);
  }

  /** From the palette nothing need be there yet: neither an account nor a company. */
  async function scopeInUse(): Promise<ScopeNode | undefined> {
    const environment = environments.active();
    return whileSignedIn(sender, environment, async () => {
      if (environments.company(environment.name) === undefined)
        await vscode.commands.executeCommand(commandId.chooseCompany);
      return askScope(view);
    });
  }

  /** With its rows: without triggers nothing is sent to it. */
  async function showCreated(scope: WebhookNode, version: WebhookVersion, id: string): Promise<void> {
    const versions = await tree.children(scope);
    const list = versions.find(each => each.kind === 'version' && each.version === version);
    const rows = list === undefined ? [] : await tree.children(list);
    const row = rows.find(each => each.kind === 'hook' && each.hook.id === id);
    if (row !== undefined) await view.reveal(row);
  }

  async function setStatus(node: HookNode, status: 'active' | 'disabled'): Promise<void> {
    const call = webhookCalls(node.version, node.scope).setHookStatus(node.hook.id, status);
    if (call === undefined)
      throw new Error(
        vscode.l10n.t(
          'API v1.0 cannot pause a hook. Find it under v2.0, or take its triggers away and add them again later.',
        ),
      );
    const written = await rows.write(call, node, () => tree.changed(node));
    // The other rows are read again.
    if (written !== undefined && tree.isPinned(node)) tree.pin({ ...node, hook: { ...node.hook, status } });
  }

  return vscode.Disposable.from(
    registerCommand(log, commandId.createHook, async (...parameters) => {
      if (!(await requireTrust())) return;
      const node = rows.chosen(['scope', 'version'], parameters) ?? (await scopeInUse());
      if (node === undefined) await vscode.commands.executeCommand(`${viewId.webhooks}.focus`);
      else await create(node);
    }),
    rows.on(commandId.pauseHook, ['hook'], node => setStatus(node, 'disabled')),
    rows.on(commandId.resumeHook, ['hook'], node => setStatus(node, 'active')),
    rows.on(commandId.deleteHook, ['hook'], async node => {
      const { hook, scope, version } = node;
      const note = vscode.l10n.t('Deletes hook {0} with its triggers.', hook.id);
      await rows.write(
        webhookCalls(version, scope).deleteHook(hook.id),
        node,
        isDone => (isDone ? tree.removed(node) : tree.changed(node)),
        note,
      );
    }),
    registerTriggerCommands(view, rows),
    registerCommand(log, commandId.setWebhookNamespace, async (...parameters) => {
      if (!(await requireTrust())) return;
      const node = view.chosen(parameters);
      const environment = node !== undefined && 'environment' in node ? node.environment : undefined;
      await askNamespace(view, environment ?? environments.active().name);
    }),
  );
}
