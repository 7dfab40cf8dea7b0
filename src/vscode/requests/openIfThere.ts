import * as vscode from 'vscode';

/** The document at an address that was kept; `undefined`: it is gone. */
export async function openIfThere(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  const open = vscode.workspace.textDocuments.find(each => each.uri.toString() === uri.toString());
  // A text that was in no file is gone with its window: opening it would make a new, empty one.
  if (open !== undefined || uri.scheme === 'untitled') return open;
  return vscode.workspace.openTextDocument(uri).then(
    document => document,
    () => undefined,
  );
}
