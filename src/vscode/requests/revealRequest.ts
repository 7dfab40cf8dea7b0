import * as vscode from 'vscode';
import { commandId } from '../commandIds.ts';
import type { Documents } from '../language/documents.ts';
import { registerCommand } from '../report.ts';
import { chooseRequest } from './chosenRequest.ts';

/** From an answer or a row of the view to the request in its file. */
export function registerRevealRequest(documents: Documents, log: vscode.LogOutputChannel): vscode.Disposable {
  return registerCommand(log, commandId.revealRequest, async (...parameters) => {
    const { document, request } = await chooseRequest(documents, parameters);
    const start = document.positionAt(request.requestLine.start);
    await vscode.window.showTextDocument(document, { selection: new vscode.Range(start, start) });
  });
}
