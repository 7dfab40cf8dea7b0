import * as vscode from 'vscode';
import { pageOf } from '../../httpFile/features/diagnostics/findingPages.ts';
import { findingsOf, prepareFindings } from '../../httpFile/features/diagnostics/findings.ts';
import { languageId } from '../commandIds.ts';
import { createDocumentDelays } from './documentDelays.ts';
import type { Documents } from './documents.ts';
import { editorDiagnostic } from './editorDiagnostic.ts';
import type { FeatureContexts } from './featureContext.ts';
import { inTurns } from './unhurried.ts';

/** While someone types, findings wait for a pause. */
const pauseMs = 250;
/** Nobody reads more, and the editor shows no more than a thousand in a file. */
const mostShown = 250;

/** Mistakes in the text of files about Procore, while they are open. */
export function registerFindings(
  documents: Documents,
  contexts: FeatureContexts,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('procore');
  const delays = createDocumentDelays(document => void refresh(document));
  /** What is being looked at, and for which asking: a later one takes its place. */
  const latest = new WeakMap<vscode.TextDocument, object>();

  function refreshIn(document: vscode.TextDocument, delayMs: number) {
    if (document.languageId === languageId) delays.start(document, delayMs);
  }

  function refreshSoon(document: vscode.TextDocument) {
    refreshIn(document, 0);
  }

  /** In turns: a large file takes longer than anybody should wait for something else. */
  async function refresh(document: vscode.TextDocument) {
    if (document.isClosed) return;
    const { version } = document;
    const asking = {};
    latest.set(document, asking);
    const outdated = {
      get isCancellationRequested() {
        return document.isClosed || document.version !== version || latest.get(document) !== asking;
      },
    };
    try {
      const file = await documents.shownLater(document);
      if (outdated.isCancellationRequested) return;
      if (file === undefined) {
        collection.delete(document.uri);
        return;
      }
      const context = contexts.of(document);
      const work = (hasTime: () => boolean) => prepareFindings(file, context, hasTime);
      if (!(await inTurns(work, outdated, 'last'))) return;
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
    vscode.workspace.textDocuments.forEach(refreshSoon);
  }

  refreshAll();
  return vscode.Disposable.from(
    collection,
    vscode.workspace.onDidOpenTextDocument(refreshSoon),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0) refreshIn(document, pauseMs);
    }),
    vscode.workspace.onDidCloseTextDocument(document => {
      delays.stop(document);
      collection.delete(document.uri);
    }),
    vscode.workspace.onDidChangeConfiguration(event => {
      if (event.affectsConfiguration('procore.files.include')) refreshAll();
    }),
    contexts.onDidChange(refreshAll),
    delays,
  );
}
