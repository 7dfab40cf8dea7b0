import * as vscode from 'vscode';
import { commandId } from '../commandIds.ts';
import { registerCommand } from '../report.ts';
import { readSampleList, type Sample } from './sampleList.ts';

/** The sample that is opened where nobody chooses one. */
const firstSample = 'tour.http';

/**
 * Lists the bundled samples and opens the chosen one (or the one that is named, for links) as a copy that can be
 * edited, in the extension's own storage, so that it works without a folder and in a browser; or copies all of them
 * to a folder of the user's.
 */
export function registerSamples(
  context: Pick<vscode.ExtensionContext, 'extensionUri' | 'globalStorageUri'>,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  const bundled = vscode.Uri.joinPath(context.extensionUri, 'media', 'samples');
  return vscode.Disposable.from(
    registerCommand(log, commandId.openSamples, async named => {
      const list = readSampleList(await readText(vscode.Uri.joinPath(bundled, 'README.md')));
      const sample = list.find(({ path }) => path === named) ?? (await chooseSample(list));
      if (sample === undefined) return;
      const own = vscode.Uri.joinPath(context.globalStorageUri, 'samples');
      await copyMissing(bundled, own);
      await open(own, sample.path);
    }),
    registerCommand(log, commandId.copySamples, async target => {
      const folder = target instanceof vscode.Uri ? target : await askFolder();
      if (folder === undefined) return;
      const copy = vscode.Uri.joinPath(folder, 'procore-samples');
      await copyMissing(bundled, copy);
      await open(copy, firstSample);
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

async function chooseSample(list: readonly Sample[]): Promise<Sample | undefined> {
  const rows = list.flatMap((sample, index) => [
    ...(sample.group === list[index - 1]?.group
      ? []
      : [{ label: sample.group, kind: vscode.QuickPickItemKind.Separator }]),
    { label: sample.title, description: sample.path, sample },
  ]);
  const chosen = await vscode.window.showQuickPick<vscode.QuickPickItem & { readonly sample?: Sample }>(
    rows,
    {
      title: vscode.l10n.t('Open a Sample'),
      placeHolder: vscode.l10n.t('Type a resource, a task or an error, such as rfis, paging or 403'),
      matchOnDescription: true,
    },
  );
  return chosen?.sample;
}

async function readText(uri: vscode.Uri): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}

async function open(folder: vscode.Uri, path: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, path));
  await vscode.window.showTextDocument(document, { preview: false });
}
