import { realpath } from 'node:fs/promises';
import { posix } from 'node:path';
import * as vscode from 'vscode';
import { fileBody, type StreamedBody, smallFile } from '../../runner/streamedBody.ts';
import { isInside, refusedBodyPath } from './bodyFilePath.ts';
import { bodyFilePlaces } from './bodyFilePlaces.ts';
import { isThroughLink } from './throughLink.ts';

/** In bytes, where the file is not on disk and has to be read whole. */
const largest = 100 * 1024 * 1024;

/**
 * A body file named in `document`, a large one on disk read only while it is sent: looked for beside the document, then in each workspace
 * folder. Rejects where the path leaves the workspace, also through a link, and in Restricted Mode.
 */
export async function readBodyFile(
  written: string,
  document: vscode.Uri | undefined,
): Promise<Uint8Array | StreamedBody> {
  if (!vscode.workspace.isTrusted)
    throw new Error(vscode.l10n.t('Body files are not read in Restricted Mode.'));
  const refused = refusedBodyPath(written);
  if (refused !== undefined)
    throw new Error(
      vscode.l10n.t(
        'The body file "{0}" is not read: {1}. Name a path inside the workspace.',
        written,
        refused,
      ),
    );
  const folders = (vscode.workspace.workspaceFolders ?? []).map(folder => folder.uri);
  const beside = document === undefined || document.scheme === 'untitled' ? [] : [parentOf(document)];
  const found = await firstFile(bodyFilePlaces(written, document), written);
  if (found === undefined)
    throw new Error(
      vscode.l10n.t('There is no file "{0}" beside the request file or in the workspace folder.', written),
    );
  if (!(await staysInside(found.uri, [...folders, ...beside])))
    throw new Error(
      vscode.l10n.t(
        'The body file "{0}" lies outside the workspace. Copy it into the workspace folder.',
        written,
      ),
    );
  if (await isBehindLink(found.uri, [...folders, ...beside]))
    throw new Error(
      vscode.l10n.t(
        'The body file "{0}" is a link or lies behind one, and where that leads on another machine cannot be seen. Copy the file into the workspace folder.',
        written,
      ),
    );
  const { uri, size } = found;
  if (size > smallFile && uri.scheme === 'file') return fileBody(uri.fsPath, size);
  return vscode.workspace.fs.readFile(uri);
}

function parentOf(uri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(uri, '..');
}

async function firstFile(
  places: readonly vscode.Uri[],
  written: string,
): Promise<{ readonly uri: vscode.Uri; readonly size: number } | undefined> {
  for (const uri of places) {
    try {
      const found = await vscode.workspace.fs.stat(uri);
      if ((found.type & vscode.FileType.File) === 0) continue;
      if (found.size > largest && uri.scheme !== 'file')
        throw new Error(vscode.l10n.t('The body file "{0}" is larger than 100 MB.', written));
      return { uri, size: found.size };
    } catch (error) {
      if (!(error instanceof vscode.FileSystemError)) throw error;
    }
  }
  return undefined;
}

async function staysInside(file: vscode.Uri, folders: readonly vscode.Uri[]): Promise<boolean> {
  const real = await realPathOf(file);
  const roots = await Promise.all(folders.filter(({ scheme }) => scheme === file.scheme).map(realPathOf));
  return isInside(real, roots);
}

/** On this machine the real path says more; see `staysInside`. */
async function isBehindLink(file: vscode.Uri, folders: readonly vscode.Uri[]): Promise<boolean> {
  if (file.scheme === 'file') return false;
  const root = folders.find(
    ({ scheme, path }) => scheme === file.scheme && isInside(file.path, [path], posix),
  );
  return root === undefined || (await isThroughLink(file.path, root.path, isLinkIn(file)));
}

/** Whether a path of the file system that `uri` is in is a link. */
export function isLinkIn(uri: vscode.Uri): (path: string) => Promise<boolean> {
  return async path => {
    const { type } = await vscode.workspace.fs.stat(uri.with({ path }));
    return (type & vscode.FileType.SymbolicLink) !== 0;
  };
}

/** Of a file on another machine the path is what the editor says. */
function realPathOf(uri: vscode.Uri): Promise<string> {
  return uri.scheme === 'file' ? realpath(uri.fsPath) : Promise.resolve(uri.path);
}
