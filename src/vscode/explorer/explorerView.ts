import * as vscode from 'vscode';
import { parseHttpFile } from '../../httpFile/parser.ts';
import type { Catalog } from '../../procore/catalog/catalog.ts';
import { resourcesOf } from '../../procore/explorer/resources.ts';
import type { PageMark } from '../../procore/listBody.ts';
import type { Exchange } from '../../runner/exchange.ts';
import type { Authentication } from '../auth/register.ts';
import { commandId, contextKey, viewId } from '../commandIds.ts';
import type { Environments } from '../environments/environments.ts';
import type { Sender } from '../requests/sender.ts';
import type { SimulatorControl } from '../simulator/simulatorControl.ts';
import { createNodeDrag } from './dragNode.ts';
import { createExplorer, type Explorer, type Session } from './explorer.ts';
import { isNode } from './isNode.ts';
import type { ExplorerNode } from './node.ts';
import { type NodeRow, nodeRow } from './nodeRow.ts';
import { type Question, requestTextOf } from './question.ts';
import { readSession } from './readSession.ts';
import { createTexts } from './texts.ts';
import { treeItemOf } from './treeItem.ts';

export interface ExplorerViewParts {
  readonly environments: Environments;
  readonly authentication: Pick<Authentication, 'account' | 'onDidChange'>;
  readonly simulator: Pick<SimulatorControl, 'find' | 'onDidChange'>;
  readonly catalogs: {
    readonly load: () => Promise<Catalog>;
    readonly onDidChange: vscode.Event<void>;
  };
  readonly sender: Pick<Sender, 'run'>;
}

export interface ExplorerView extends vscode.Disposable {
  readonly explorer: Explorer;
  /** What is selected, or what a command was given. */
  chosen(parameters: readonly unknown[]): ExplorerNode | undefined;
  /** Selects a row and opens what is above it. */
  reveal(node: ExplorerNode): Promise<void>;
  /** Resolves when the tree is that of the environment and account in use. */
  follow(): Promise<void>;
}

/** The Projects view. Nothing is asked before its rows are on the screen. */
export function createExplorerView(parts: ExplorerViewParts): ExplorerView {
  const { environments, authentication, simulator, catalogs, sender } = parts;
  const changed = new vscode.EventEmitter<ExplorerNode | undefined>();
  const texts = createTexts(vscode.l10n, vscode.env.language);
  /** By id, so that a tree that comes back is as open as it was left. */
  const opened = new Map<string, boolean>();
  let endProgress: (() => void) | undefined;

  const explorer = createExplorer({
    ask,
    resources: async () => resourcesOf(await catalogs.load()),
    onChange: node => changed.fire(node),
    onBusy: showBusy,
  });

  async function ask(
    question: Question,
    mark: PageMark,
    name: string,
    signal: AbortSignal,
  ): Promise<Exchange> {
    const environment = environments.find(name);
    const file = parseHttpFile(requestTextOf(question, mark));
    const [request] = file.requests;
    if (environment === undefined || request === undefined)
      throw new RangeError(vscode.l10n.t('There is no environment "{0}" any more.', name));
    const read = { file, request, document: undefined, environment, allPages: false, signal };
    // Rows are read because they are on the screen.
    return sender.run({ ...read, asks: false });
  }

  function showBusy(count: number): void {
    void vscode.commands.executeCommand('setContext', contextKey.explorerBusy, count > 0);
    if (count === 0) {
      endProgress?.();
      endProgress = undefined;
    } else if (endProgress === undefined)
      void vscode.window.withProgress({ location: { viewId: viewId.explorer } }, () => {
        const ended = new Promise<void>(resolve => {
          endProgress = resolve;
        });
        return ended;
      });
  }

  /** By environment, as last read: shown at once when somebody comes back, and looked at again then. */
  const sessions = new Map<string, Session>();
  let turn = 0;
  /** The tree that is to be shown is, as far as is known; whether it still is the right one may be asked yet. */
  let isAhead = false;

  /** Whether another tree is shown; the editor was told then. Told twice at a time, it may close what is open. */
  async function follow(): Promise<boolean> {
    turn += 1;
    const mine = turn;
    const { name, title, apiUrl } = environments.active();
    view.description = title;
    const known = sessions.get(`${name} ${apiUrl}`);
    // Whoever signs in or out makes all of them forgotten; what else keeps a tree away may have gone unnoticed.
    const holds = known?.state === undefined || known.state === 'signedOut';
    isAhead = known !== undefined && holds;
    const isBack = isAhead && known !== undefined && show(known);
    const session = await readSession({ environments, authentication, simulator });
    sessions.set(`${session.environment} ${session.owner}`, session);
    if (mine !== turn) return isBack;
    isAhead = true;
    return show(session) || isBack;
  }

  function show(session: Session): boolean {
    const isOther = explorer.show(session);
    void vscode.commands.executeCommand('setContext', contextKey.explorerState, session.state ?? 'ready');
    if (isOther) changed.fire(undefined);
    return isOther;
  }

  let following: Promise<boolean> | undefined;

  async function roots(): Promise<readonly ExplorerNode[]> {
    following ??= follow();
    if (!isAhead) await following;
    // The welcome says what these have to say, with a button.
    return explorer.roots().filter(({ kind }) => kind !== 'state');
  }

  function isOpen(node: ExplorerNode): boolean {
    const known = opened.get(node.id);
    if (known !== undefined) return known;
    if (node.kind === 'account') return true;
    return node.kind === 'company' && environments.company(node.environment)?.id === node.companyId;
  }

  /** Of the many rows of a long list only new ones are drawn: the editor asks for all of them again and again. */
  const drawn = new WeakMap<ExplorerNode, { readonly isChosen: boolean; readonly row: NodeRow }>();

  function drawnRow(node: ExplorerNode): NodeRow {
    const project = environments.project(node.environment)?.id;
    const isChosen = node.kind === 'project' && node.projectId === project;
    const known = drawn.get(node);
    if (known !== undefined && known.isChosen === isChosen) return known.row;
    const row = nodeRow(
      node,
      {
        environment: environments.find(node.environment) ?? environments.active(),
        companyId: environments.company(node.environment)?.id,
        projectId: project,
        hasInner: explorer.hasInner,
        isReading: explorer.isReading,
        searched: each => (each.kind === 'company' ? explorer.searched(each) : undefined),
      },
      texts,
    );
    if (isOfMany(node)) drawn.set(node, { isChosen, row });
    return row;
  }

  const view = vscode.window.createTreeView<ExplorerNode>(viewId.explorer, {
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: async node => [...(node === undefined ? await roots() : await explorer.children(node))],
      getParent: node => explorer.parent(node),
      getTreeItem(node) {
        const row = drawnRow(node);
        return treeItemOf(row, { node, isOpen: isOpen(node), command: commandOf(node) });
      },
    },
    dragAndDropController: createNodeDrag(),
    showCollapseAll: true,
  });

  /** Before the view was opened for the first time there is nothing to follow. */
  const followSoon = async () => {
    if (following === undefined) return;
    following = follow();
    // Though the tree is the same, another company or project may be in use.
    if (!(await following)) changed.fire(undefined);
  };
  const disposables = vscode.Disposable.from(
    view,
    changed,
    environments.onDidChange(followSoon),
    authentication.onDidChange(() => {
      sessions.clear();
      void followSoon();
    }),
    simulator.onDidChange(followSoon),
    vscode.workspace.onDidGrantWorkspaceTrust(followSoon),
    catalogs.onDidChange(() => explorer.refresh()),
    view.onDidExpandElement(({ element }) => opened.set(element.id, true)),
    view.onDidCollapseElement(({ element }) => opened.set(element.id, false)),
    new vscode.Disposable(() => {
      explorer.stop();
      endProgress?.();
    }),
  );

  return {
    explorer,
    chosen: ([given]) => (isNode(given) ? given : view.selection[0]),
    reveal: async node => {
      await view.reveal(node, { select: true, focus: true, expand: true });
    },
    async follow() {
      following = follow();
      await following;
    },
    dispose: () => disposables.dispose(),
  };
}

/** Such rows change only by being chosen. */
function isOfMany({ kind }: ExplorerNode): boolean {
  return kind === 'project' || kind === 'tool' || kind === 'resource' || kind === 'record';
}

/** A click on what has nothing below it does the one thing that it is for. */
function commandOf({ kind }: ExplorerNode): string | undefined {
  if (kind === 'more') return commandId.loadMore;
  return kind === 'state' ? commandId.solveState : undefined;
}
