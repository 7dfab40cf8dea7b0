import * as vscode from 'vscode';
import { chooseRequest } from './chosenRequest.ts';
import { commandId } from './commandIds.ts';
import type { Documents } from './documents.ts';
import { registerCommand } from './report.ts';

/** From an answer or a row of the view to the request in its file. */
export function registerRevealRequest(documents: Documents, log: vscode.LogOutputChannel): vscode.Disposable {
  return registerCommand(log, commandId.revealRequest, async (...parameters) => {
    const { document, request } = await chooseRequest(documents, parameters);
    const start = document.positionAt(request.requestLine.start);
    await vscode.window.showTextDocument(document, { selection: new vscode.Range(start, start) });
  });
}
