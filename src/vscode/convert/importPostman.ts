import * as vscode from 'vscode';
import type { ImportedCollection } from '../../httpFile/convert/fromPostman.ts';
import { visibleLine } from '../../runner/visibleText.ts';
import { commandId } from '../commandIds.ts';
import type { Environments } from '../environments/environments.ts';
import { registerCommand } from '../report.ts';
import { createLateProgress } from '../requests/lateProgress.ts';
import { withoutLinks } from '../withoutLinks.ts';
import { NoPostmanExport, readExports } from './convertPostman.ts';
import type { CollectionOutline } from './postmanWorker.ts';
import { type Written, writeImported } from './writeImported.ts';

const largest = 50 * 1024 * 1024;

/** A Postman collection and its environments become request files and environment files in a folder of the user's. */
export function registerImportPostman(parts: {
  readonly environments: Environments;
  /** The bundled worker that converts. */
  readonly workerFile: string;
  readonly log: vscode.LogOutputChannel;
}): vscode.Disposable {
  const { environments, workerFile, log } = parts;
  return registerCommand(log, commandId.importPostman, async (...given) => {
    const [chosen, into] = [urisOf(given[0]), given[1] instanceof vscode.Uri ? given[1] : undefined];
    const files = chosen ?? (await askFiles());
    if (files === undefined) return;
    const stop = new AbortController();
    try {
      const read = await whileShown(vscode.l10n.t('Reading'), stop, () =>
        readAll(workerFile, files, stop.signal),
      );
      if (read === undefined) return;
      const byFolder = chosen === undefined ? await askByFolder(read.collections) : false;
      if (byFolder === undefined) return;
      const folder = into ?? (await askFolder());
      if (folder === undefined) return;
      const all = environments.all();
      const imported = await whileShown(vscode.l10n.t('Converting'), stop, () =>
        read.convert({ environments: all, active: environments.active(), byFolder }),
      );
      if (imported === undefined) return;
      // Half of an import would be of no use, so from here it cannot be stopped.
      const written = await vscode.window.withProgress(
        { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Writing files') },
        () => writeImported(folder, imported),
      );
      if (written === undefined) return;
      await showFirst(written);
      say(imported, written);
      return written.files;
    } finally {
      stop.abort();
    }
  });
}

/** With a notification that can be cancelled, where it goes on for a moment; none stands there while somebody is asked. */
async function whileShown<T>(step: string, stop: AbortController, work: () => Promise<T>): Promise<T> {
  const progress = createLateProgress(vscode.l10n.t('Importing from Postman'), () => stop.abort());
  progress.report(step);
  try {
    return await work();
  } finally {
    progress.end();
  }
}

async function readAll(workerFile: string, files: readonly vscode.Uri[], signal: AbortSignal) {
  const texts = await Promise.all(files.map(textOf));
  const exports = files.map((file, index) => ({ name: nameOf(file), text: texts[index] ?? '' }));
  return readExports(workerFile, { exports }, signal).catch((error: unknown) => {
    if (!(error instanceof NoPostmanExport)) throw error;
    throw new Error(vscode.l10n.t('{0} cannot be imported. {1}', error.file, visibleLine(error.message)));
  });
}

function urisOf(given: unknown): readonly vscode.Uri[] | undefined {
  const list: readonly unknown[] = Array.isArray(given) ? given : [given];
  const uris = list.filter(one => one instanceof vscode.Uri);
  return uris.length === 0 ? undefined : uris;
}

async function askFiles(): Promise<readonly vscode.Uri[] | undefined> {
  return vscode.window.showOpenDialog({
    canSelectMany: true,
    title: vscode.l10n.t('Choose a Postman collection, and the environments that belong to it'),
    openLabel: vscode.l10n.t('Import'),
    filters: { [vscode.l10n.t('Postman exports')]: ['json'] },
  });
}

async function textOf(file: vscode.Uri): Promise<string> {
  const { size } = await vscode.workspace.fs.stat(file);
  if (size > largest)
    throw new Error(vscode.l10n.t('{0} is larger than 50 MB. Export less of it from Postman.', nameOf(file)));
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
}

/** Asked only where it makes a difference; `undefined`: nothing is to be imported. */
async function askByFolder(collections: readonly CollectionOutline[]): Promise<boolean | undefined> {
  const folders = collections.flatMap(collection => collection.folders);
  if (folders.length < 2) return false;
  const one = vscode.l10n.t('One file');
  const each = vscode.l10n.t('One file for each folder');
  const answer = await vscode.window.showQuickPick(
    [
      { label: one, description: visibleLine(collections.map(({ name }) => name).join(', ')) },
      { label: each, description: visibleLine(folders.join(', ')) },
    ],
    { title: vscode.l10n.t('Import Postman Collection'), ignoreFocusOut: true },
  );
  return answer === undefined ? undefined : answer.label === each;
}

async function askFolder(): Promise<vscode.Uri | undefined> {
  const start = vscode.workspace.workspaceFolders?.[0]?.uri;
  const chosen = await vscode.window.showOpenDialog({
    canSelectFiles: false,
    canSelectFolders: true,
    title: vscode.l10n.t('Where to put the request files'),
    openLabel: vscode.l10n.t('Import Here'),
    ...(start === undefined ? {} : { defaultUri: start }),
  });
  return chosen?.[0];
}

async function showFirst({ files }: Written): Promise<void> {
  const [first] = files;
  if (first === undefined) return;
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(first), { preview: false });
}

function say(imported: readonly ImportedCollection[], { kept, untouched }: Written): void {
  const requests = imported.reduce((sum, { requestCount }) => sum + requestCount, 0);
  const notes = imported.reduce((sum, one) => sum + one.notes.length, 0);
  const said = [
    requests === 1
      ? vscode.l10n.t('One request was imported.')
      : vscode.l10n.t('{0} requests were imported.', requests),
    notOver(notes),
    kept.length === 0
      ? ''
      : kept.length === 1
        ? vscode.l10n.t('This value was there already and stays as it is: {0}.', visibleLine(kept.join()))
        : vscode.l10n.t(
            'These values were there already and stay as they are: {0}.',
            visibleLine(kept.join(', ')),
          ),
    untouched.length === 0
      ? ''
      : vscode.l10n.t(
          '{0} could not be added to, as it is not plain JSON. Its new values are open in an editor: put them there yourself.',
          untouched.join(', '),
        ),
  ];
  void vscode.window.showInformationMessage(withoutLinks(said.filter(Boolean).join(' ')));
}

function notOver(count: number): string {
  if (count === 0) return '';
  return count === 1
    ? vscode.l10n.t('One thing was not carried over as it was; the head of the file says it.')
    : vscode.l10n.t('{0} things were not carried over as they were; the head of the file lists them.', count);
}

function nameOf(uri: vscode.Uri): string {
  return visibleLine(uri.path.split('/').at(-1) ?? uri.path);
}
