import * as vscode from 'vscode';
import { readAnswer } from '../../procore/webhooks/answerJson.ts';
import { type WebhookCall, type WebhookVersion, webhookCalls } from '../../procore/webhooks/calls.ts';
import { isNamespace } from '../../procore/webhooks/hook.ts';
import { readResources } from '../../procore/webhooks/resources.ts';
import { readTriggerFailures } from '../../procore/webhooks/trigger.ts';
import type { Exchange } from '../../runner/exchange.ts';
import { commandId, viewId } from '../commandIds.ts';
import { simulatorName } from '../environments/environments.ts';
import { registerCommand } from '../report.ts';
import { requireTrust } from '../trust.ts';
import { withoutLinks } from '../withoutLinks.ts';
import { chooseTriggers } from './chooseTriggers.ts';
import { askHook } from './createHook.ts';
import type { HookNode, ListNode, ScopeNode, VersionNode, WebhookNode } from './node.ts';
import type { ReceiverControl } from './receiverControl.ts';
import type { WebhooksView } from './webhooksView.ts';
import { createWebhookTexts } from './webhookTexts.ts';

/** Commands that change hooks and triggers. Every write goes the way of any request, with its guard. */
export function registerHookCommands(parts: {
  readonly view: WebhooksView;
  readonly receiver: ReceiverControl;
  readonly log: vscode.LogOutputChannel;
}): vscode.Disposable {
  const { view, receiver, log } = parts;
  const { tree } = view;

  /** The row that a command is for: what is selected, or the nearest above it that is of these kinds. */
  function chosenOf<K extends WebhookNode['kind']>(
    kinds: readonly K[],
    parameters: readonly unknown[],
  ): Extract<WebhookNode, { kind: K }> | undefined {
    const isFit = (node: WebhookNode): node is Extract<WebhookNode, { kind: K }> =>
      kinds.some(kind => kind === node.kind);
    for (let node = view.chosen(parameters); node !== undefined; node = tree.parent(node))
      if (isFit(node)) return node;
    return undefined;
  }

  /** Runs on that row; without one shows the view. */
  function on<K extends WebhookNode['kind']>(
    id: string,
    kinds: readonly K[],
    run: (node: Extract<WebhookNode, { kind: K }>) => Promise<unknown>,
  ): vscode.Disposable {
    return registerCommand(log, id, async (...parameters) => {
      if (!(await requireTrust())) return;
      const node = chosenOf(kinds, parameters);
      if (node !== undefined) await run(node);
      else {
        await vscode.commands.executeCommand(`${viewId.webhooks}.focus`);
        void vscode.window.showInformationMessage(
          vscode.l10n.t('Select the row in the Webhooks view that this is for, then run the command again.'),
        );
      }
    });
  }

  /** Sends a write, says what went wrong, and reads the rows again that it changed. */
  async function write(
    call: WebhookCall,
    node: HookNode | ListNode | VersionNode,
    note?: string,
  ): Promise<Exchange | undefined> {
    const exchange = await view.send(call, node.scope, node.environment, note);
    if (exchange.error?.code === 'not-confirmed') return undefined;
    const status = exchange.response?.status ?? 0;
    if (exchange.error !== null || status < 200 || status >= 300) throw new Error(failureText(exchange));
    return exchange;
  }

  function listAbove(node: WebhookNode): WebhookNode | undefined {
    return tree.parent(node) ?? node;
  }

  /** v2.0 counts triggers on the row of the hook, so that the list of hooks is another one, too. */
  function refreshTriggers(list: WebhookNode): void {
    const hook = list.kind === 'hook' ? list : tree.parent(list);
    const above = hook?.kind === 'hook' && hook.version === 'v2.0' ? tree.parent(hook) : undefined;
    tree.refresh(above ?? list);
  }

  async function create(node: ScopeNode | VersionNode): Promise<void> {
    const { environment, scope } = node;
    const version = node.kind === 'version' ? node.version : await chooseVersion();
    if (version === undefined) return;
    const hook = await askHook({
      namespace: view.namespace(environment),
      destinationUrl: receiver.state()?.url,
      authorization: receiver.expected(),
      isSimulator: environment === simulatorName,
    });
    const place: VersionNode = {
      kind: 'version',
      id: `${node.id}/new`,
      environment,
      scope,
      version,
      namespace: hook.namespace,
    };
    if ((await write(webhookCalls(version, scope).createHook(hook), place)) === undefined) return;
    if (hook.authorization !== undefined && hook.destinationUrl === receiver.state()?.url)
      receiver.expect(hook.authorization);
    if (version === 'v2.0' && view.namespace(environment) !== hook.namespace)
      await view.setNamespace(environment, hook.namespace);
    tree.refresh();
  }

  async function addTriggers(node: HookNode | ListNode): Promise<void> {
    const { hook, scope, version, environment } = node;
    const calls = webhookCalls(version, scope);
    const payloadVersion = hook.payloadVersion ?? 'v2';
    const offered = await view.send(
      calls.listResources(payloadVersion, { perPage: 500 }),
      scope,
      environment,
    );
    const listed =
      offered.response?.status === 200 ? readResources(readAnswer(offered.response.body ?? '')) : [];
    const triggers = await chooseTriggers(listed, scope);
    const [first] = triggers ?? [];
    if (triggers === undefined || first === undefined) return;
    const call =
      triggers.length === 1
        ? calls.addTrigger(hook.id, first, payloadVersion)
        : calls.addTriggers(hook.id, triggers, payloadVersion);
    const exchange = await write(call, node);
    if (exchange !== undefined) refreshTriggers(node);
    const failures = readTriggerFailures(readAnswer(exchange?.response?.body ?? ''));
    if (failures.length > 0)
      void vscode.window.showWarningMessage(
        withoutLinks(
          vscode.l10n.t('{0} triggers were not added: {1}', failures.length, failures.slice(0, 3).join('; ')),
        ),
      );
  }

  async function setStatus(node: HookNode, status: 'active' | 'disabled'): Promise<void> {
    const call = webhookCalls(node.version, node.scope).setHookStatus(node.hook.id, status);
    if (call === undefined)
      throw new Error(
        vscode.l10n.t(
          'API v1.0 cannot pause a hook. Find it under v2.0, or take its triggers away and add them again later.',
        ),
      );
    if ((await write(call, node)) !== undefined) tree.refresh(listAbove(node));
  }

  return vscode.Disposable.from(
    registerCommand(log, commandId.createHook, async (...parameters) => {
      if (!(await requireTrust())) return;
      const node = chosenOf(['scope', 'version'], parameters) ?? (await chooseScope(view));
      if (node === undefined) await vscode.commands.executeCommand(`${viewId.webhooks}.focus`);
      else await create(node);
    }),
    on(commandId.addTriggers, ['hook', 'triggers'], addTriggers),
    on(commandId.pauseHook, ['hook'], node => setStatus(node, 'disabled')),
    on(commandId.resumeHook, ['hook'], node => setStatus(node, 'active')),
    on(commandId.deleteHook, ['hook'], async node => {
      const { hook, scope, version } = node;
      const note = vscode.l10n.t('Deletes hook {0} with its triggers.', hook.id);
      const call = webhookCalls(version, scope).deleteHook(hook.id);
      if ((await write(call, node, note)) !== undefined) tree.refresh(listAbove(node));
    }),
    on(commandId.deleteTrigger, ['trigger'], async node => {
      const { hook, scope, version, trigger, environment } = node;
      const call = webhookCalls(version, scope).deleteTrigger(hook.id, trigger.id);
      const list: ListNode = { kind: 'triggers', id: node.id, environment, scope, version, hook };
      const about = [trigger.resourceName, trigger.eventType].filter(Boolean).join(' ');
      const note = vscode.l10n.t('Deletes the trigger {0}.', about);
      const above = tree.parent(node);
      if ((await write(call, list, note)) !== undefined && above !== undefined) refreshTriggers(above);
    }),
    registerCommand(log, commandId.setWebhookNamespace, async (...parameters) => {
      if (!(await requireTrust())) return;
      const node = view.chosen(parameters);
      const environment = node !== undefined && 'environment' in node ? node.environment : undefined;
      await askNamespace(view, environment ?? (await activeEnvironment(view)));
    }),
  );
}

/** Of the tree as it is shown. */
async function activeEnvironment({ tree, follow }: WebhooksView): Promise<string> {
  await follow();
  const roots = await tree.children();
  const known = roots.find(node => 'environment' in node);
  return known !== undefined && 'environment' in known ? known.environment : simulatorName;
}

export async function askNamespace(view: WebhooksView, environment: string): Promise<void> {
  const text = await vscode.window.showInputBox({
    title: vscode.l10n.t('Webhook Namespace'),
    prompt: vscode.l10n.t(
      'API v2.0 lists the hooks of one namespace: the one that your app created them with',
    ),
    placeHolder: 'my-app',
    value: view.namespace(environment) ?? '',
    validateInput: typed =>
      isNamespace(typed.trim()) ? undefined : vscode.l10n.t('Only lower-case letters, digits and dashes.'),
  });
  if (text !== undefined) await view.setNamespace(environment, text.trim());
}

/** The company or the project in use. `undefined`: there is none, of which the view says why, or nobody chose. */
async function chooseScope({ tree, follow }: WebhooksView): Promise<ScopeNode | undefined> {
  await follow();
  const scopes = (await tree.children()).filter((node): node is ScopeNode => node.kind === 'scope');
  if (scopes.length < 2) return scopes[0];
  const texts = createWebhookTexts(vscode.l10n);
  const chosen = await vscode.window.showQuickPick(
    scopes.map(node => ({
      label: node.name,
      description: node.scope.projectId === undefined ? texts.company() : texts.project(),
      node,
    })),
    { title: vscode.l10n.t('Create Webhook'), placeHolder: vscode.l10n.t('Whose events it is for') },
  );
  return chosen?.node;
}

async function chooseVersion(): Promise<WebhookVersion | undefined> {
  const items: readonly (vscode.QuickPickItem & { readonly version: WebhookVersion })[] = [
    { label: 'v2.0', description: vscode.l10n.t('current'), version: 'v2.0' },
    { label: 'v1.0', description: vscode.l10n.t('deprecated'), version: 'v1.0' },
  ];
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Create Webhook'),
    placeHolder: vscode.l10n.t('Version of the API'),
  });
  return chosen?.version;
}

function failureText({ diagnoses, error, response }: Exchange): string {
  const [first] = diagnoses;
  if (first !== undefined) return [first.title, first.cause, first.remedies[0]].filter(Boolean).join(' ');
  return error?.message ?? `${response?.status ?? ''} ${response?.statusText ?? ''}`.trim();
}
