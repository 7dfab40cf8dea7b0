import * as vscode from 'vscode';
import { commandId, viewId } from '../commandIds.ts';
import { chooseCompany, enterCompany } from '../environments/chooseCompany.ts';
import { createOpenPage, type OpenPage } from '../remedies/openPage.ts';
import { registerCommand } from '../report.ts';
import type { Sender } from '../requests/sender.ts';
import { requireTrust } from '../trust.ts';
import { createExplorerView, type ExplorerView, type ExplorerViewParts } from './explorerView.ts';
import { findNodeCause } from './findNodeCause.ts';
import type { CompanyNode, ExplorerNode, StateNode } from './node.ts';
import { actionOf } from './stateText.ts';
import type { NodeAction } from './texts.ts';

interface Parts extends ExplorerViewParts {
  readonly sender: Sender;
  readonly log: vscode.LogOutputChannel;
}

/** The Projects view and its commands. */
export function registerExplorer(parts: Parts): ExplorerView {
  const { log } = parts;
  const view = createExplorerView(parts);
  const { explorer } = view;
  const openPage = createOpenPage(parts);

  /** What a command is about; the view is shown where nothing is selected in it. */
  function nodeFor(parameters: readonly unknown[]): ExplorerNode | undefined {
    const node = view.chosen(parameters);
    if (node === undefined) void vscode.commands.executeCommand(`${viewId.explorer}.focus`);
    return node;
  }

  /** A state and the row that reads on are about the row above them. */
  function listOf(node: ExplorerNode): ExplorerNode | undefined {
    return node.kind === 'state' || node.kind === 'more' ? explorer.parent(node) : node;
  }

  async function solve(state: StateNode): Promise<void> {
    const run = (command: string, ...parameters: readonly unknown[]) =>
      vscode.commands.executeCommand(command, ...parameters);
    const actions: Readonly<Record<NodeAction, () => Thenable<unknown>>> = {
      manageTrust: () => run('workbench.trust.manage'),
      signIn: () => run(commandId.signIn, state.environment),
      startSimulator: () => run(commandId.startSimulator),
      switchEnvironment: () => run(commandId.switchEnvironment),
      enterCompany: () => run(commandId.enterCompany),
      openAppManagement: () => run(commandId.openAppManagement, state),
      searchProjects: () => run(commandId.searchProjects, state),
      retry: () => run(commandId.refreshNode, state),
      findCause: () => run(commandId.findNodeCause, state),
    };
    const action = actionOf(state);
    await actions[action]();
    const list = explorer.parent(state);
    if (action === 'signIn' && list !== undefined) explorer.refresh(list);
  }

  const disposables = vscode.Disposable.from(
    view,
    registerCommand(log, commandId.refreshExplorer, async () => explorer.refresh()),
    registerCommand(log, commandId.stopLoading, async () => explorer.stop()),
    registerCommand(log, commandId.refreshNode, async (...parameters) => {
      const node = nodeFor(parameters);
      if (node !== undefined) explorer.refresh(listOf(node));
    }),
    registerCommand(log, commandId.loadMore, async (...parameters) => {
      const node = nodeFor(parameters);
      const more = node?.kind === 'more' ? node : node && explorer.shown(node)?.at(-1);
      if (more?.kind === 'more') await explorer.readMore(more);
    }),
    registerCommand(log, commandId.solveState, async (...parameters) => {
      const node = view.chosen(parameters);
      if (node?.kind === 'state') await solve(node);
    }),
    registerCommand(log, commandId.findNodeCause, async (...parameters) => {
      const node = view.chosen(parameters);
      if (node?.kind === 'state' && (await requireTrust())) await findNodeCause(parts, explorer, node);
    }),
    registerCommand(log, commandId.openAppManagement, async (...parameters) => {
      const node = view.chosen(parameters);
      if (node !== undefined) await openAppManagement({ ...parts, openPage }, explorer.parent(node), node);
    }),
    registerCommand(log, commandId.searchProjects, async (...parameters) => {
      if (!(await requireTrust())) return;
      const [, given] = parameters;
      const company = await companyFor(parameters);
      if (company === undefined) return;
      const text = typeof given === 'string' ? given : await askName(explorer.searched(company));
      if (text === undefined) return;
      explorer.search(company, text.trim());
      await view.reveal(company);
    }),
    registerCommand(log, commandId.useCompany, (...parameters) => use(parameters)),
    registerCommand(log, commandId.useProject, (...parameters) => use(parameters)),
    registerCommand(log, commandId.stopUsing, async (...parameters) => {
      const node = view.chosen(parameters);
      if (node?.kind === 'project') await parts.environments.chooseProject(node.environment, undefined);
      if (node?.kind === 'company') await parts.environments.chooseCompany(node.environment, undefined);
    }),
    registerCommand(log, commandId.enterCompany, async () => {
      if (!(await requireTrust())) return;
      const { environments } = parts;
      if ((await enterCompany(parts, environments.active())) !== undefined) explorer.refresh();
    }),
  );
  return { ...view, dispose: () => disposables.dispose() };

  /** The company that a row is in, else the one in use, else the one that somebody chooses. */
  async function companyFor(parameters: readonly unknown[]): Promise<CompanyNode | undefined> {
    const { environments } = parts;
    const environment = environments.active();
    const chosen = view.chosen(parameters);
    const node = chosen && listOf(chosen);
    const named = node !== undefined && 'companyId' in node ? node.companyId : undefined;
    if (named === undefined && !(await parts.sender.signIn(environment))) return undefined;
    const id = named ?? environments.company(environment.name)?.id ?? (await chosenId());
    if (id === undefined) return undefined;
    // A view that was never opened has read nothing; where there is nothing to search, it says why.
    await vscode.commands.executeCommand(`${viewId.explorer}.focus`);
    await view.follow();
    const [root] = explorer.roots();
    if (root?.kind !== 'account') return undefined;
    const companies = await explorer.children(root);
    const found = companies.find(
      (each): each is CompanyNode => each.kind === 'company' && each.companyId === id,
    );
    if (found === undefined && companies.every(({ kind }) => kind === 'company'))
      throw new Error(
        vscode.l10n.t('The company {0} is none of those that your account sees. Choose another one.', id),
      );
    return found;
  }

  async function chosenId(): Promise<string | undefined> {
    const company = await chooseCompany(parts, parts.environments.active(), { none: false });
    return company === undefined || company === 'none' ? undefined : company.id;
  }

  /**
   * Ids count only in the environment that they came from. A key is for the row that has the focus, which it selects
   * first as Enter does: that opens or closes the row, or does what the row is for.
   */
  async function use(parameters: readonly unknown[]): Promise<void> {
    const { environments } = parts;
    const node = view.chosen(parameters);
    if (parameters[0] === 'selected' && (node?.kind === 'more' || node?.kind === 'state')) return;
    if (node === undefined || !('companyId' in node)) {
      await vscode.commands.executeCommand(commandId.chooseProject);
      return;
    }
    const { environment, companyId, companyName } = node;
    const company = { id: companyId, name: companyName };
    if (environments.company(environment)?.id !== companyId)
      await environments.chooseCompany(environment, company);
    if ('projectId' in node && node.projectId !== undefined)
      await environments.chooseProject(environment, {
        id: node.projectId,
        name: node.projectName ?? node.projectId,
        companyId,
      });
  }
}

function askName(before: string | undefined): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: vscode.l10n.t('Search Projects'),
    prompt: vscode.l10n.t('Part of the name; leave it empty to list all projects again'),
    value: before ?? '',
  });
}

/** Where an administrator connects the app, in the web app of the company. */
async function openAppManagement(
  { environments, openPage }: Pick<Parts, 'environments'> & { readonly openPage: OpenPage },
  above: ExplorerNode | undefined,
  node: ExplorerNode,
): Promise<void> {
  const environment = environments.find(node.environment) ?? environments.active();
  const actions = node.kind === 'state' ? (node.exchange?.diagnoses.flatMap(each => each.actions) ?? []) : [];
  const page = actions.find(action => action.kind === 'openAppManagement');
  if (page !== undefined) return openPage(page, environment);
  const company = above !== undefined && 'companyId' in above ? above.companyId : '';
  throw new Error(vscode.l10n.t('Nothing says where the apps of company {0} are managed.', company));
}
