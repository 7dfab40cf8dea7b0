import * as vscode from 'vscode';
import { commandId, viewId } from '../commandIds.ts';
import { findNodeCause } from '../explorer/findNodeCause.ts';
import type { StateNode } from '../explorer/node.ts';
import { actionOf } from '../explorer/stateText.ts';
import { registerCommand } from '../report.ts';
import { linkedText } from '../responses/linkedText.ts';
import type { ReportDocuments } from '../responses/reportDocuments.ts';
import { requireTrust } from '../trust.ts';
import { askNamespace } from './askScope.ts';
import { deliveriesOf } from './childNodes.ts';
import { deliveryText } from './eventTexts.ts';
import { registerHookCommands } from './hookCommands.ts';
import { namedHook, placeIn } from './namedHook.ts';
import type { DeliveryStatusFilter, Hint, HintNode, ListNode, WebhookNode } from './node.ts';
import { registerReceiverCommands } from './receiverCommands.ts';
import { createReceiverControl } from './receiverControl.ts';
import { createWebhooksView, type WebhooksViewParts } from './webhooksView.ts';
import { createWebhookTexts } from './webhookTexts.ts';

/** The Webhooks view, its commands, and the receiver on this machine. */
export function registerWebhooks(
  parts: Omit<WebhooksViewParts, 'receiver'> & {
    readonly reports: ReportDocuments;
    readonly log: vscode.LogOutputChannel;
  },
): vscode.Disposable {
  const { environments, reports, log } = parts;
  const receiver = createReceiverControl();
  const view = createWebhooksView({ ...parts, receiver });
  const { tree } = view;
  const run = (command: string, ...parameters: readonly unknown[]) =>
    vscode.commands.executeCommand(command, ...parameters);

  /** What a click on a row does that has nothing below it. */
  async function open(node: WebhookNode): Promise<void> {
    switch (node.kind) {
      case 'hint':
        return act(node);
      case 'state':
        return solve(node);
      case 'more':
        return tree.readMore(node);
      case 'event':
        await run(commandId.showReceivedEvent, node);
        return;
      case 'delivery': {
        const text = linkedText([[deliveryText(node.delivery).trimEnd()]]);
        return reports.show({ id: node.id, name: 'delivery.json' }, text);
      }
      default:
        await view.reveal(node);
    }
  }

  async function act(node: HintNode): Promise<void> {
    const above = tree.find(node.parentId);
    const actions: Readonly<Record<Hint, () => Thenable<unknown>>> = {
      chooseCompany: () => run(commandId.chooseCompany),
      enterNamespace: () =>
        askNamespace(view, above?.kind === 'version' ? above.environment : environments.active().name),
      noHooks: () => run(commandId.createHook, above),
      noTriggers: () => run(commandId.addTriggers, above),
      noDeliveries: () => run(commandId.refreshWebhookRow, above),
      startReceiver: () => run(commandId.startReceiver),
      noEvents: () => run(commandId.copyReceiverAddress),
    };
    await actions[node.hint]();
  }

  async function solve(node: StateNode): Promise<void> {
    switch (actionOf(node)) {
      case 'manageTrust':
        await run('workbench.trust.manage');
        return;
      case 'signIn':
        await run(commandId.signIn, environments.active().name);
        if (tree.parent(node) !== undefined) tree.refresh(tree.parent(node));
        return;
      case 'startSimulator':
        await run(commandId.startSimulator);
        return;
      case 'switchEnvironment':
        await run(commandId.switchEnvironment);
        return;
      case 'enterCompany':
        await run(commandId.enterCompany);
        return;
      case 'openAppManagement':
        await run(commandId.openAppManagement, node);
        return;
      case 'findCause':
        if (await requireTrust()) await findNodeCause(parts, tree, node);
        return;
      default:
        tree.refresh(tree.parent(node));
    }
  }

  async function showDeliveries(given: unknown): Promise<void> {
    const place = placeIn(given);
    const selected = view.chosen([]);
    if (place === undefined) {
      if (selected?.kind === 'hook') await showRowsOf(deliveriesOf(selected));
      else await run(`${viewId.webhooks}.focus`);
      return;
    }
    if (place.environment !== environments.active().name)
      throw new Error(
        vscode.l10n.t('The hook is of the environment "{0}". Switch to it first.', place.environment),
      );
    await run(`${viewId.webhooks}.focus`);
    await view.follow();
    // Whoever is signed out by now sees that instead.
    if ((await tree.children()).some(({ kind }) => kind === 'state')) return;
    const hook = await namedHook(view, place);
    if (hook === undefined) return;
    const { environment, scope, version } = place;
    const node = tree.pin({ environment, scope, version, hook });
    if (!(await tree.children()).includes(node)) return;
    const [, list] = await tree.children(node);
    if (list !== undefined) await showRowsOf(list);
  }

  /** The rows that somebody came for may be below the edge of the view. */
  async function showRowsOf(list: WebhookNode): Promise<void> {
    await view.reveal(list);
    const [first] = await tree.children(list);
    if (first !== undefined) await view.scrollTo(first);
  }

  return vscode.Disposable.from(
    receiver,
    view,
    registerHookCommands({ view, environments, sender: parts.sender, receiver, log }),
    registerReceiverCommands({ view, receiver, reports, log }),
    registerCommand(log, commandId.openWebhookRow, async (...parameters) => {
      const node = view.chosen(parameters);
      if (node !== undefined) await open(node);
    }),
    registerCommand(log, commandId.refreshWebhooks, async () => {
      await view.follow();
      tree.refresh();
    }),
    registerCommand(log, commandId.stopReadingWebhooks, async () => view.stop()),
    registerCommand(log, commandId.refreshWebhookRow, async (...parameters) => {
      const node = view.chosen(parameters);
      tree.refresh(node);
    }),
    registerCommand(log, commandId.filterDeliveries, async (...parameters) => {
      const node = view.chosen(parameters);
      const list = node?.kind === 'hook' ? deliveriesOf(node) : node;
      if (list?.kind === 'deliveries') await filter(list);
      else await run(`${viewId.webhooks}.focus`);
    }),
    registerCommand(log, commandId.showWebhookDeliveries, async (...parameters) => {
      if (await requireTrust()) await showDeliveries(parameters[0]);
    }),
  );

  async function filter(list: ListNode): Promise<void> {
    const texts = createWebhookTexts(vscode.l10n);
    const statuses: readonly DeliveryStatusFilter[] = [
      'delivered',
      'failed',
      'retrying',
      'enqueued',
      'discarded',
    ];
    const items: (vscode.QuickPickItem & { readonly status?: DeliveryStatusFilter })[] = [
      { label: vscode.l10n.t('All') },
      ...statuses.map(status => ({ label: texts.filter(status), status })),
    ];
    const chosen = await vscode.window.showQuickPick(items, {
      title: vscode.l10n.t('Filter Deliveries'),
      placeHolder: vscode.l10n.t('Which deliveries to list'),
    });
    if (chosen !== undefined) tree.filter(list, chosen.status);
  }
}
