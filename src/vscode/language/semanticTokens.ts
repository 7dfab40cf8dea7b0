import * as vscode from 'vscode';
import {
  semanticTokens,
  tokenEdit,
  tokenizer,
  tokenModifiers,
  tokenTypes,
} from '../../httpFile/features/tokens.ts';
import type { HttpFile } from '../../httpFile/syntax.ts';
import { type Documents, httpSelector } from './documents.ts';
import { readNodes, visitSegments } from './unhurried.ts';

const legend = new vscode.SemanticTokensLegend([...tokenTypes], [...tokenModifiers]);

/** Colours names by what they are; after an edit only what differs goes over. */
export function registerSemanticTokens(documents: Documents): vscode.Disposable {
  const sent = new Map<string, { readonly id: string; readonly data: Uint32Array }>();
  let count = 0;

  function remember(document: vscode.TextDocument, data: Uint32Array): string {
    count++;
    const id = String(count);
    sent.set(document.uri.toString(), { id, data });
    return id;
  }

  return vscode.Disposable.from(
    vscode.workspace.onDidCloseTextDocument(document => sent.delete(document.uri.toString())),
    vscode.languages.registerDocumentSemanticTokensProvider(
      httpSelector,
      {
        async provideDocumentSemanticTokens(document, token) {
          const file = await documents.shownSoon(document);
          if (file === undefined || !(await readTokens(file, token))) return undefined;
          const data = semanticTokens(file);
          return new vscode.SemanticTokens(data, remember(document, data));
        },
        async provideDocumentSemanticTokensEdits(document, previousResultId, token) {
          const file = await documents.shownSoon(document);
          if (file === undefined || !(await readTokens(file, token))) return undefined;
          const before = sent.get(document.uri.toString());
          const data = semanticTokens(file);
          const id = remember(document, data);
          if (before?.id !== previousResultId) return new vscode.SemanticTokens(data, id);
          const edit = tokenEdit(before.data, data);
          const edits =
            edit === undefined
              ? []
              : [new vscode.SemanticTokensEdit(edit.start, edit.deleteCount, edit.data)];
          return new vscode.SemanticTokensEdits(edits, id);
        },
      },
      legend,
    ),
    vscode.languages.registerDocumentRangeSemanticTokensProvider(
      httpSelector,
      {
        async provideDocumentRangeSemanticTokens(document, range, token) {
          const file = await documents.shownSoon(document);
          if (file === undefined || !(await readNames(file, token))) return undefined;
          const [start, end] = [document.offsetAt(range.start), document.offsetAt(range.end)];
          return new vscode.SemanticTokens(semanticTokens(file, start, end));
        },
      },
      legend,
    ),
  );
}

/** Which names there are is found out first, as every block may call them. */
async function readTokens(file: HttpFile, token: vscode.CancellationToken): Promise<boolean> {
  return (await readNames(file, token)) && visitSegments(file, tokenizer(file), token);
}

function readNames(file: HttpFile, token: vscode.CancellationToken): Promise<boolean> {
  return visitSegments(file, readNodes, token);
}
