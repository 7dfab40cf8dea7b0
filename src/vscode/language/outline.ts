import * as vscode from 'vscode';
import { type OutlineSymbol, outline } from '../../httpFile/features/symbols.ts';
import { type Documents, httpSelector } from './documents.ts';
import { rangeIn } from './textRange.ts';

/** Requests and variables in the Outline view, in the breadcrumbs and under Go to Symbol. */
export function registerOutline(documents: Documents): vscode.Disposable {
  return vscode.languages.registerDocumentSymbolProvider(httpSelector, {
    provideDocumentSymbols(document) {
      const file = documents.shown(document);
      return file === undefined ? [] : outline(file).map(symbol => symbolIn(document, symbol));
    },
  });
}

function symbolIn(
  document: vscode.TextDocument,
  { kind, name, detail, range, selection }: OutlineSymbol,
): vscode.DocumentSymbol {
  const symbol = kind === 'request' ? vscode.SymbolKind.Method : vscode.SymbolKind.Variable;
  return new vscode.DocumentSymbol(
    name,
    detail,
    symbol,
    rangeIn(document, range),
    rangeIn(document, selection),
  );
}
