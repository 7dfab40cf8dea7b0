import * as vscode from 'vscode';
import { folds } from '../../httpFile/features/folding.ts';
import { type Documents, httpSelector } from './documents.ts';
import { rangeIn } from './textRange.ts';

/** Folds requests, heads and bodies. */
export function registerFolding(documents: Documents): vscode.Disposable {
  return vscode.languages.registerFoldingRangeProvider(httpSelector, {
    provideFoldingRanges(document) {
      const file = documents.shown(document);
      if (file === undefined) return undefined;
      return folds(file).map(({ range }) => {
        const { start, end } = rangeIn(document, range);
        return new vscode.FoldingRange(start.line, end.line);
      });
    },
  });
}
