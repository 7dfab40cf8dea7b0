import * as vscode from 'vscode';
import { takeOver } from './standIns.ts';
import { withoutLinks } from './withoutLinks.ts';

/** Says a failed command once, with a way to the log. Cancelling is no failure. */
export async function reportFailure(log: vscode.LogOutputChannel, error: unknown): Promise<void> {
  if (error instanceof vscode.CancellationError) return;
  const message = error instanceof Error ? error.message : String(error);
  log.error(message);
  const show = vscode.l10n.t('Show Log');
  const answer = await vscode.window.showErrorMessage(withoutLinks(message), show);
  if (answer === show) log.show(true);
}

/** Registers a command whose failure is reported once, here. */
export function registerCommand(
  log: vscode.LogOutputChannel,
  id: string,
  run: (...parameters: readonly unknown[]) => Promise<unknown>,
): vscode.Disposable {
  const reported = async (...parameters: readonly unknown[]) => {
    try {
      return await run(...parameters);
    } catch (error) {
      void reportFailure(log, error);
      return undefined;
    }
  };
  return takeOver(id, reported) ?? vscode.commands.registerCommand(id, reported);
}
