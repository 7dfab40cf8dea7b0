import * as vscode from 'vscode';

/**
 * Ticks off a step of the walkthrough by a key that is true for a moment: the editor looks only at changes, and only
 * from when the walkthrough was first shown.
 */
export async function tellForAMoment(key: string): Promise<void> {
  await vscode.commands.executeCommand('setContext', key, true);
  await vscode.commands.executeCommand('setContext', key, false);
}
