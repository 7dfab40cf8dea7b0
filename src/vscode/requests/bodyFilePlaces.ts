import * as vscode from 'vscode';
import { withSlashes } from '../../runner/answerFile.ts';

/**
 * The files that a path may mean, nearest first: beside the request file, then in its workspace folder (in
 * every one for text that lies in none). They need not exist. Windows' separators count on every system.
 */
export function bodyFilePlaces(written: string, document: vscode.Uri | undefined): readonly vscode.Uri[] {
  const own = document && vscode.workspace.getWorkspaceFolder(document)?.uri;
  const folders = [
    ...(document === undefined || document.scheme === 'untitled'
      ? []
      : [vscode.Uri.joinPath(document, '..')]),
    ...(own === undefined ? (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri) : [own]),
  ];
  const ways = [...new Set([written, withSlashes(written)])];
  const places = folders.flatMap(folder => ways.map(way => vscode.Uri.joinPath(folder, way)));
  const known = new Set<string>();
  return places.filter(({ path }) => !known.has(path) && known.add(path));
}
