import * as vscode from 'vscode';
import type { BudgetFeed } from '../budgets/budgetFeed.ts';
import { nextChange } from '../budgets/budgetText.ts';
import { commandId, contextKey, viewId } from '../commandIds.ts';
import type { Documents } from '../language/documents.ts';
import { registerCommand } from '../report.ts';
import { chooseRequest } from '../requests/chosenRequest.ts';
import type { Sender } from '../requests/sender.ts';
import type { SentRequest, SentRequests } from '../requests/sentRequests.ts';
import { readSettings } from '../settings.ts';
import { localWording } from '../wording.ts';
import { budgetRows } from './budgetRows.ts';
import { chooseFilter, fileNameOf } from './chooseFilter.ts';
import { type Filter, filtered, filterText, isFiltering, noFilter } from './filter.ts';
import { failedCount, requestRow } from './model.ts';
import type { Row } from './row.ts';
import { treeItemOf } from './treeItem.ts';

/** Many answers of a run are shown together. In milliseconds. */
const pauseMs = 100;

/** The Diagnostics view: what is left of the rate windows, and what the last requests met. */
export function registerDiagnosticsView(parts: {
  readonly sent: SentRequests;
  readonly sender: Pick<Sender, 'budgets'>;
  readonly feed: BudgetFeed;
  readonly documents: Documents;
  readonly log: vscode.LogOutputChannel;
}): vscode.Disposable {
  const { sent, sender, feed, documents, log } = parts;
  const changed = new vscode.EventEmitter<Row | undefined>();
  const parents = new Map<string, Row>();
  /** A request that has not changed keeps its row, so that the tree has little to do. */
  const rows = new WeakMap<SentRequest, Row>();
  /** Always the same object: only what is below it changes each second. */
  const budgetsRow: Row = {
    id: 'budgets',
    label: vscode.l10n.t('Rate limits'),
    icon: 'dashboard',
    context: 'budgets',
    expanded: true,
    children: [],
  };
  let filter: Filter = noFilter;
  let hadBudgets = false;
  let waiting: NodeJS.Timeout | undefined;
  let ticking: NodeJS.Timeout | undefined;

  function rowOf(entry: SentRequest): Row {
    const row = rows.get(entry) ?? requestRow(entry, localWording);
    rows.set(entry, row);
    return row;
  }

  function budgetChildren(): readonly Row[] {
    const now = Date.now();
    const state = { budgets: sender.budgets(), tracks: feed.tracks(now), now, ...readSettings() };
    return budgetRows(state, localWording);
  }

  function hasBudgets(): boolean {
    return sender.budgets().length > 0 || feed.tracks(Date.now()).length > 0;
  }

  function topRows(): readonly Row[] {
    parents.clear();
    hadBudgets = hasBudgets();
    const requests = filtered(sent.list(), filter).map(rowOf);
    return hadBudgets ? [budgetsRow, ...requests] : requests;
  }

  const provider: vscode.TreeDataProvider<Row> = {
    onDidChangeTreeData: changed.event,
    getChildren(row) {
      if (row === undefined) return [...topRows()];
      const children = row === budgetsRow ? budgetChildren() : row.children;
      for (const child of children) parents.set(child.id, row);
      return [...children];
    },
    getParent: row => parents.get(row.id),
    getTreeItem: treeItemOf,
  };
  const view = vscode.window.createTreeView(viewId.diagnostics, {
    treeDataProvider: provider,
    showCollapseAll: true,
  });

  /** Times run down while somebody looks, and a window that has ended says nothing any more. */
  function tick() {
    clearTimeout(ticking);
    ticking = undefined;
    const wait = view.visible ? nextChange(sender.budgets(), Date.now()) : undefined;
    if (wait === undefined) return;
    ticking = setTimeout(() => {
      const gone = hadBudgets && !hasBudgets();
      changed.fire(gone ? undefined : budgetsRow);
      tick();
    }, wait);
  }

  function refresh() {
    waiting = undefined;
    changed.fire(undefined);
    const all = sent.list();
    const failed = failedCount(all);
    view.badge =
      failed === 0
        ? undefined
        : { value: failed, tooltip: vscode.l10n.t('{0} requests failed when last sent', failed) };
    view.message = filterText(filter, filtered(all, filter).length, all.length, fileNameOf) ?? '';
    void vscode.commands.executeCommand('setContext', contextKey.hasExchanges, all.length > 0);
    tick();
  }

  function refreshSoon() {
    waiting ??= setTimeout(refresh, pauseMs);
  }

  function setFilter(next: Filter) {
    filter = next;
    void vscode.commands.executeCommand('setContext', contextKey.diagnosticsFiltered, isFiltering(filter));
    void vscode.commands.executeCommand('setContext', contextKey.onlyFailures, filter.onlyFailures);
    refresh();
  }

  async function explain(parameters: readonly unknown[]) {
    const { document, key } = await chooseRequest(documents, parameters);
    const entry = sent.get(document.uri.toString(), key);
    if (entry === undefined) throw new Error(vscode.l10n.t('This request was not sent yet. Send it first.'));
    if (filtered([entry], filter).length === 0) setFilter(noFilter);
    await view.reveal(rowOf(entry), { select: true, focus: true, expand: true });
  }

  return vscode.Disposable.from(
    view,
    changed,
    sent.onDidChange(refreshSoon),
    feed.onDidChange(refreshSoon),
    view.onDidChangeVisibility(({ visible }) => (visible ? refresh() : tick())),
    new vscode.Disposable(() => {
      clearTimeout(waiting);
      clearTimeout(ticking);
    }),
    registerCommand(log, commandId.clearDiagnostics, async () => sent.clear()),
    registerCommand(log, commandId.explainFailure, (...parameters) => explain(parameters)),
    registerCommand(log, commandId.showRateLimits, async () => {
      if (hasBudgets()) await view.reveal(budgetsRow, { select: true, focus: true, expand: true });
      else await vscode.commands.executeCommand(`${viewId.diagnostics}.focus`);
    }),
    registerCommand(log, commandId.showOnlyFailures, async () =>
      setFilter({ ...filter, onlyFailures: true }),
    ),
    registerCommand(log, commandId.showAllRequests, async () =>
      setFilter({ ...filter, onlyFailures: false }),
    ),
    registerCommand(log, commandId.clearDiagnosticsFilter, async () => setFilter(noFilter)),
    registerCommand(log, commandId.filterDiagnostics, async () => {
      const chosen = await chooseFilter(sent.list(), filter);
      if (chosen !== undefined) setFilter(chosen);
    }),
    registerCommand(log, commandId.openLink, async row => {
      const link = linkOf(row);
      if (link !== undefined) await vscode.env.openExternal(vscode.Uri.parse(link, true));
    }),
  );
}

/** Only pages of Procore's documentation are opened, whatever a caller passes. */
function linkOf(row: unknown): string | undefined {
  const link: unknown = typeof row === 'object' && row !== null ? Reflect.get(row, 'link') : undefined;
  if (typeof link !== 'string' || !URL.canParse(link)) return undefined;
  const { protocol, hostname } = new URL(link);
  return protocol === 'https:' && hostname === 'developers.procore.com' ? link : undefined;
}
