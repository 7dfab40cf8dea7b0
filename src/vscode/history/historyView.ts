import * as vscode from 'vscode';
import { matches } from '../../runner/history/search.ts';
import { commandId, contextKey, viewId } from '../commandIds.ts';
import { registerCommand } from '../report.ts';
import { readSettings } from '../settings.ts';
import type { History, HistoryList, HistoryScope, ListedEntry } from './history.ts';
import { historyMessage } from './historyMessages.ts';
import { type EntryRow, type HistoryRow, historyRows } from './historyRows.ts';
import { localHistoryWording } from './historyWording.ts';

/** The History view. */
export interface HistoryView extends vscode.Disposable {
  /** The entries that a command means: its rows, those of a day, or what is selected in the view. */
  chosen(parameters: readonly unknown[]): readonly ListedEntry[];
  scope(): HistoryScope;
}

/** Many requests of a run are shown together. In milliseconds. */
const pause = 200;
const none: HistoryList = { entries: [], newer: 0, damaged: 0 };

export function registerHistoryView(history: History, log: vscode.LogOutputChannel): HistoryView {
  const changed = new vscode.EventEmitter<undefined>();
  const parents = new Map<string, HistoryRow>();
  let wanted = '';
  let scope: HistoryScope = 'workspace';
  let waiting: NodeJS.Timeout | undefined;

  async function list(): Promise<HistoryList> {
    try {
      return await history.list(scope);
    } catch (error) {
      view.message = vscode.l10n.t(
        'The history cannot be read: {0}',
        error instanceof Error ? error.message : String(error),
      );
      return none;
    }
  }

  async function days(): Promise<HistoryRow[]> {
    view.message = '';
    const found = await list();
    const rows = historyRows(found, wanted, localHistoryWording);
    parents.clear();
    for (const day of rows) for (const child of day.children) parents.set(child.id, day);
    const message = historyMessage(found, {
      found: parents.size,
      wanted,
      isOff: readSettings().history.limits === undefined,
      problem: history.problem(),
    });
    if (message !== undefined) view.message = message;
    // Known only now: before, a text that says so would flash.
    void vscode.commands.executeCommand('setContext', contextKey.historyEmpty, rows.length === 0);
    return [...rows];
  }

  const view = vscode.window.createTreeView<HistoryRow>(viewId.history, {
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: row => (row === undefined ? days() : row.kind === 'day' ? [...row.children] : []),
      getParent: row => parents.get(row.id),
      getTreeItem: treeItemOf,
    },
    canSelectMany: true,
    showCollapseAll: true,
  });

  function refresh() {
    waiting ??= setTimeout(() => {
      waiting = undefined;
      changed.fire(undefined);
    }, pause);
  }

  function search(text: string) {
    wanted = text.trim();
    void vscode.commands.executeCommand('setContext', contextKey.historySearched, wanted !== '');
    changed.fire(undefined);
  }

  function show(next: HistoryScope) {
    scope = next;
    view.description = scope === 'all' ? vscode.l10n.t('all workspaces') : '';
    void vscode.commands.executeCommand('setContext', contextKey.historyOfAll, scope === 'all');
    changed.fire(undefined);
  }

  const disposables = vscode.Disposable.from(
    view,
    changed,
    history.onDidChange(refresh),
    view.onDidChangeVisibility(({ visible }) => visible && refresh()),
    vscode.window.onDidChangeWindowState(({ focused }) => focused && view.visible && refresh()),
    vscode.workspace.onDidChangeConfiguration(
      event => event.affectsConfiguration('procore.history') && refresh(),
    ),
    new vscode.Disposable(() => clearTimeout(waiting)),
    registerCommand(log, commandId.searchHistory, async given => {
      const text = typeof given === 'string' ? given : await askSearch(wanted);
      if (text === undefined) return undefined;
      search(text);
      if (typeof given !== 'string') await vscode.commands.executeCommand(`${viewId.history}.focus`);
      return (await list()).entries.filter(({ head }) => matches(head, wanted));
    }),
    registerCommand(log, commandId.clearHistorySearch, async () => search('')),
    registerCommand(log, commandId.showAllHistory, async () => show('all')),
    registerCommand(log, commandId.showWorkspaceHistory, async () => show('workspace')),
    registerCommand(log, commandId.refreshHistory, async () => history.refresh()),
  );

  return {
    chosen([row, rows]) {
      const several = Array.isArray(rows) && rows.length > 0 ? rows.filter(isRow) : undefined;
      const meant = several ?? (isRow(row) ? [row] : view.selection);
      const entries = meant.flatMap(each => (each.kind === 'day' ? each.children : [each]));
      return [...new Map(entries.map(({ entry }) => [entry.id, entry])).values()];
    },
    scope: () => scope,
    dispose: () => disposables.dispose(),
  };
}

/** Commands are also called by others, with anything. */
function isRow(row: unknown): row is HistoryRow {
  if (typeof row !== 'object' || row === null || !('kind' in row)) return false;
  return row.kind === 'day' ? 'children' in row : row.kind === 'entry' && 'entry' in row;
}

function askSearch(before: string): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: vscode.l10n.t('Search History'),
    prompt: vscode.l10n.t('Words of the name, address, file, environment, status or cause'),
    placeHolder: vscode.l10n.t('For example: rfis sandbox 403, or failed'),
    value: before,
  });
}

function treeItemOf(row: HistoryRow): vscode.TreeItem {
  if (row.kind === 'entry') return entryItem(row);
  const { Expanded, Collapsed } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(row.label, row.expanded ? Expanded : Collapsed);
  item.id = row.id;
  item.contextValue = 'day';
  item.description = row.description;
  item.accessibilityInformation = { label: `${row.label}, ${row.description}` };
  return item;
}

function entryItem(row: EntryRow): vscode.TreeItem {
  const item = new vscode.TreeItem(row.label, vscode.TreeItemCollapsibleState.None);
  item.id = row.id;
  item.contextValue = 'entry';
  item.description = row.description;
  item.tooltip = row.tooltip;
  item.iconPath = new vscode.ThemeIcon(
    row.icon,
    row.color === undefined ? undefined : new vscode.ThemeColor(row.color),
  );
  item.accessibilityInformation = { label: row.spoken };
  item.command = {
    command: commandId.openHistoryEntry,
    title: vscode.l10n.t('Open Answer'),
    arguments: [row],
  };
  return item;
}
