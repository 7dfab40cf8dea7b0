import * as vscode from 'vscode';
import type { RequestNode } from '../../httpFile/syntax.ts';
import { languageId } from '../commandIds.ts';
import { requestKeys } from '../requests/requestKeys.ts';
import type { SentRequests } from '../requests/sentRequests.ts';
import { type AssertMark, assertMarks } from './assertMarks.ts';
import type { Documents } from './documents.ts';

/** A result must not outlive the edit of its line for long, and a quick typist must not wait for it. */
const pauseMs = 50;

/** `✓` or `✗` with the value that was found, behind each `??` line of a request that was answered. */
export function registerAssertDecorations(documents: Documents, sent: SentRequests): vscode.Disposable {
  const held = decoration('testing.iconPassed');
  // Not testing.iconFailed, which high contrast shows as black on black.
  const failed = decoration('errorForeground');
  let waiting: NodeJS.Timeout | undefined;

  function decorate(editor: vscode.TextEditor) {
    const { document } = editor;
    if (document.languageId !== languageId) return;
    const marks = marksIn(document);
    const options = (mark: AssertMark) => optionsOf(document, mark);
    editor.setDecorations(held, marks.filter(({ passed }) => passed).map(options));
    editor.setDecorations(failed, marks.filter(({ passed }) => !passed).map(options));
  }

  function marksIn(document: vscode.TextDocument): readonly AssertMark[] {
    const address = document.uri.toString();
    const answered = sent
      .list()
      .filter(entry => entry.document === address && (entry.exchange?.asserts.length ?? 0) > 0);
    if (answered.length === 0) return [];
    const file = documents.shown(document);
    if (file === undefined) return [];
    const requests: ReadonlyMap<string, RequestNode> = requestKeys(file);
    return answered.flatMap(({ key, exchange }) => {
      const request = requests.get(key);
      return request === undefined || exchange === undefined ? [] : assertMarks(request, exchange.asserts);
    });
  }

  function decorateAll() {
    vscode.window.visibleTextEditors.forEach(decorate);
  }

  function decorateSoon() {
    clearTimeout(waiting);
    waiting = setTimeout(decorateAll, pauseMs);
  }

  return vscode.Disposable.from(
    held,
    failed,
    sent.onDidChange(decorateSoon),
    vscode.window.onDidChangeVisibleTextEditors(decorateAll),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document.languageId === languageId) decorateSoon();
    }),
    new vscode.Disposable(() => clearTimeout(waiting)),
  );
}

function decoration(color: string): vscode.TextEditorDecorationType {
  return vscode.window.createTextEditorDecorationType({
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
    after: { margin: '0 0 0 1.5em', color: new vscode.ThemeColor(color) },
  });
}

/** Behind the end of the line, so that a comment after the assertion is not split. */
function optionsOf(document: vscode.TextDocument, { range, text }: AssertMark): vscode.DecorationOptions {
  const line = document.lineAt(document.positionAt(range.start).line);
  return {
    range: new vscode.Range(line.range.end, line.range.end),
    renderOptions: { after: { contentText: text } },
  };
}
