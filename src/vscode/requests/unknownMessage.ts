import * as vscode from 'vscode';
import { withoutLinks } from '../withoutLinks.ts';
import type { ChosenRequest } from './chosenRequest.ts';
import type { UnknownName } from './unknownNames.ts';

/** Says why nothing was sent, with a way to the first reference that has no value. */
export async function showUnknown(chosen: ChosenRequest, unknown: readonly UnknownName[]): Promise<void> {
  const [first] = unknown;
  if (first === undefined) return;
  const { range } = first;
  const go = vscode.l10n.t('Go to {0}', `{{${first.name}}}`);
  const message =
    unknown.length === 1
      ? vscode.l10n.t('Not sent. {0}', first.message)
      : vscode.l10n.t('Not sent: {0} have no value. {1}', listed(unknown), first.message);
  const answer = await vscode.window.showErrorMessage(
    withoutLinks(message),
    ...(range === undefined ? [] : [go]),
  );
  if (answer !== go || range === undefined) return;
  const { document } = chosen;
  const selection = new vscode.Range(document.positionAt(range.start), document.positionAt(range.end));
  await vscode.window.showTextDocument(document, { selection });
}

/** Whether the person wants these names to go as the text they are. */
export async function confirmUnknown(
  unknown: readonly UnknownName[],
  environmentTitle: string,
): Promise<boolean> {
  const send = vscode.l10n.t('Send as Text');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('Send to {0} with names that have no value?', environmentTitle),
    {
      modal: true,
      detail: vscode.l10n.t('Sent exactly as they are written: {0}', listed(unknown)),
    },
    send,
  );
  return answer === send;
}

/** The names as they stand in the file; a long list is cut. */
function listed(unknown: readonly UnknownName[]): string {
  const names = unknown.slice(0, 5).map(({ name }) => `{{${name}}}`);
  return unknown.length > names.length ? `${names.join(', ')}, …` : names.join(', ');
}
