import * as vscode from 'vscode';
import { supportMarkdown } from '../../runner/supportReport/forms.ts';
import { type SupportReport, supportReport } from '../../runner/supportReport/supportReport.ts';
import { commandId, supportScheme } from '../commandIds.ts';
import { columnOfAnswers } from '../responses/showBeside.ts';
import type { LabelledCase } from './supportCase.ts';

/** Reports as read-only Markdown, with lenses that copy them. Nothing of them is written to disk. */
export interface SupportDocuments extends vscode.Disposable {
  show(labelled: LabelledCase): Promise<void>;
  /** What a document shows; `undefined`: it is none of these, or no longer known. */
  reportOf(document: vscode.Uri): SupportReport | undefined;
}

const mostReports = 20;

export function registerSupportDocuments(): SupportDocuments {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const reports = new Map<string, SupportReport>();
  const numbers = new Map<string, number>();

  // Addresses hold a number and a name, never what the report is about.
  function uriOf({ id, label }: LabelledCase): vscode.Uri {
    const number = numbers.get(id) ?? numbers.size + 1;
    numbers.set(id, number);
    return vscode.Uri.from({ scheme: supportScheme, path: `/${number}/${label} · support report.md` });
  }

  const disposables = vscode.Disposable.from(
    changed,
    vscode.workspace.registerTextDocumentContentProvider(supportScheme, {
      onDidChange: changed.event,
      provideTextDocumentContent(uri) {
        const report = reports.get(uri.path);
        return report === undefined
          ? vscode.l10n.t('This report is no longer known. Make it again from the answer or the history.')
          : supportMarkdown(report);
      },
    }),
    vscode.languages.registerCodeLensProvider(
      { scheme: supportScheme },
      { provideCodeLenses: ({ uri }) => (reports.has(uri.path) ? lenses(uri) : []) },
    ),
  );

  return {
    async show(labelled) {
      const uri = uriOf(labelled);
      reports.delete(uri.path);
      reports.set(uri.path, supportReport(labelled.about));
      for (const oldest of [...reports.keys()].slice(0, -mostReports)) reports.delete(oldest);
      changed.fire(uri);
      const document = await vscode.workspace.openTextDocument(uri);
      await vscode.window.showTextDocument(document, { viewColumn: columnOfAnswers(), preview: true });
    },
    reportOf: uri => (uri.scheme === supportScheme ? reports.get(uri.path) : undefined),
    dispose: () => disposables.dispose(),
  };
}

function lenses(uri: vscode.Uri): vscode.CodeLens[] {
  const top = new vscode.Range(0, 0, 0, 0);
  const commands: readonly (readonly [title: string, command: string])[] = [
    [vscode.l10n.t('Copy as Markdown'), commandId.copyReportAsMarkdown],
    [vscode.l10n.t('Copy as Mail'), commandId.copyReportAsMail],
  ];
  const said = vscode.l10n.t(
    'Secrets are masked; names and other data of the bodies are in it. Read it before you send it.',
  );
  return [
    ...commands.map(
      ([title, command]) => new vscode.CodeLens(top, { title, command, arguments: [uri.toString()] }),
    ),
    new vscode.CodeLens(top, { title: said, command: '' }),
  ];
}
