import * as vscode from 'vscode';
import { formatEdits } from '../../httpFile/features/format/format.ts';
import type { Range } from '../../httpFile/syntax.ts';
import { type Documents, httpSelector } from './documents.ts';
import { rangeIn } from './textRange.ts';

/** Format Document and Format Selection. */
export function registerFormatting(documents: Documents): vscode.Disposable {
  function edits(document: vscode.TextDocument, options: vscode.FormattingOptions, within?: Range) {
    const file = documents.shown(document);
    if (file === undefined) return undefined;
    const indent = options.insertSpaces ? ' '.repeat(options.tabSize) : '\t';
    return formatEdits(file, { indent }, within).map(edit =>
      vscode.TextEdit.replace(rangeIn(document, edit), edit.text),
    );
  }
  return vscode.Disposable.from(
    vscode.languages.registerDocumentFormattingEditProvider(httpSelector, {
      provideDocumentFormattingEdits: (document, options) => edits(document, options),
    }),
    vscode.languages.registerDocumentRangeFormattingEditProvider(httpSelector, {
      provideDocumentRangeFormattingEdits: (document, range, options) =>
        edits(document, options, {
          start: document.offsetAt(range.start),
          end: document.offsetAt(range.end),
        }),
    }),
  );
}
