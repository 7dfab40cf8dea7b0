import * as vscode from 'vscode';
import { responseLanguageId, supportScheme } from '../commandIds.ts';

/** Shows a document of our own beside what is worked at, where the cursor stays; nothing where it is visible. */
export async function showBeside(uri: vscode.Uri): Promise<void> {
  const isUri = (editor: vscode.TextEditor) => editor.document.uri.toString() === uri.toString();
  if (vscode.window.visibleTextEditors.some(isUri)) return;
  const opened = await vscode.workspace.openTextDocument(uri);
  const document =
    opened.languageId === responseLanguageId
      ? opened
      : await vscode.languages.setTextDocumentLanguage(opened, responseLanguageId);
  await vscode.window.showTextDocument(document, {
    viewColumn: columnOfAnswers(),
    preserveFocus: true,
    preview: true,
  });
}

/** Where an answer or a report stands already, else beside the request; where nothing is open, right there. */
export function columnOfAnswers(): vscode.ViewColumn {
  const beside = vscode.window.visibleTextEditors.find(
    ({ document }) => document.languageId === responseLanguageId || document.uri.scheme === supportScheme,
  );
  const isEmpty = vscode.window.tabGroups.all.every(({ tabs }) => tabs.length === 0);
  return beside?.viewColumn ?? (isEmpty ? vscode.ViewColumn.Active : vscode.ViewColumn.Beside);
}
