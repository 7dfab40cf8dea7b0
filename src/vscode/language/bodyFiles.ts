import * as vscode from 'vscode';
import { holdsReference } from '../../httpFile/bodyPieces.ts';
import {
  bodyFileLinks,
  bodyFileProblem,
  fillingEdit,
  type LookedFor,
} from '../../httpFile/features/bodyFileProblems.ts';
import { linksIn } from '../../httpFile/features/links.ts';
import { languageId } from '../commandIds.ts';
import { refusedBodyPath } from '../requests/bodyFilePath.ts';
import { bodyFilePlaces } from '../requests/bodyFilePlaces.ts';
import { createDocumentDelays } from './documentDelays.ts';
import { type Documents, httpSelector } from './documents.ts';
import { editorDiagnostic } from './editorDiagnostic.ts';
import { rangeIn } from './textRange.ts';
import { visitSegments } from './unhurried.ts';

/** While someone types, files wait for a pause. */
const pauseMs = 500;
/** Nobody reads more. */
const mostLookedFor = 100;
/** In bytes: a file beyond this is no template that somebody wrote. */
const largestTemplate = 256 << 10;

/** Body files that are missing, there twice, or hold variables that are not filled in; with the fix for these. */
export function registerBodyFiles(documents: Documents): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('procore-files');
  const delays = createDocumentDelays(document => void refresh(document));

  function refreshLater(document: vscode.TextDocument, delayMs: number) {
    if (document.languageId === languageId) delays.start(document, delayMs);
  }

  async function refresh(document: vscode.TextDocument) {
    // Before the workspace is trusted its files lead nowhere.
    const looked = !document.isClosed && vscode.workspace.isTrusted;
    const file = looked ? await documents.shownLater(document) : undefined;
    const { version } = document;
    const outdated = {
      get isCancellationRequested() {
        return document.isClosed || document.version !== version;
      },
    };
    if (file !== undefined && !(await visitSegments(file, linksIn, outdated, 'last'))) return;
    const links = file === undefined ? [] : bodyFileLinks(file).slice(0, mostLookedFor);
    if (file === undefined || links.length === 0) {
      collection.delete(document.uri);
      return;
    }
    const shown: vscode.Diagnostic[] = [];
    for (const link of links) {
      // Paths that are refused are told of when they are sent; nothing outside the folders is looked for.
      if (refusedBodyPath(link.path) !== undefined) continue;
      const problem = bodyFileProblem(file, link, await lookFor(link.path, document.uri));
      if (problem !== undefined) shown.push(editorDiagnostic(document, problem.range, problem));
    }
    if (!document.isClosed && document.version === version) collection.set(document.uri, shown);
  }

  function refreshAll() {
    for (const document of vscode.workspace.textDocuments) refreshLater(document, 0);
  }

  refreshAll();
  return vscode.Disposable.from(
    collection,
    vscode.workspace.onDidOpenTextDocument(document => refreshLater(document, 0)),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0) refreshLater(document, pauseMs);
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(refreshAll),
    vscode.workspace.onDidSaveTextDocument(refreshAll),
    vscode.workspace.onDidCreateFiles(refreshAll),
    vscode.workspace.onDidDeleteFiles(refreshAll),
    vscode.workspace.onDidRenameFiles(refreshAll),
    vscode.workspace.onDidCloseTextDocument(document => {
      delays.stop(document);
      collection.delete(document.uri);
    }),
    registerFix(documents),
    delays,
  );
}

async function lookFor(path: string, document: vscode.Uri): Promise<LookedFor> {
  const found: { readonly uri: vscode.Uri; readonly size: number }[] = [];
  for (const uri of bodyFilePlaces(path, document)) {
    try {
      const { type, size } = await vscode.workspace.fs.stat(uri);
      if ((type & vscode.FileType.File) !== 0) found.push({ uri, size });
    } catch (error) {
      if (!(error instanceof vscode.FileSystemError)) throw error;
    }
  }
  const [first] = found;
  if (first === undefined) return { found: 'nowhere', holdsReferences: false };
  const readable = found.length === 1 && first.size <= largestTemplate;
  const text = readable ? new TextDecoder().decode(await vscode.workspace.fs.readFile(first.uri)) : '';
  return { found: found.length > 1 ? 'twice' : 'once', holdsReferences: holdsReference(text) };
}

function registerFix(documents: Documents): vscode.Disposable {
  return vscode.languages.registerCodeActionsProvider(
    httpSelector,
    {
      provideCodeActions(document, _range, { diagnostics }) {
        return diagnostics.flatMap(diagnostic => {
          if (diagnostic.source !== 'Procore' || diagnostic.code !== 'body-file-not-filled') return [];
          const file = documents.shown(document);
          const edit = file && fillingEdit(file, document.offsetAt(diagnostic.range.start));
          if (edit === undefined) return [];
          const title = vscode.l10n.t('Fill in the variables of the file with <@');
          const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
          action.diagnostics = [diagnostic];
          action.isPreferred = true;
          action.edit = new vscode.WorkspaceEdit();
          action.edit.replace(document.uri, rangeIn(document, edit), edit.text);
          return [action];
        });
      },
    },
    { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
  );
}
