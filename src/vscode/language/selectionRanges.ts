import * as vscode from 'vscode';
import { selectionsAt } from '../../httpFile/features/selection.ts';
import { type Documents, httpSelector } from './documents.ts';
import { rangeIn } from './textRange.ts';

/** Expand Selection: from a name by value, line, body and request to the file. */
export function registerSelectionRanges(documents: Documents): vscode.Disposable {
  return vscode.languages.registerSelectionRangeProvider(httpSelector, {
    provideSelectionRanges(document, positions) {
      const file = documents.shown(document);
      if (file === undefined) return undefined;
      return positions.map(position => {
        const chain = selectionsAt(file, document.offsetAt(position)).map(range => rangeIn(document, range));
        const whole = new vscode.SelectionRange(new vscode.Range(position, position));
        return (
          chain.reduceRight<vscode.SelectionRange | undefined>(
            (parent, range) => new vscode.SelectionRange(range, parent),
            undefined,
          ) ?? whole
        );
      });
    },
  });
}
