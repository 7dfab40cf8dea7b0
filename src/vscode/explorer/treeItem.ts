import * as vscode from 'vscode';
import type { NodeRow } from './nodeRow.ts';

/** What a row is in the tree beside how it is drawn. */
interface ItemParts<Node extends { readonly id: string }> {
  readonly node: Node;
  readonly isOpen: boolean;
  /** What a click does where nothing is below the row; it is given the node. */
  readonly command: string | undefined;
}

/** A row as the editor's tree takes it. */
export function treeItemOf<Node extends { readonly id: string }>(
  row: NodeRow,
  { node, isOpen, command }: ItemParts<Node>,
): vscode.TreeItem {
  const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(row.label, row.hasChildren ? (isOpen ? Expanded : Collapsed) : None);
  item.id = node.id;
  item.contextValue = row.context;
  item.description = row.description;
  item.tooltip = row.tooltip;
  item.iconPath = new vscode.ThemeIcon(
    row.icon,
    row.color === undefined ? undefined : new vscode.ThemeColor(row.color),
  );
  item.accessibilityInformation = { label: row.spoken };
  if (command !== undefined) item.command = { command, title: row.label, arguments: [node] };
  return item;
}
