import * as vscode from 'vscode';
import { pageOf } from '../../httpFile/features/diagnostics/findingPages.ts';
import { findingsOf, prepareFindings } from '../../httpFile/features/diagnostics/findings.ts';
import { languageId } from '../commandIds.ts';
import type { Documents } from './documents.ts';
import { editorDiagnostic } from './editorDiagnostic.ts';
import type { FeatureContexts } from './featureContext.ts';

/** While someone types, findings wait for a pause. */
const pauseMs = 250;
/** How long the extension host is kept from other work at a time. */
const turnMs = 15;
/** Nobody reads more, and the editor shows no more than a thousand in a file. */
const mostShown = 250;

/** Mistakes in the text of files about Procore, while they are open. */
export function registerFindings(
  documents: Documents,
  contexts: FeatureContexts,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('procore');
  const waiting = new Map<string, NodeJS.Timeout>();

  function refreshIn(document: vscode.TextDocument, delayMs: number) {
    if (document.languageId !== languageId) return;
    const id = document.uri.toString();
    clearTimeout(waiting.get(id));
    waiting.set(
      id,
      setTimeout(() => {
        waiting.delete(id);
        refresh(document);
      }, delayMs),
    );
  }

  /** In turns: a large file takes longer than anybody should wait for something else. */
  function refresh(document: vscode.TextDocument) {
    if (document.isClosed) return;
    try {
      const file = documents.shown(document);
      if (file === undefined) {
        collection.delete(document.uri);
        return;
      }
      const context = contexts.of(document);
      const until = performance.now() + turnMs;
      if (!prepareFindings(file, context, () => performance.now() < until)) {
        refreshIn(document, 0);
        return;
      }
      const findings = findingsOf(file, context);
      const shown = findings
        .first(mostShown)
        .map(finding =>
          editorDiagnostic(document, finding.range, { ...finding, link: pageOf(finding.code) }),
        );
      collection.set(document.uri, [...shown, ...rest(document, findings.count - shown.length)]);
    } catch (error) {
      log.error(`The problems of ${document.uri.path} could not be found: ${String(error)}`);
    }
  }

  function rest(document: vscode.TextDocument, count: number): vscode.Diagnostic[] {
    if (count <= 0) return [];
    const end = document.lineAt(document.lineCount - 1).range.end;
    const offset = document.offsetAt(end);
    const message = vscode.l10n.t('{0} more problems in this file are not shown.', count);
    return [
      editorDiagnostic(
        document,
        { start: offset, end: offset },
        { severity: 'information', code: 'more-problems', message },
      ),
    ];
  }

  function refreshAll() {
    for (const document of vscode.workspace.textDocuments) refreshIn(document, 0);
  }

  refreshAll();
  return vscode.Disposable.from(
    collection,
    vscode.workspace.onDidOpenTextDocument(document => refreshIn(document, 0)),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0) refreshIn(document, pauseMs);
    }),
    vscode.workspace.onDidCloseTextDocument(document => {
      clearTimeout(waiting.get(document.uri.toString()));
      waiting.delete(document.uri.toString());
      collection.delete(document.uri);
    }),
    vscode.workspace.onDidChangeConfiguration(event => {
      if (event.affectsConfiguration('procore.files.include')) refreshAll();
    }),
    contexts.onDidChange(refreshAll),
    new vscode.Disposable(() => {
      for (const timer of waiting.values()) clearTimeout(timer);
    }),
  );
}
