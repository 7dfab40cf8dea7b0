import * as vscode from 'vscode';
import type { Problem } from '../../httpFile/syntax.ts';
import { languageId } from '../commandIds.ts';
import { requestKeys } from '../requests/requestKeys.ts';
import type { SentRequests } from '../requests/sentRequests.ts';
import type { Documents } from './documents.ts';
import { assertProblems, requestProblems } from './problemModel.ts';

const severityOf = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
} as const;

/** While someone types, problems wait for a pause. */
const pauseMs = 250;

/** Mistakes in the text, and why requests failed when last sent, until they succeed or change. */
export function registerProblems(documents: Documents, sent: SentRequests): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('procore');
  const waiting = new Map<string, NodeJS.Timeout>();

  function refresh(document: vscode.TextDocument) {
    if (document.languageId !== languageId || document.isClosed) return;
    const file = documents.shown(document);
    if (file === undefined) {
      collection.delete(document.uri);
      return;
    }
    collection.set(document.uri, [
      ...file.problems.map(problem => textDiagnostic(document, problem)),
      ...[...requestKeys(file)].flatMap(([key, request]) => {
        const exchange = sent.get(document.uri.toString(), key)?.exchange;
        if (exchange === undefined) return [];
        const range = rangeOf(document, request.requestLine);
        return [
          ...requestProblems(exchange).map(({ severity, message, code, link }) =>
            diagnostic(range, severity, message, code, link),
          ),
          ...assertProblems(request, exchange).map(({ range, severity, message, code, link }) =>
            diagnostic(rangeOf(document, range), severity, message, code, link),
          ),
        ];
      }),
    ]);
  }

  function refreshLater(document: vscode.TextDocument) {
    const id = document.uri.toString();
    clearTimeout(waiting.get(id));
    waiting.set(
      id,
      setTimeout(() => {
        waiting.delete(id);
        refresh(document);
      }, pauseMs),
    );
  }

  function refreshAll() {
    vscode.workspace.textDocuments.forEach(refresh);
  }

  refreshAll();
  return vscode.Disposable.from(
    collection,
    vscode.workspace.onDidOpenTextDocument(refresh),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document.languageId === languageId) refreshLater(document);
    }),
    vscode.workspace.onDidCloseTextDocument(document => collection.delete(document.uri)),
    vscode.workspace.onDidChangeConfiguration(event => {
      if (event.affectsConfiguration('procore.files.include')) refreshAll();
    }),
    sent.onDidChange(entries => {
      const changed = new Set(entries.map(({ document }) => document));
      for (const document of vscode.workspace.textDocuments)
        if (changed.has(document.uri.toString())) refresh(document);
    }),
    new vscode.Disposable(() => {
      for (const timer of waiting.values()) clearTimeout(timer);
    }),
  );
}

function textDiagnostic(document: vscode.TextDocument, problem: Problem): vscode.Diagnostic {
  return diagnostic(
    rangeOf(document, problem.range),
    problem.severity,
    problem.message,
    problem.code,
    undefined,
  );
}

function diagnostic(
  range: vscode.Range,
  severity: keyof typeof severityOf,
  message: string,
  code: string,
  link: string | undefined,
): vscode.Diagnostic {
  const made = new vscode.Diagnostic(range, message, severityOf[severity]);
  made.source = 'Procore';
  made.code = link === undefined ? code : { value: code, target: vscode.Uri.parse(link) };
  return made;
}

function rangeOf(document: vscode.TextDocument, range: { start: number; end: number }): vscode.Range {
  return new vscode.Range(document.positionAt(range.start), document.positionAt(range.end));
}
