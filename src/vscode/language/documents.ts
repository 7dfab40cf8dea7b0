import * as vscode from 'vscode';
import { isAboutProcore } from '../../httpFile/features/aboutProcore.ts';
import { parseHttpFile } from '../../httpFile/parser.ts';
import type { HttpFile } from '../../httpFile/syntax.ts';
import { languageId } from '../commandIds.ts';
import type { Environments } from '../environments/environments.ts';
import { readSettings } from '../settings.ts';

export const httpSelector: vscode.DocumentSelector = { language: languageId };

/** Parsed documents, each version once. */
export interface Documents extends vscode.Disposable {
  parsed(document: vscode.TextDocument): HttpFile;
  /**
   * The parsed document where our lenses, hovers and problems belong: it is about Procore, or the user's
   * setting says so. `undefined` elsewhere; other extensions serve the same file type.
   */
  shown(document: vscode.TextDocument): HttpFile | undefined;
}

/** Documents that only mirror another one: nothing can be sent from them. */
const mirrors: ReadonlySet<string> = new Set(['git', 'gitfs', 'review', 'pr']);

export function createDocuments(environments: Environments): Documents {
  // By the document itself: a new one may have the address and version of one that was closed.
  let cache = new WeakMap<
    vscode.TextDocument,
    { version: number; file: HttpFile; shown: boolean | undefined }
  >();

  function entryOf(document: vscode.TextDocument) {
    const known = cache.get(document);
    if (known?.version === document.version) return known;
    const entry = { version: document.version, file: parseHttpFile(document.getText()), shown: undefined };
    cache.set(document, entry);
    return entry;
  }

  const disposables = vscode.Disposable.from(
    vscode.workspace.onDidCloseTextDocument(document => cache.delete(document)),
    vscode.workspace.onDidChangeConfiguration(event => {
      if (event.affectsConfiguration('procore')) cache = new WeakMap();
    }),
  );

  return {
    parsed: document => entryOf(document).file,
    shown(document) {
      if (document.languageId !== languageId || mirrors.has(document.uri.scheme)) return undefined;
      const entry = entryOf(document);
      entry.shown ??= isAboutProcore(entry.file, environments.all()) || isIncluded(document);
      return entry.shown ? entry.file : undefined;
    },
    dispose() {
      disposables.dispose();
      cache = new WeakMap();
    },
  };
}

function isIncluded(document: vscode.TextDocument): boolean {
  const folder = vscode.workspace.getWorkspaceFolder(document.uri);
  return readSettings().filesInclude.some(glob => {
    const pattern = folder === undefined ? glob : new vscode.RelativePattern(folder, glob);
    return vscode.languages.match({ language: languageId, pattern }, document) > 0;
  });
}
