import * as vscode from 'vscode';
import type { SendQuestion } from '../../runner/runner.ts';
import type { Environments } from '../environments/environments.ts';
import { sendQuestionText } from './sendQuestionText.ts';

/** The modal before a write to production and for `# @note`. Only its named button sends; nothing is remembered. */
export async function confirmSend(environments: Environments, question: SendQuestion): Promise<boolean> {
  const chosen = environments.company(question.environment.name);
  const { title, lines } = sendQuestionText(
    question,
    chosen?.id === question.companyId ? chosen?.name : undefined,
  );
  const send = vscode.l10n.t('Send {0}', question.method);
  const answer = await vscode.window.showWarningMessage(
    title,
    { modal: true, detail: lines.join('\n') },
    send,
  );
  return answer === send;
}
