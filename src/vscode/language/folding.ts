import * as vscode from 'vscode';
import { type Fold, folds, foldsIn } from '../../httpFile/features/folding.ts';
import { positionAt } from '../../httpFile/syntax.ts';
import { type Documents, httpSelector } from './documents.ts';
import { visitSegments } from './unhurried.ts';

const editorKind: Partial<Record<Fold['kind'], vscode.FoldingRangeKind>> = {
  comment: vscode.FoldingRangeKind.Comment,
};

/** Folds requests, heads, bodies and comments. */
export function registerFolding(documents: Documents): vscode.Disposable {
  return vscode.languages.registerFoldingRangeProvider(httpSelector, {
    async provideFoldingRanges(document, _context, token) {
      const file = documents.shown(document);
      if (file === undefined || !(await visitSegments(file, foldsIn, token))) return undefined;
      return folds(file).map(({ kind, range }) => {
        const start = positionAt(file, range.start).line - 1;
        const end = positionAt(file, range.end).line - 1;
        return new vscode.FoldingRange(start, end, editorKind[kind]);
      });
    },
  });
}
