import * as vscode from 'vscode';
import { parseHttpFile } from '../httpFile/parser.ts';
import type { HttpFile } from '../httpFile/syntax.ts';

/** Parsed documents, each version once. */
export interface Documents extends vscode.Disposable {
  parsed(document: vscode.TextDocument): HttpFile;
}

export function createDocuments(): Documents {
  const cache = new Map<string, { readonly version: number; readonly file: HttpFile }>();
  const closed = vscode.workspace.onDidCloseTextDocument(document => cache.delete(document.uri.toString()));
  return {
    parsed(document) {
      const id = document.uri.toString();
      const known = cache.get(id);
      if (known?.version === document.version) return known.file;
      const file = parseHttpFile(document.getText());
      cache.set(id, { version: document.version, file });
      return file;
    },
    dispose() {
      closed.dispose();
      cache.clear();
    },
  };
}
