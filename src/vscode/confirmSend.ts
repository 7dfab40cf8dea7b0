import * as vscode from 'vscode';
import type { SendQuestion } from '../runner/runner.ts';

/** The modal before a write to production and for `# @note`. Only the named button sends. */
export async function confirmSend(question: SendQuestion): Promise<boolean> {
  const { environment, method } = question;
  const path = pathOf(question.url);
  const title =
    question.reason === 'production-write'
      ? vscode.l10n.t('Send {0} to {1}?', method, environment.title)
      : vscode.l10n.t('Send this request to {0}?', environment.title);
  const send = vscode.l10n.t('Send {0}', method);
  const answer = await vscode.window.showWarningMessage(
    title,
    {
      modal: true,
      detail: [
        `${method} ${path}`,
        vscode.l10n.t('Environment: {0} ({1})', environment.title, new URL(environment.apiUrl).host),
        vscode.l10n.t('Account: {0}', question.account ?? vscode.l10n.t('service account or unknown')),
        vscode.l10n.t('Company: {0}', question.companyId ?? vscode.l10n.t('none named')),
      ].join('\n'),
    },
    send,
  );
  return answer === send;
}

function pathOf(url: string): string {
  const { pathname, search } = new URL(url);
  return pathname + search;
}
