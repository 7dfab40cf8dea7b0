import * as vscode from 'vscode';
import { type FileLink, fileLinks, linksIn } from '../../httpFile/features/links.ts';
import { refusedBodyPath } from '../requests/bodyFilePath.ts';
import { type Documents, httpSelector } from './documents.ts';
import { rangeIn } from './textRange.ts';
import { visitSegments } from './unhurried.ts';

/** Opens the files that a request file names: beside it first, then in the workspace folder. */
export function registerDocumentLinks(documents: Documents): vscode.Disposable {
  const linked = new WeakMap<vscode.DocumentLink, { readonly path: string; readonly document: vscode.Uri }>();
  return vscode.languages.registerDocumentLinkProvider(httpSelector, {
    async provideDocumentLinks(document, token) {
      const file = await documents.shownLater(document);
      if (file === undefined || !(await visitSegments(file, linksIn, token))) return [];
      // Nothing outside of the folders is looked for: a path on a network share would send credentials there.
      return fileLinks(file)
        .filter(({ path }) => refusedBodyPath(path) === undefined)
        .map(({ path, range, kind }) => {
          const link = new vscode.DocumentLink(rangeIn(document, range));
          link.tooltip = tooltips[kind]();
          linked.set(link, { path, document: document.uri });
          return link;
        });
    },
    async resolveDocumentLink(link) {
      const found = linked.get(link);
      if (found !== undefined) link.target = await targetOf(found.path, found.document);
      return link;
    },
  });
}

const tooltips: Readonly<Record<FileLink['kind'], () => string>> = {
  body: () => vscode.l10n.t('Open the body'),
  answer: () => vscode.l10n.t('Open the file that the answer goes to'),
  script: () => vscode.l10n.t('Open the script, which is not run'),
  requests: () => vscode.l10n.t('Open the request file'),
};

/** The first that exists; where none does, the one beside, so that the editor can say what is missing. */
async function targetOf(path: string, document: vscode.Uri): Promise<vscode.Uri> {
  const own = vscode.workspace.getWorkspaceFolder(document)?.uri;
  const folders = [
    ...(document.scheme === 'untitled' ? [] : [vscode.Uri.joinPath(document, '..')]),
    ...(own === undefined ? (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri) : [own]),
  ];
  const plain = path.replaceAll('\\', '/');
  for (const folder of folders) {
    const uri = vscode.Uri.joinPath(folder, plain);
    const exists = await vscode.workspace.fs.stat(uri).then(
      () => true,
      () => false,
    );
    if (exists) return uri;
  }
  return vscode.Uri.joinPath(folders[0] ?? document, plain);
}
