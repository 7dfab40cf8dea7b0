import * as vscode from 'vscode';
import { type Fold, foldsFor } from '../../httpFile/features/folding.ts';
import { placeInSegment } from '../../httpFile/segmentLines.ts';
import { type Documents, httpSelector } from './documents.ts';
import { visitSegments } from './unhurried.ts';

const editorKind: Partial<Record<Fold['kind'], vscode.FoldingRangeKind>> = {
  comment: vscode.FoldingRangeKind.Comment,
};

/** Folds requests, heads, bodies and comments. */
export function registerFolding(documents: Documents): vscode.Disposable {
  return vscode.languages.registerFoldingRangeProvider(httpSelector, {
    async provideFoldingRanges(document, _context, token) {
      const file = await documents.shownLater(document);
      if (file === undefined) return undefined;
      const foldsIn = foldsFor(file);
      const made: vscode.FoldingRange[] = [];
      const visited = await visitSegments(
        file,
        (segment, index) => {
          for (const { kind, range } of foldsIn(segment)) {
            const [start, end] = [range.start, range.end].map(at => placeInSegment(file, index, at).line);
            made.push(new vscode.FoldingRange(start ?? 0, end ?? 0, editorKind[kind]));
          }
        },
        token,
      );
      return visited ? made : undefined;
    },
  });
}
