import * as vscode from 'vscode';
import { operationScheme } from '../commandIds.ts';

/** Requests that were sent from the palette: read-only texts that are in no file until somebody keeps them. */
export interface OperationDocuments extends vscode.Disposable {
  /** A document of its own for each text; the same text has the same document. */
  open(title: string, text: string): Promise<vscode.TextDocument>;
  /** The text of such a document. */
  textOf(uri: vscode.Uri): string | undefined;
}

/** As many as there are answers. */
const most = 100;

export function createOperationDocuments(): OperationDocuments {
  const texts = new Map<string, { readonly uri: vscode.Uri; readonly text: string }>();
  let count = 0;
  const provider = vscode.workspace.registerTextDocumentContentProvider(operationScheme, {
    provideTextDocumentContent: uri => texts.get(uri.toString())?.text ?? '',
  });

  function uriOf(title: string, text: string): vscode.Uri {
    const known = [...texts.values()].find(each => each.text === text);
    if (known !== undefined) return known.uri;
    count += 1;
    const name = title.replaceAll(/[\\/:*?"<>|\s]+/g, ' ').trim();
    const uri = vscode.Uri.from({ scheme: operationScheme, path: `/${count}/${name}.http` });
    texts.set(uri.toString(), { uri, text });
    const [oldest] = texts.size > most ? texts.keys() : [];
    if (oldest !== undefined) texts.delete(oldest);
    return uri;
  }

  return {
    open: async (title, text) => vscode.workspace.openTextDocument(uriOf(title, text)),
    textOf: uri => texts.get(uri.toString())?.text,
    dispose: () => provider.dispose(),
  };
}
