import * as vscode from 'vscode';
import { occurrencesAt } from '../../httpFile/features/references.ts';
import { type Documents, httpSelector } from './documents.ts';
import { rangeIn } from './textRange.ts';

/** Find All References, and the marks at the other places of the name under the cursor. */
export function registerReferences(documents: Documents): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.languages.registerReferenceProvider(httpSelector, {
      provideReferences(document, position, { includeDeclaration }) {
        const file = documents.shown(document);
        if (file === undefined) return undefined;
        return occurrencesAt(file, document.offsetAt(position))
          .filter(({ role }) => includeDeclaration || role === 'reference')
          .map(({ range }) => new vscode.Location(document.uri, rangeIn(document, range)));
      },
    }),
    vscode.languages.registerDocumentHighlightProvider(httpSelector, {
      provideDocumentHighlights(document, position) {
        const file = documents.shown(document);
        const found = file === undefined ? [] : occurrencesAt(file, document.offsetAt(position));
        // None at all lets the editor mark equal words, as it does elsewhere.
        if (found.length === 0) return undefined;
        return found.map(
          ({ range, role }) =>
            new vscode.DocumentHighlight(
              rangeIn(document, range),
              role === 'definition' ? vscode.DocumentHighlightKind.Write : vscode.DocumentHighlightKind.Read,
            ),
        );
      },
    }),
  );
}
