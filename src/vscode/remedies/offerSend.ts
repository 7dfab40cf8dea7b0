import * as vscode from 'vscode';
import { commandId } from '../commandIds.ts';
import { withoutLinks } from '../withoutLinks.ts';

/** Offers to send a mended request: nothing is sent by itself. `what`: what was done to it. */
export async function offerSend(document: string, key: string, what?: string): Promise<void> {
  const send = vscode.l10n.t('Send');
  const answer = await vscode.window.showInformationMessage(
    withoutLinks(what ?? vscode.l10n.t('Nothing was sent yet. Send the request now?')),
    send,
  );
  if (answer === send) await vscode.commands.executeCommand(commandId.sendRequest, document, key);
}
