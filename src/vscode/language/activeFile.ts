import * as vscode from 'vscode';
import { contextKey } from '../commandIds.ts';
import type { Documents } from './documents.ts';

/** Keys, menus and the title button work only in files about Procore: other extensions use the same keys. */
export function registerActiveFileKey(documents: Documents): vscode.Disposable {
  let before: boolean | undefined;

  async function update() {
    const document = vscode.window.activeTextEditor?.document;
    const now = document !== undefined && (await documents.shownSoon(document)) !== undefined;
    if (document !== vscode.window.activeTextEditor?.document || now === before) return;
    before = now;
    void vscode.commands.executeCommand('setContext', contextKey.activeFileIsProcore, now);
  }

  void update();
  return vscode.Disposable.from(
    vscode.window.onDidChangeActiveTextEditor(update),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document === vscode.window.activeTextEditor?.document) void update();
    }),
    vscode.workspace.onDidChangeConfiguration(event => {
      if (event.affectsConfiguration('procore')) void update();
    }),
  );
}
