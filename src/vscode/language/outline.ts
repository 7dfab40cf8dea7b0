import * as vscode from 'vscode';
import { type OutlineSymbol, outline, symbolsFor } from '../../httpFile/features/symbols.ts';
import { type Documents, httpSelector } from './documents.ts';
import { rangeIn } from './textRange.ts';
import { visitSegments } from './unhurried.ts';

/** Requests and variables in the Outline view, in the breadcrumbs and under Go to Symbol. */
export function registerOutline(documents: Documents): vscode.Disposable {
  return vscode.languages.registerDocumentSymbolProvider(httpSelector, {
    async provideDocumentSymbols(document, token) {
      const file = documents.shown(document);
      if (file === undefined || !(await visitSegments(file, symbolsFor(file), token))) return [];
      return outline(file).map(symbol => symbolIn(document, symbol));
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
