import * as vscode from 'vscode';
import { parseHttpFile } from '../../httpFile/parser.ts';
import type { WebhookCall, WebhookScope } from '../../procore/webhooks/calls.ts';
import type { Exchange } from '../../runner/exchange.ts';
import type { Authentication } from '../auth/register.ts';
import { commandId, contextKey, viewId } from '../commandIds.ts';
import type { Environments } from '../environments/environments.ts';
import { readSession } from '../explorer/readSession.ts';
import { createTexts } from '../explorer/texts.ts';
import { treeItemOf } from '../explorer/treeItem.ts';
import type { Sender, Sending } from '../requests/sender.ts';
import type { SimulatorControl } from '../simulator/simulatorControl.ts';
import { workspaceKey } from '../storageKeys.ts';
import { localWording } from '../wording.ts';
import { requestTextOf } from './hookRequest.ts';
import { isWebhookNode, type WebhookNode } from './node.ts';
import type { ReceiverControl } from './receiverControl.ts';
import { webhookRow } from './webhookRow.ts';
import { createWebhookTexts } from './webhookTexts.ts';
import { createWebhookTree, type WebhookTree } from './webhookTree.ts';
import { whileWriting } from './whileWriting.ts';
import { writeTitle } from './writeTitle.ts';

export interface WebhooksViewParts {
  readonly environments: Environments;
  readonly authentication: Pick<Authentication, 'account' | 'onDidChange'>;
  readonly simulator: Pick<SimulatorControl, 'find' | 'onDidChange'>;
  readonly sender: Pick<Sender, 'run' | 'findCause' | 'signIn'>;
  readonly state: vscode.Memento;
  readonly receiver: ReceiverControl;
}

export interface WebhooksView extends vscode.Disposable {
  readonly tree: WebhookTree;
  /**
   * Sends a call; one with a `note` asks first in every environment. A write that goes on for a moment can be
   * cancelled: its exchange says whether it may have been carried out.
   */
  send(call: WebhookCall, scope: WebhookScope, environment: string, note?: string): Promise<Exchange>;
  /** Ends what is being read; a write goes on. */
  stop(): void;
  /** What is selected, or what a command was given. */
  chosen(parameters: readonly unknown[]): WebhookNode | undefined;
  /** Selects a row, and opens it and what is above it. */
  reveal(node: WebhookNode): Promise<void>;
  /** Only brings a row into sight. */
  scrollTo(node: WebhookNode): Promise<void>;
  /** The namespace that v2.0 lists. */
  namespace(environment: string): string | undefined;
  setNamespace(environment: string, namespace: string): Promise<void>;
  /** Resolves when the tree is that of the environment, company and project in use. */
  follow(): Promise<void>;
}

/** The Webhooks view. Nothing is asked before its rows are on the screen. */
export function createWebhooksView(parts: WebhooksViewParts): WebhooksView {
  const { environments, authentication, simulator, sender, state, receiver } = parts;
  const changed = new vscode.EventEmitter<WebhookNode | undefined>();
  const texts = createWebhookTexts(vscode.l10n);
  const stateTexts = createTexts(vscode.l10n, vscode.env.language);
  const namespace = (environment: string) => state.get<string>(workspaceKey.webhookNamespace(environment));

  async function run(
    text: string,
    name: string,
    signal: AbortSignal,
    more: Pick<Sending, 'asks' | 'onProgress'> = {},
  ): Promise<Exchange> {
    const environment = environments.find(name);
    const file = parseHttpFile(text);
    const [request] = file.requests;
    if (environment === undefined || request === undefined)
      throw new RangeError(vscode.l10n.t('There is no environment "{0}" any more.', name));
    return sender.run({
      ...{ file, request, document: undefined, environment, allPages: false, signal },
      ...more,
    });
  }

  let asking = 0;
  let stopping = new AbortController();
  function count(change: 1 | -1): void {
    asking += change;
    void vscode.commands.executeCommand('setContext', contextKey.webhooksBusy, asking > 0);
  }
  async function read(text: string, name: string, signal: AbortSignal, asks?: false): Promise<Exchange> {
    count(1);
    try {
      return await withProgress(() => run(text, name, signal, asks === undefined ? {} : { asks }));
    } finally {
      count(-1);
    }
  }

  const write = (text: string, name: string, label: string): Promise<Exchange> =>
    withProgress(() => whileWriting(label, (signal, onProgress) => run(text, name, signal, { onProgress })));

  const tree = createWebhookTree({
    // Rows are read because they are on the screen.
    ask: (call, scope, name, signal) => read(requestTextOf(call, scope), name, signal, false),
    received: () => receiver.state()?.events,
    onChange: node => changed.fire(node),
  });

  let following: Promise<void> | undefined;
  let turn = 0;
  async function follow(): Promise<void> {
    turn += 1;
    const mine = turn;
    view.description = environments.active().title;
    const session = await readSession({ environments, authentication, simulator });
    if (mine !== turn) return;
    const { environment } = session;
    tree.show({
      ...session,
      company: environments.company(environment),
      project: environments.project(environment),
      namespace: namespace(environment),
    });
  }

  /** Before the view was opened for the first time there is nothing to follow. */
  async function followSoon(): Promise<void> {
    if (following === undefined) return;
    following = follow();
    await following;
  }

  async function childrenOf(node?: WebhookNode): Promise<WebhookNode[]> {
    following ??= follow();
    await following;
    return [...(await tree.children(node))];
  }

  const view = vscode.window.createTreeView<WebhookNode>(viewId.webhooks, {
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: childrenOf,
      getParent: node => tree.parent(node),
      getTreeItem(node) {
        const row = webhookRow(node, {
          receiver: receiver.state(),
          filtered: tree.filtered,
          texts,
          stateTexts,
          timeOf: localWording.timeOf,
        });
        const isOpen = node.kind === 'receiver' || node.kind === 'scope';
        return treeItemOf(row, { node, isOpen, command: commandOf(node) });
      },
    },
    showCollapseAll: true,
  });

  const disposables = vscode.Disposable.from(
    view,
    changed,
    receiver.onDidChange(async () => {
      if (following === undefined) return;
      const [root] = await tree.children();
      changed.fire(root);
    }),
    environments.onDidChange(followSoon),
    authentication.onDidChange(followSoon),
    simulator.onDidChange(followSoon),
    vscode.workspace.onDidGrantWorkspaceTrust(followSoon),
    new vscode.Disposable(() => tree.stop()),
  );

  return {
    tree,
    send: (call, scope, name, note) =>
      call.method === 'GET'
        ? read(requestTextOf(call, scope), name, stopping.signal)
        : write(requestTextOf(call, scope, note), name, writeTitle(call)),
    stop() {
      tree.stop();
      stopping.abort();
      stopping = new AbortController();
    },
    chosen: ([given]) => (isWebhookNode(given) ? (tree.find(given.id) ?? given) : view.selection[0]),
    reveal: async node => {
      await view.reveal(node, { select: true, focus: true, expand: true });
    },
    scrollTo: async node => {
      await view.reveal(node, { select: false, focus: false, expand: false });
    },
    namespace,
    async setNamespace(environment, text) {
      await state.update(workspaceKey.webhookNamespace(environment), text);
      await followSoon();
    },
    async follow() {
      following = follow();
      await following;
    },
    dispose: () => disposables.dispose(),
  };
}

async function withProgress<T>(work: () => Promise<T>): Promise<T> {
  return await vscode.window.withProgress({ location: { viewId: viewId.webhooks } }, work);
}

const acting: readonly WebhookNode['kind'][] = ['hint', 'state', 'more', 'event', 'delivery'];

/** A click on what has nothing below it does the one thing that it is for. */
function commandOf({ kind }: WebhookNode): string | undefined {
  return acting.includes(kind) ? commandId.openWebhookRow : undefined;
}
