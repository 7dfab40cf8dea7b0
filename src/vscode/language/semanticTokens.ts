import * as vscode from 'vscode';
import { namesIn } from '../../httpFile/features/fileNames.ts';
import { semanticTokens, tokenModifiers, tokenTypes } from '../../httpFile/features/tokens.ts';
import { type Documents, httpSelector } from './documents.ts';
import { visitSegments } from './unhurried.ts';

const legend = new vscode.SemanticTokensLegend([...tokenTypes], [...tokenModifiers]);

/**
 * Colours names by what they are, where somebody looks. Not those of the whole document as well: a large one has
 * sixty thousand, which the editor would ask for again after every edit.
 */
export function registerSemanticTokens(documents: Documents): vscode.Disposable {
  return vscode.languages.registerDocumentRangeSemanticTokensProvider(
    httpSelector,
    {
      async provideDocumentRangeSemanticTokens(document, range, token) {
        const file = await documents.shownLater(document);
        // Which names there are is found out first, as every block may call them.
        if (file === undefined || !(await visitSegments(file, namesIn, token))) return undefined;
        const [start, end] = [document.offsetAt(range.start), document.offsetAt(range.end)];
        return new vscode.SemanticTokens(semanticTokens(file, start, end));
      },
    },
    legend,
  );
}
