import * as vscode from 'vscode';
import { commandId, contextKey, viewId } from '../commandIds.ts';
import { registerCommand } from '../report.ts';
import type { Sender } from '../requests/sender.ts';
import type { SentRequests } from '../requests/sentRequests.ts';
import { localWording } from '../wording.ts';
import { diagnosticsRows, failedCount, nextReset, type Row } from './model.ts';

/** The Diagnostics view: what the last requests met, and what is left of the rate windows. */
export function registerDiagnosticsView(
  sent: SentRequests,
  { budgets }: Pick<Sender, 'budgets'>,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  const changed = new vscode.EventEmitter<undefined>();
  const parents = new Map<string, Row>();

  const provider: vscode.TreeDataProvider<Row> = {
    onDidChangeTreeData: changed.event,
    getChildren(row) {
      const rows = row === undefined ? diagnosticsRows(sent.list(), budgets(), localWording) : row.children;
      if (row === undefined) parents.clear();
      else for (const child of rows) parents.set(child.id, row);
      return [...rows];
    },
    getParent: row => parents.get(row.id),
    getTreeItem: treeItemOf,
  };
  const view = vscode.window.createTreeView(viewId.diagnostics, {
    treeDataProvider: provider,
    showCollapseAll: true,
  });

  let untilReset: NodeJS.Timeout | undefined;

  function refresh() {
    changed.fire(undefined);
    clearTimeout(untilReset);
    const reset = nextReset(budgets());
    // A window that has ended says nothing any more.
    if (reset !== undefined) untilReset = setTimeout(refresh, reset - Date.now() + 50);
    const failed = failedCount(sent.list());
    view.badge =
      failed === 0
        ? undefined
        : { value: failed, tooltip: vscode.l10n.t('{0} requests failed when last sent', failed) };
    void vscode.commands.executeCommand('setContext', contextKey.hasExchanges, sent.list().length > 0);
  }

  return vscode.Disposable.from(
    view,
    changed,
    sent.onDidChange(refresh),
    new vscode.Disposable(() => clearTimeout(untilReset)),
    registerCommand(log, commandId.clearDiagnostics, async () => sent.clear()),
    registerCommand(log, commandId.openLink, async row => {
      const link = linkOf(row);
      if (link !== undefined) await vscode.env.openExternal(vscode.Uri.parse(link, true));
    }),
  );
}

function treeItemOf(row: Row): vscode.TreeItem {
  const state =
    row.children.length === 0
      ? vscode.TreeItemCollapsibleState.None
      : row.expanded
        ? vscode.TreeItemCollapsibleState.Expanded
        : vscode.TreeItemCollapsibleState.Collapsed;
  const item = new vscode.TreeItem(row.label, state);
  item.id = row.id;
  item.contextValue = row.context;
  item.iconPath = new vscode.ThemeIcon(
    row.icon,
    row.color === undefined ? undefined : new vscode.ThemeColor(row.color),
  );
  item.accessibilityInformation = { label: [row.label, row.description].filter(Boolean).join(', ') };
  if (row.description !== undefined) item.description = row.description;
  if (row.tooltip !== undefined) item.tooltip = row.tooltip;
  if (row.context === 'request' && row.sent !== undefined)
    item.command = {
      command: commandId.showResponse,
      title: vscode.l10n.t('Show Response'),
      arguments: [row.sent.document, row.sent.key],
    };
  return item;
}

/** Only pages of Procore's documentation are opened, whatever a caller passes. */
function linkOf(row: unknown): string | undefined {
  const link: unknown = typeof row === 'object' && row !== null ? Reflect.get(row, 'link') : undefined;
  if (typeof link !== 'string' || !URL.canParse(link)) return undefined;
  const { protocol, hostname } = new URL(link);
  return protocol === 'https:' && hostname === 'developers.procore.com' ? link : undefined;
}
