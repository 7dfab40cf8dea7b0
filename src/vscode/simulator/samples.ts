import * as vscode from 'vscode';
import { commandId } from '../commandIds.ts';
import { registerCommand } from '../report.ts';

/** The sample that is opened first. */
const firstSample = 'tour.http';

/**
 * Opens the bundled samples as a copy that can be edited, in the extension's own storage, so that it works
 * without a folder and in a browser; or copies them to a folder of the user's.
 */
export function registerSamples(
  context: Pick<vscode.ExtensionContext, 'extensionUri' | 'globalStorageUri'>,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  const bundled = vscode.Uri.joinPath(context.extensionUri, 'media', 'samples');
  return vscode.Disposable.from(
    registerCommand(log, commandId.openSamples, async () => {
      const own = vscode.Uri.joinPath(context.globalStorageUri, 'samples');
      await copyMissing(bundled, own);
      await openFirst(own);
    }),
    registerCommand(log, commandId.copySamples, async target => {
      const folder = target instanceof vscode.Uri ? target : await askFolder();
      if (folder === undefined) return;
      const copy = vscode.Uri.joinPath(folder, 'procore-samples');
      await copyMissing(bundled, copy);
      await openFirst(copy);
    }),
  );
}

async function askFolder(): Promise<vscode.Uri | undefined> {
  const start = vscode.workspace.workspaceFolders?.[0]?.uri;
  const chosen = await vscode.window.showOpenDialog({
    canSelectFiles: false,
    canSelectFolders: true,
    title: vscode.l10n.t('Copy the samples into a folder "procore-samples" in'),
    openLabel: vscode.l10n.t('Copy Here'),
    ...(start === undefined ? {} : { defaultUri: start }),
  });
  return chosen?.[0];
}

/** What the user has changed stays as it is. */
async function copyMissing(from: vscode.Uri, to: vscode.Uri): Promise<void> {
  const { fs } = vscode.workspace;
  await fs.createDirectory(to);
  const present = new Set((await fs.readDirectory(to)).map(([name]) => name));
  for (const [name, type] of await fs.readDirectory(from)) {
    if (type === vscode.FileType.Directory) {
      await copyMissing(vscode.Uri.joinPath(from, name), vscode.Uri.joinPath(to, name));
      continue;
    }
    if (type !== vscode.FileType.File || present.has(name)) continue;
    // Bytes are written anew, as the bundle may be read-only and a copy would keep that.
    const bytes = await fs.readFile(vscode.Uri.joinPath(from, name));
    await fs.writeFile(vscode.Uri.joinPath(to, name), bytes);
  }
}

async function openFirst(folder: vscode.Uri): Promise<void> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, firstSample));
  await vscode.window.showTextDocument(document, { preview: false });
}
