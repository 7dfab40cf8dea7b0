import * as vscode from 'vscode';
import { folds } from '../httpFile/features/folding.ts';
import { outline } from '../httpFile/features/symbols.ts';
import type { Range } from '../httpFile/syntax.ts';
import { type Documents, httpSelector } from './documents.ts';

/** The language's own features, where the file is about Procore: what is pure makes them, this carries them over. */
export function registerLanguageFeatures(documents: Documents): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.languages.registerDocumentSymbolProvider(httpSelector, {
      provideDocumentSymbols(document) {
        const file = documents.shown(document);
        if (file === undefined) return [];
        return outline(file).map(
          ({ kind, name, detail, range, selection }) =>
            new vscode.DocumentSymbol(
              name,
              detail,
              kind === 'request' ? vscode.SymbolKind.Method : vscode.SymbolKind.Variable,
              rangeIn(document, range),
              rangeIn(document, selection),
            ),
        );
      },
    }),
    vscode.languages.registerFoldingRangeProvider(httpSelector, {
      provideFoldingRanges(document) {
        const file = documents.shown(document);
        if (file === undefined) return undefined;
        return folds(file).map(({ range }) => {
          const { start, end } = rangeIn(document, range);
          return new vscode.FoldingRange(start.line, end.line);
        });
      },
    }),
  );
}

function rangeIn(document: vscode.TextDocument, { start, end }: Range): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}
