import * as vscode from 'vscode';
import { commandId } from '../commandIds.ts';
import type { ExplorerNode } from './node.ts';
import type { NodeRow } from './nodeRow.ts';

/** A node as the editor's tree takes it. A click on what has nothing below it does the one thing that it is for. */
export function treeItemOf(node: ExplorerNode, row: NodeRow, expanded: boolean): vscode.TreeItem {
  const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(row.label, row.hasChildren ? (expanded ? Expanded : Collapsed) : None);
  item.id = node.id;
  item.contextValue = row.context;
  item.description = row.description;
  item.tooltip = row.tooltip;
  item.iconPath = new vscode.ThemeIcon(
    row.icon,
    row.color === undefined ? undefined : new vscode.ThemeColor(row.color),
  );
  item.accessibilityInformation = { label: row.spoken };
  const command = commandOf(node);
  if (command !== undefined) item.command = { command, title: row.label, arguments: [node] };
  return item;
}

function commandOf({ kind }: ExplorerNode): string | undefined {
  if (kind === 'more') return commandId.loadMore;
  return kind === 'state' ? commandId.solveState : undefined;
}
