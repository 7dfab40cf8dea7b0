import * as vscode from 'vscode';
import { deadlines } from '../../support/deadlines.ts';

/** Makes a file about Procore visible, as somebody would who writes one. The extension is active then. */
export async function openHttp(content: string): Promise<vscode.TextDocument> {
  await activated();
  const document = await vscode.workspace.openTextDocument({ language: 'http', content });
  const editor = await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
  // The editor keeps text that is in no file, and may give it to the next one of its name, whatever that begins with.
  if (document.getText() !== content) {
    console.log(`${document.uri} began with an earlier text: ${JSON.stringify(document.getText())}`);
    const all = new vscode.Range(0, 0, document.lineCount, 0);
    await editor.edit(edits => edits.replace(all, content));
  }
  await eventually(() => (vscode.window.activeTextEditor?.document === document ? true : undefined));
  return document;
}

/** What a provider gives before the extension is active is nothing. */
export async function activated(): Promise<void> {
  await vscode.extensions.getExtension('procore-workbench.procore-workbench')?.activate();
}

/** The text of the active editor, once it is as `wanted` says: the extension host hears of editors a moment later. */
export function activeDocument(wanted: (document: vscode.TextDocument) => boolean) {
  return eventually(() => {
    const { document } = vscode.window.activeTextEditor ?? {};
    return document !== undefined && wanted(document) ? document : undefined;
  });
}

/** Asks again until `read` gives something: the editor learns of changes a moment later. */
export async function eventually<T>(read: () => T | undefined | Promise<T | undefined>): Promise<T> {
  const end = performance.now() + deadlines.step;
  for (;;) {
    const value = await read();
    if (value !== undefined) return value;
    if (performance.now() > end) throw new Error(`It did not come to this: ${read.toString()}`);
    await new Promise(resolve => setTimeout(resolve, 25));
  }
}

/** The text of the answer document that is open beside. */
export function answerText(): string | undefined {
  return vscode.window.visibleTextEditors
    .find(({ document }) => document.uri.scheme === 'procore-response')
    ?.document.getText();
}

export function problemsOf(document: vscode.TextDocument): readonly vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'Procore');
}

export async function closeEverything(): Promise<void> {
  await vscode.commands.executeCommand('procore.clearDiagnostics');
  // Text in no file is kept for the next one of its name, unless it is given up.
  for (const { input, group } of vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs)) {
    if (!(input instanceof vscode.TabInputText) || input.uri.scheme !== 'untitled') continue;
    await vscode.window.showTextDocument(input.uri, { viewColumn: group.viewColumn });
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}
