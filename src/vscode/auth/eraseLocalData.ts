import * as vscode from 'vscode';
import type { Sessions } from '../../oauth/sessions.ts';
import { commandId } from '../commandIds.ts';
import { registerCommand } from '../report.ts';
import { withoutLinks } from '../withoutLinks.ts';
import { deleteAllSecrets } from './secrets.ts';
import { wasTold, whileShown } from './whileShown.ts';

interface EraseParts {
  readonly context: Pick<
    vscode.ExtensionContext,
    'secrets' | 'globalState' | 'workspaceState' | 'globalStorageUri' | 'storageUri'
  >;
  readonly sessions: Sessions;
  readonly log: vscode.LogOutputChannel;
}

/** Erase All Local Data: sessions, apps, choices and files of the extension, after one question. */
export function registerEraseLocalData({ context, sessions, log }: EraseParts): vscode.Disposable {
  return registerCommand(log, commandId.eraseLocalData, async () => {
    const { l10n } = vscode;
    const yes = l10n.t('Erase');
    const answer = await vscode.window.showWarningMessage(
      l10n.t('Erase everything that API Workbench for Procore keeps on this machine?'),
      {
        modal: true,
        detail: l10n.t(
          'Signs out all accounts, and deletes tokens, client secrets, the chosen environments, apps and companies, the history of requests and answers, and all other files of the extension. Your .http files and settings stay.',
        ),
      },
      yes,
    );
    if (answer !== yes) return;
    const notRevoked = await signOutAll(sessions);
    await deleteAllSecrets(context.secrets);
    for (const memento of [context.globalState, context.workspaceState])
      for (const key of memento.keys()) await memento.update(key, undefined);
    for (const folder of [context.globalStorageUri, context.storageUri]) await deleteFolder(folder);
    // What it lists is gone.
    await vscode.commands.executeCommand(commandId.refreshHistory);
    log.info('All local data was erased.');
    const erased = l10n.t('Everything is erased. Reload the windows that are open to start afresh.');
    const left = l10n.t(
      'The login host could not be told of {0}: those tokens end by themselves within 90 minutes.',
      notRevoked.join(', '),
    );
    const reload = l10n.t('Reload Window');
    const text = notRevoked.length === 0 ? erased : `${erased} ${left}`;
    const next = await vscode.window.showInformationMessage(withoutLinks(text), reload);
    if (next === reload) await vscode.commands.executeCommand('workbench.action.reloadWindow');
  });
}

/** Labels of the accounts whose tokens the login host was not told of. */
async function signOutAll(sessions: Sessions): Promise<readonly string[]> {
  const removed = await Promise.all(
    (await sessions.list()).map(async session => {
      const { revoked } = await sessions.remove(session.id);
      return { label: session.account.label, told: wasTold(session, revoked) };
    }),
  );
  const told = await whileShown(removed.map(one => one.told));
  return removed.flatMap(({ label }, index) => (told[index] === true ? [] : [label]));
}

/** A folder that was never made is as good as deleted. */
async function deleteFolder(folder: vscode.Uri | undefined): Promise<void> {
  if (folder === undefined) return;
  try {
    await vscode.workspace.fs.delete(folder, { recursive: true, useTrash: false });
  } catch (error) {
    if (!(error instanceof vscode.FileSystemError && error.code === 'FileNotFound')) throw error;
  }
}
