import * as vscode from 'vscode';
import type { Authentication } from '../auth/register.ts';
import type { Environments } from '../environments/environments.ts';
import type { Documents } from '../language/documents.ts';
import type { Sendings } from '../requests/sendings.ts';
import { readSettings } from '../settings.ts';
import { createComparisons } from './comparisons.ts';
import { createHistory, type History } from './history.ts';
import { registerHistoryCommands } from './historyCommands.ts';
import { registerHistoryDocuments } from './historyDocuments.ts';
import { registerHistoryView } from './historyView.ts';

/**
 * The history of this window's workspace. Its files lie where all windows see them and Erase All Local Data
 * finds them, whichever workspace is open then.
 */
export function openHistory(
  { globalStorageUri }: Pick<vscode.ExtensionContext, 'globalStorageUri'>,
  log: vscode.LogOutputChannel,
): History {
  return createHistory({
    folder: vscode.Uri.joinPath(globalStorageUri, 'history').fsPath,
    workspace: workspaceAddress(),
    settings: () => readSettings().history,
    now: Date.now,
    log: line => log.warn(line),
  });
}

/** The History view, its documents and its commands. */
export function registerHistory(
  history: History,
  parts: {
    readonly documents: Documents;
    readonly environments: Environments;
    readonly authentication: Pick<Authentication, 'getTokenOrSignIn'>;
    readonly sendings: Pick<Sendings, 'running' | 'send'>;
    /** The bundled worker that compares. */
    readonly workerFile: string;
    readonly log: vscode.LogOutputChannel;
  },
): vscode.Disposable {
  const view = registerHistoryView(history, parts.log);
  const shown = registerHistoryDocuments(history, createComparisons(history, parts.workerFile));
  return vscode.Disposable.from(view, shown, registerHistoryCommands({ ...parts, history, view, shown }));
}

/** What stays the same when the same folder is opened again. */
function workspaceAddress(): string {
  const { workspaceFile, workspaceFolders } = vscode.workspace;
  // A workspace that was not saved has another address each time.
  const saved = workspaceFile?.scheme === 'untitled' ? undefined : workspaceFile;
  return (saved ?? workspaceFolders?.[0]?.uri)?.toString() ?? '';
}
