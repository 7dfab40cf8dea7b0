import * as vscode from 'vscode';
import { commandId, responseLanguageId, responseScheme } from '../commandIds.ts';
import { registerCommand } from '../report.ts';
import { addressOf } from '../requests/requestAddress.ts';
import type { SentRequest, SentRequests } from '../requests/sentRequests.ts';
import { localWording } from '../wording.ts';
import { responseName } from './responseName.ts';
import { responseText } from './responseText.ts';

/** Answers as read-only documents, one for each request, always showing its last sending. */
export interface ResponseDocuments extends vscode.Disposable {
  /** Beside the request, where the cursor stays. */
  show(sent: SentRequest): Promise<void>;
}

export function registerResponseDocuments(
  sent: SentRequests,
  log: vscode.LogOutputChannel,
): ResponseDocuments {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  // Addresses hold a number and a name, never the target or anything else out of a request.
  const shown = new Map<
    string,
    { readonly uri: vscode.Uri; readonly document: string; readonly key: string }
  >();
  let count = 0;
  const idOf = (document: string, key: string) => `${document}\n${key}`;

  function uriOf(entry: SentRequest): vscode.Uri {
    const known = shown.get(idOf(entry.document, entry.key));
    if (known !== undefined) return known.uri;
    count += 1;
    const name = responseName(entry.label, entry.method, entry.target);
    const uri = vscode.Uri.from({ scheme: responseScheme, path: `/${count}/${name}` });
    shown.set(idOf(entry.document, entry.key), { uri, document: entry.document, key: entry.key });
    return uri;
  }

  const provider = vscode.workspace.registerTextDocumentContentProvider(responseScheme, {
    onDidChange: changed.event,
    provideTextDocumentContent(uri) {
      const known = [...shown.values()].find(each => each.uri.toString() === uri.toString());
      const entry = known === undefined ? undefined : sent.get(known.document, known.key);
      if (entry === undefined)
        return vscode.l10n.t('Answers are kept until the window is reloaded. Send the request again.');
      return responseText(entry, localWording);
    },
  });
  const listening = sent.onDidChange(entries => {
    for (const entry of entries) {
      const known = shown.get(idOf(entry.document, entry.key));
      if (known !== undefined) changed.fire(known.uri);
    }
  });

  async function show(entry: SentRequest) {
    const uri = uriOf(entry);
    if (vscode.window.visibleTextEditors.some(editor => editor.document.uri.toString() === uri.toString()))
      return;
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

  const command = registerCommand(log, commandId.showResponse, async (...parameters) => {
    const address = addressOf(parameters);
    const entry = address === undefined ? undefined : sent.get(address.document, address.key);
    if (entry === undefined) throw new Error(vscode.l10n.t('This request was not sent yet. Send it first.'));
    await show(entry);
  });

  return { show, ...joined(provider, listening, command, changed) };
}

/** Where an answer stands already, else beside the request. */
function columnOfAnswers(): vscode.ViewColumn {
  const answers = vscode.window.visibleTextEditors.find(
    editor => editor.document.uri.scheme === responseScheme,
  );
  return answers?.viewColumn ?? vscode.ViewColumn.Beside;
}

function joined(...parts: readonly { dispose(): unknown }[]): { dispose(): void } {
  return {
    dispose() {
      for (const part of parts) part.dispose();
    },
  };
}
