import * as vscode from 'vscode';
import { placeBlock } from '../../httpFile/convert/placement.ts';
import { type Snippet, snippetText } from '../../httpFile/features/completion/item.ts';
import type { HttpFile } from '../../httpFile/syntax.ts';
import { languageId } from '../commandIds.ts';
import { snippetOf } from '../language/completion.ts';
import type { Documents } from '../language/documents.ts';
import { editInNewFile } from '../operations/runOperation.ts';

/** Others only show what stands somewhere else. */
const writable = /^(?:file|untitled|vscode-)/;

/**
 * Puts a request behind the one at the cursor of the request file that is open, or into a new file, and the cursor
 * to what is to be filled in. `make` gets the file that it goes into; nothing for a new one.
 */
export async function insertRequest(
  documents: Pick<Documents, 'parsed'>,
  make: (file?: HttpFile, document?: vscode.TextDocument) => Snippet,
): Promise<void> {
  const open = requestEditor();
  if (open === undefined) return editInNewFile(make());
  const { document } = open;
  const file = documents.parsed(document);
  const block = make(file, document);
  const place = placeBlock(file, document.offsetAt(open.selection.active), snippetText(block));
  const lead = place.text.length - place.text.trimStart().length;
  const gap = place.text.slice(0, lead);
  const rest = place.text.slice(place.text.trimEnd().length);
  const range = new vscode.Range(document.positionAt(place.start), document.positionAt(place.end));
  const editor = await vscode.window.showTextDocument(document, open.viewColumn);
  // A snippet takes the indentation of its line: it goes into an empty one.
  const once = { undoStopBefore: true, undoStopAfter: false };
  if (!(await editor.edit(builder => builder.replace(range, gap + rest), once))) throw notWritten(document);
  const start = document.positionAt(place.start + gap.length);
  const snippet = snippetOf(withoutLastBreak(block));
  if (!(await editor.insertSnippet(snippet, start, { undoStopBefore: false, undoStopAfter: true })))
    throw notWritten(document);
  editor.revealRange(new vscode.Range(start, start), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  if (block.every(part => typeof part === 'string')) editor.selection = new vscode.Selection(start, start);
}

/** The active one, else one that is in view: the row of a tree was clicked meanwhile, or an answer is read. */
function requestEditor(): vscode.TextEditor | undefined {
  const takes = ({ document }: vscode.TextEditor) =>
    document.languageId === languageId && writable.test(document.uri.scheme);
  const { activeTextEditor, visibleTextEditors } = vscode.window;
  return activeTextEditor !== undefined && takes(activeTextEditor)
    ? activeTextEditor
    : visibleTextEditors.find(takes);
}

function withoutLastBreak(block: Snippet): Snippet {
  const last = block.at(-1);
  return typeof last === 'string' ? [...block.slice(0, -1), last.trimEnd()] : block;
}

function notWritten(document: vscode.TextDocument): Error {
  return new Error(vscode.l10n.t('The request could not be put into {0}.', document.fileName));
}
