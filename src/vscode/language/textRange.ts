import * as vscode from 'vscode';
import type { Range } from '../../httpFile/syntax.ts';

/** The editor's range of two offsets in `document`. */
export function rangeIn(document: vscode.TextDocument, { start, end }: Range): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}
