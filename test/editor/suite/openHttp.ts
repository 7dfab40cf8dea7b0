import * as vscode from 'vscode';

/** Makes a file about Procore visible, as somebody would who writes one. */
export async function openHttp(content: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument({ language: 'http', content });
  await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
  await eventually(() => (vscode.window.activeTextEditor?.document === document ? true : undefined));
  return document;
}

/** Asks again until `read` gives something: the editor learns of changes a moment later. */
export async function eventually<T>(read: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const value = await read();
    if (value !== undefined) return value;
    await new Promise(resolve => setTimeout(resolve, 25));
  }
  throw new Error('it did not happen within five seconds');
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
