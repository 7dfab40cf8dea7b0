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

const editorKind: Readonly<Record<OutlineSymbol['kind'], vscode.SymbolKind>> = {
  request: vscode.SymbolKind.Method,
  variable: vscode.SymbolKind.Variable,
  header: vscode.SymbolKind.Property,
  body: vscode.SymbolKind.Object,
};

function symbolIn(
  document: vscode.TextDocument,
  { kind, name, detail, range, selection, children }: OutlineSymbol,
): vscode.DocumentSymbol {
  const symbol = new vscode.DocumentSymbol(
    name,
    detail,
    editorKind[kind],
    rangeIn(document, range),
    rangeIn(document, selection),
  );
  symbol.children = children.map(child => symbolIn(document, child));
  return symbol;
}
