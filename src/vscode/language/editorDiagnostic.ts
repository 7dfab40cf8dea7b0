import * as vscode from 'vscode';
import type { ProblemSeverity, Range } from '../../httpFile/syntax.ts';
import { rangeIn } from './textRange.ts';

const severityOf = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
} as const;

const tagOf = {
  unnecessary: vscode.DiagnosticTag.Unnecessary,
  deprecated: vscode.DiagnosticTag.Deprecated,
} as const;

/** What a problem says, wherever it was found. */
export interface ShownProblem {
  readonly severity: ProblemSeverity;
  readonly message: string;
  readonly code: string;
  /** A page about it. */
  readonly link?: string | undefined;
  readonly tag?: keyof typeof tagOf | undefined;
}

/** A problem of ours as the editor takes it. */
export function editorDiagnostic(
  document: vscode.TextDocument,
  range: Range,
  { severity, message, code, link, tag }: ShownProblem,
): vscode.Diagnostic {
  const made = new vscode.Diagnostic(rangeIn(document, range), message, severityOf[severity]);
  made.source = 'Procore';
  made.code = link === undefined ? code : { value: code, target: vscode.Uri.parse(link) };
  if (tag !== undefined) made.tags = [tagOf[tag]];
  return made;
}
