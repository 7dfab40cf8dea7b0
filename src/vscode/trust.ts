import * as vscode from 'vscode';

/**
 * Whether this workspace may send. Commands stay callable where they are hidden, so each asks here first;
 * in Restricted Mode the user is told how to leave it.
 */
export async function requireTrust(): Promise<boolean> {
  if (vscode.workspace.isTrusted) return true;
  void offerTrust();
  return false;
}

async function offerTrust(): Promise<void> {
  const manage = vscode.l10n.t('Manage Workspace Trust');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t(
      'Nothing is sent in Restricted Mode, and no token is used. Trust this folder if you know who wrote its files.',
    ),
    manage,
  );
  if (answer === manage) await vscode.commands.executeCommand('workbench.trust.manage');
}
