import { realpath } from 'node:fs/promises';
import * as vscode from 'vscode';
import {
  type AnswerFile,
  mostNumbered,
  numberedName,
  refusedAnswerPath,
  refusedAnswerPlace,
} from '../../runner/answerFile.ts';
import type { StoredBody } from '../../runner/bodyFiles.ts';
import { isInside } from './bodyFilePath.ts';
import { isLinkIn } from './readBodyFile.ts';
import { isThroughLink } from './throughLink.ts';

/**
 * Writes an answer beside `document`, with a number where the name is taken, and gives the path within the
 * workspace. Rejects with the reason for every place outside the document's workspace folder, also through
 * a link, and in Restricted Mode.
 */
export async function writeAnswerFile(
  { path, overwrite }: AnswerFile,
  body: Uint8Array | StoredBody,
  document: vscode.Uri | undefined,
): Promise<string> {
  if (!vscode.workspace.isTrusted) throw new Error(vscode.l10n.t('Nothing is written in Restricted Mode.'));
  const refused = refusedAnswerPath(path);
  if (refused !== undefined) throw refusal(refused);
  const root = document && vscode.workspace.getWorkspaceFolder(document)?.uri;
  if (document === undefined || root === undefined) {
    throw new Error(vscode.l10n.t('the request file lies in no workspace folder. Open its folder.'));
  }
  const wanted = path.startsWith('/') ? document.with({ path }) : vscode.Uri.joinPath(document, '..', path);
  await requireInside(wanted, root);
  await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(wanted, '..'));
  for (let taken = 0; taken < mostNumbered; taken++) {
    const target = wanted.with({ path: numberedName(wanted.path, taken) });
    const found = await typeOf(target);
    if (found !== undefined && !overwrite) continue;
    if (found !== undefined && found !== vscode.FileType.File)
      throw new Error(vscode.l10n.t('it is a folder or a link. Name a plain file.'));
    if ('path' in body) await vscode.workspace.fs.copy(vscode.Uri.file(body.path), target, { overwrite });
    else await vscode.workspace.fs.writeFile(target, body);
    return vscode.workspace.asRelativePath(target);
  }
  throw new Error(vscode.l10n.t('there are {0} files of that name already. Remove some.', mostNumbered));
}

async function typeOf(uri: vscode.Uri): Promise<vscode.FileType | undefined> {
  try {
    return (await vscode.workspace.fs.stat(uri)).type;
  } catch (error) {
    if (error instanceof vscode.FileSystemError) return undefined;
    throw error;
  }
}

/** Looks at the nearest folder that exists, since the others will be made in it. */
async function requireInside(file: vscode.Uri, root: vscode.Uri): Promise<void> {
  if (!isInside(file.path, [root.path])) throw outside();
  const hidden = refusedAnswerPlace(file.path.slice(root.path.length + 1));
  if (hidden !== undefined) throw refusal(hidden);
  let folder = vscode.Uri.joinPath(file, '..');
  while (folder.path.length > root.path.length && (await typeOf(folder)) === undefined) {
    folder = vscode.Uri.joinPath(folder, '..');
  }
  if (folder.scheme !== 'file') {
    if (await isThroughLink(folder.path, root.path, isLinkIn(folder)))
      throw new Error(
        vscode.l10n.t(
          'its folder is a link or lies behind one, and where that leads on another machine cannot be seen. Name a plain folder.',
        ),
      );
    return;
  }
  const [real, realRoot] = await Promise.all([realpath(folder.fsPath), realpath(root.fsPath)]);
  if (real !== realRoot && !isInside(real, [realRoot])) throw outside();
}

function refusal(reason: string): Error {
  return new Error(vscode.l10n.t('{0}. Name a plain file inside the workspace folder.', reason));
}

function outside(): Error {
  return new Error(vscode.l10n.t('it lies outside the workspace folder of the request file.'));
}
