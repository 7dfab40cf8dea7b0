import * as vscode from 'vscode';
import { ignoreLine, privateValueEdit } from '../../httpFile/features/fixes/privateValue.ts';
import type { TextEdit } from '../../httpFile/syntax.ts';
import { rangeIn } from './textRange.ts';

const privateName = 'http-client.private.env.json';

/**
 * Adds to `edit` what puts a value into the private environment file: the nearest one from the document's
 * folder up to the workspace folder, else a new one beside the document; a new one is also kept out of git.
 * Rejects where the file cannot take the value, so that nothing is edited at all.
 */
export async function keepPrivately(
  edit: vscode.WorkspaceEdit,
  document: vscode.Uri,
  { section, name, value }: { readonly section: string; readonly name: string; readonly value: string },
): Promise<void> {
  const folders = foldersFrom(document);
  const [nearest] = folders;
  if (nearest === undefined)
    throw new Error(vscode.l10n.t('Save the file first: a private environment file stands beside it.'));
  const uri = await findFile(folders, privateName);
  const before = await documentAt(uri);
  const change = privateValueEdit(before?.getText(), section, name, value);
  if (change === undefined)
    throw new Error(
      vscode.l10n.t(
        '{0} cannot take {1}: it is no JSON object, or has that value already. Look into it and try again.',
        privateName,
        name,
      ),
    );
  changeFile(edit, uri, before, change);
  if (before === undefined) await keepOutOfGit(edit, folders);
}

/** The editor saves the files of a fix that touches several, which is when the value counts. */
function changeFile(
  edit: vscode.WorkspaceEdit,
  uri: vscode.Uri,
  open: vscode.TextDocument | undefined,
  change: TextEdit,
): void {
  if (open === undefined) {
    edit.createFile(uri, { ignoreIfExists: true });
    edit.insert(uri, new vscode.Position(0, 0), change.text);
  } else edit.replace(uri, rangeIn(open, change), change.text);
}

/** From the folder of the document up to the workspace's; empty for text that is in no folder. */
function foldersFrom(document: vscode.Uri): readonly vscode.Uri[] {
  if (document.scheme === 'untitled')
    return vscode.workspace.workspaceFolders?.slice(0, 1).map(({ uri }) => uri) ?? [];
  const root = vscode.workspace.getWorkspaceFolder(document)?.uri;
  const folders = [vscode.Uri.joinPath(document, '..')];
  for (;;) {
    const last = folders.at(-1);
    if (last === undefined || root === undefined || last.path.length <= root.path.length) return folders;
    folders.push(vscode.Uri.joinPath(last, '..'));
  }
}

async function findFile(folders: readonly vscode.Uri[], name: string): Promise<vscode.Uri> {
  for (const folder of folders) {
    const uri = vscode.Uri.joinPath(folder, name);
    if (await exists(uri)) return uri;
  }
  return vscode.Uri.joinPath(folders[0] ?? vscode.Uri.file('/'), name);
}

/** Where the workspace folder is a git repository; its `.gitignore` counts for all folders below it. */
async function keepOutOfGit(edit: vscode.WorkspaceEdit, folders: readonly vscode.Uri[]): Promise<void> {
  const root = folders.at(-1);
  if (root === undefined || !(await exists(vscode.Uri.joinPath(root, '.git')))) return;
  const uri = vscode.Uri.joinPath(root, '.gitignore');
  const before = await documentAt(uri);
  const text = before?.getText() ?? '';
  const line = ignoreLine(text);
  const end = text.length;
  if (line !== '') changeFile(edit, uri, before, { start: end, end, text: line });
}

/** As it stands in the editor, unsaved edits included; `undefined` where there is no such file. */
async function documentAt(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  return (await exists(uri)) ? vscode.workspace.openTextDocument(uri) : undefined;
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
