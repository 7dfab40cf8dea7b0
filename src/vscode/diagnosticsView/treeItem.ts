import * as vscode from 'vscode';
import { commandId } from '../commandIds.ts';
import type { Row } from './row.ts';

/** A row as the editor's tree takes it. */
export function treeItemOf(row: Row): vscode.TreeItem {
  const item = new vscode.TreeItem(row.label, stateOf(row));
  item.id = row.id;
  item.contextValue = row.context;
  item.iconPath = new vscode.ThemeIcon(
    row.icon,
    row.color === undefined ? undefined : new vscode.ThemeColor(row.color),
  );
  item.accessibilityInformation = {
    label: row.spoken ?? [row.label, row.description].filter(Boolean).join(', '),
  };
  if (row.description !== undefined) item.description = row.description;
  if (row.tooltip !== undefined) item.tooltip = row.tooltip;
  if (row.context.startsWith('request') && row.sent !== undefined)
    item.command = {
      command: commandId.showResponse,
      title: vscode.l10n.t('Show Response'),
      arguments: [row.sent.document, row.sent.key],
    };
  return item;
}

function stateOf({ context, children, expanded }: Row): vscode.TreeItemCollapsibleState {
  if (children.length === 0 && context !== 'budgets') return vscode.TreeItemCollapsibleState.None;
  return expanded === true
    ? vscode.TreeItemCollapsibleState.Expanded
    : vscode.TreeItemCollapsibleState.Collapsed;
}
