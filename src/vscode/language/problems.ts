import * as vscode from 'vscode';
import { languageId } from '../commandIds.ts';
import { requestKeys } from '../requests/requestKeys.ts';
import type { SentRequests } from '../requests/sentRequests.ts';
import { createDocumentDelays } from './documentDelays.ts';
import type { Documents } from './documents.ts';
import { editorDiagnostic } from './editorDiagnostic.ts';
import { sentFields } from './fieldMarks.ts';
import { assertProblems, requestProblems } from './problemModel.ts';

/** While someone types, problems wait for a pause. */
const pauseMs = 250;

/**
 * Why requests failed when last sent, until they succeed or change. Mistakes in the text have a collection of
 * their own, so that neither overwrites the other.
 */
export function registerProblems(documents: Documents, sent: SentRequests): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('procore-sent');
  const delays = createDocumentDelays(refresh);

  function refresh(document: vscode.TextDocument) {
    if (document.languageId !== languageId || document.isClosed) return;
    const address = document.uri.toString();
    if (!sent.list().some(entry => entry.document === address)) {
      collection.delete(document.uri);
      return;
    }
    const file = documents.shown(document);
    if (file === undefined) {
      collection.delete(document.uri);
      return;
    }
    collection.set(
      document.uri,
      [...requestKeys(file)].flatMap(([key, request]) => {
        const exchange = sent.get(address, key)?.exchange;
        if (exchange === undefined) return [];
        return [
          ...requestProblems(exchange).map(problem =>
            editorDiagnostic(document, request.requestLine, problem),
          ),
          ...sentFields(file, request, exchange).map(({ range, problem }) =>
            editorDiagnostic(document, range, problem),
          ),
          ...assertProblems(request, exchange).map(problem =>
            editorDiagnostic(document, problem.range, problem),
          ),
        ];
      }),
    );
  }

  return vscode.Disposable.from(
    collection,
    vscode.workspace.onDidOpenTextDocument(refresh),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document.languageId === languageId) delays.start(document, pauseMs);
    }),
    vscode.workspace.onDidCloseTextDocument(document => collection.delete(document.uri)),
    vscode.workspace.onDidChangeConfiguration(event => {
      if (event.affectsConfiguration('procore.files.include'))
        vscode.workspace.textDocuments.forEach(refresh);
    }),
    sent.onDidChange(entries => {
      const changed = new Set(entries.map(({ document }) => document));
      for (const document of vscode.workspace.textDocuments)
        if (changed.has(document.uri.toString())) refresh(document);
    }),
    delays,
  );
}
