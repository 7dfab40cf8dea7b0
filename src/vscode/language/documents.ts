import * as vscode from 'vscode';
import { isAboutProcore } from '../../httpFile/features/aboutProcore.ts';
import { parseHttpFile } from '../../httpFile/parser.ts';
import { lengthOf } from '../../httpFile/segments.ts';
import type { HttpFile } from '../../httpFile/syntax.ts';
import { historyScheme, languageId } from '../commandIds.ts';
import type { Environments } from '../environments/environments.ts';
import { readSettings } from '../settings.ts';
import { afterChanges } from './followedDocument.ts';
import { createOpenings, isLarge } from './openings.ts';
import { nextTurn } from './unhurried.ts';

export const httpSelector: vscode.DocumentSelector = { language: languageId };

/** Parsed documents, each version once; after an edit only what it touches is read. */
export interface Documents extends vscode.Disposable {
  parsed(document: vscode.TextDocument): HttpFile;
  /**
   * The parsed document where our lenses, hovers and problems belong: it is about Procore, or the user's
   * setting says so. `undefined` elsewhere; other extensions serve the same file type.
   */
  shown(document: vscode.TextDocument): HttpFile | undefined;
  /** As `shown`; the first reading of a large document waits for a turn of its own. */
  shownSoon(document: vscode.TextDocument): Promise<HttpFile | undefined>;
  /**
   * As `shownSoon`, but while a large document opens only after what people look for first: its text and its
   * lenses, which the window needs both hands to draw.
   */
  shownLater(document: vscode.TextDocument): Promise<HttpFile | undefined>;
  /** The window has been given the lenses of a document, and draws them. */
  lensesGiven(document: vscode.TextDocument): void;
}

interface Entry {
  readonly version: number;
  readonly file: HttpFile;
  /** Made from the version before by what the editor told of it. */
  readonly followed: boolean;
  shown?: boolean;
}

/** Documents that only mirror another one, or once were one: nothing can be sent from them. */
const mirrors: ReadonlySet<string> = new Set(['git', 'gitfs', 'review', 'pr', historyScheme]);

export function createDocuments(environments: Environments): Documents {
  // By the document itself: a new one may have the address and version of one that was closed.
  let cache = new WeakMap<vscode.TextDocument, Entry>();

  const openings = createOpenings(
    () => performance.now(),
    milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds)),
  );

  function entryOf(document: vscode.TextDocument): Entry {
    const known = cache.get(document);
    if (known?.version === document.version && (!known.followed || isWhole(known.file, document)))
      return known;
    const entry = { version: document.version, file: parseHttpFile(document.getText()), followed: false };
    cache.set(document, entry);
    return entry;
  }

  function follow({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const before = cache.get(document);
    if (before === undefined || before.version === document.version) return;
    const file = afterChanges(before.file, contentChanges);
    if (file === undefined) cache.delete(document);
    else cache.set(document, { version: document.version, file, followed: true });
  }

  const disposables = vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument(openings.opened),
    vscode.workspace.onDidChangeTextDocument(follow),
    vscode.workspace.onDidCloseTextDocument(document => cache.delete(document)),
    vscode.workspace.onDidChangeConfiguration(event => {
      if (event.affectsConfiguration('procore')) cache = new WeakMap();
    }),
  );

  function shown(document: vscode.TextDocument): HttpFile | undefined {
    if (document.languageId !== languageId || mirrors.has(document.uri.scheme)) return undefined;
    const entry = entryOf(document);
    entry.shown ??= isAboutProcore(entry.file, environments.all()) || isIncluded(document);
    return entry.shown ? entry.file : undefined;
  }

  async function shownSoon(document: vscode.TextDocument): Promise<HttpFile | undefined> {
    if (!cache.has(document) && isLarge(document)) await nextTurn('first');
    return document.isClosed ? undefined : shown(document);
  }

  return {
    parsed: document => entryOf(document).file,
    shown,
    shownSoon,
    async shownLater(document) {
      await openings.hasOpened(document);
      return shownSoon(document);
    },
    lensesGiven: openings.lensesGiven,
    dispose() {
      disposables.dispose();
      cache = new WeakMap();
    },
  };
}

/** Whether an event was missed: the lengths would differ. */
function isWhole(file: HttpFile, document: vscode.TextDocument): boolean {
  const { end } = document.lineAt(document.lineCount - 1).range;
  return document.offsetAt(end) === lengthOf(file);
}

function isIncluded(document: vscode.TextDocument): boolean {
  const folder = vscode.workspace.getWorkspaceFolder(document.uri);
  return readSettings().filesInclude.some(glob => {
    const pattern = folder === undefined ? glob : new vscode.RelativePattern(folder, glob);
    return vscode.languages.match({ language: languageId, pattern }, document) > 0;
  });
}
