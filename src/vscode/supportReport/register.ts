import * as vscode from 'vscode';
import { apiSupport } from '../../procore/support.ts';
import { supportMail, supportMarkdown } from '../../runner/supportReport/forms.ts';
import type { SupportReport } from '../../runner/supportReport/supportReport.ts';
import { commandId } from '../commandIds.ts';
import { registerCommand } from '../report.ts';
import { type CaseParts, chooseCase } from './chooseCase.ts';
import { registerSupportDocuments } from './supportDocuments.ts';
import { registerSupportQuickFix } from './supportQuickFix.ts';

/** Reports on calls for API Support: each is shown first, and copied when somebody has read it. Nothing is sent. */
export function registerSupportReport(
  parts: CaseParts & { readonly log: vscode.LogOutputChannel },
): vscode.Disposable {
  const { log } = parts;
  const documents = registerSupportDocuments();

  function shown([address]: readonly unknown[]): SupportReport {
    const uri =
      typeof address === 'string'
        ? vscode.Uri.parse(address, true)
        : vscode.window.activeTextEditor?.document.uri;
    const report = uri && documents.reportOf(uri);
    if (report === undefined)
      throw new Error(vscode.l10n.t('Open a support report first: Procore: Copy Support Report makes one.'));
    return report;
  }

  return vscode.Disposable.from(
    documents,
    registerSupportQuickFix(parts),
    registerCommand(log, commandId.copySupportReport, async (...parameters) => {
      const chosen = await chooseCase(parts, parameters);
      if (chosen !== undefined) await documents.show(chosen);
    }),
    registerCommand(log, commandId.copyReportAsMarkdown, async (...parameters) => {
      await vscode.env.clipboard.writeText(supportMarkdown(shown(parameters)));
      void vscode.window.showInformationMessage(vscode.l10n.t('The report is on the clipboard as Markdown.'));
    }),
    registerCommand(log, commandId.copyReportAsMail, async (...parameters) => {
      await vscode.env.clipboard.writeText(supportMail(shown(parameters)));
      void vscode.window.showInformationMessage(
        vscode.l10n.t(
          'The report is on the clipboard as a mail to {0}. API Support works {1}.',
          apiSupport.mail,
          apiSupport.hours,
        ),
      );
    }),
  );
}
