import * as vscode from 'vscode';
import { compareText } from '../../runner/history/compareText.ts';
import type { Entry, EntryHead } from '../../runner/history/entry.ts';
import { historyScheme, languageId, responseLanguageId } from '../commandIds.ts';
import { responseName } from '../responses/responseName.ts';
import type { History } from './history.ts';
import { whyUnreadable } from './historyMessages.ts';
import { historyText, requestText } from './historyText.ts';
import { momentOf } from './historyWording.ts';

/** What a document shows of an entry. */
type View = 'answer' | 'request' | 'compare';

/** Entries as read-only documents. */
export interface HistoryDocuments extends vscode.Disposable {
  /** In place of the entry that was looked at before. */
  show(id: string, entry: Entry, view: 'answer' | 'request'): Promise<void>;
  compare(older: readonly [string, Entry], newer: readonly [string, Entry]): Promise<void>;
}

export function registerHistoryDocuments(history: History): HistoryDocuments {
  const provider = vscode.workspace.registerTextDocumentContentProvider(historyScheme, {
    async provideTextDocumentContent({ path }) {
      const [, view, folder, file] = path.split('/');
      const entry = await history.read(`${folder}/${file}`);
      if (typeof entry === 'string') return whyUnreadable(entry);
      switch (view) {
        case 'request':
          return requestText(entry);
        case 'compare':
          return compareText(entry);
        default:
          return historyText(entry, { timeOf: iso => momentOf(Date.parse(iso)) });
      }
    },
  });

  async function opened(id: string, { head }: Entry, view: View): Promise<vscode.TextDocument> {
    // Addresses hold a time and a name, never the target or anything else out of a request.
    const uri = vscode.Uri.from({ scheme: historyScheme, path: `/${view}/${id}/${nameOf(head, view)}` });
    const document = await vscode.workspace.openTextDocument(uri);
    const language = view === 'request' ? languageId : responseLanguageId;
    return document.languageId === language
      ? document
      : vscode.languages.setTextDocumentLanguage(document, language);
  }

  return {
    async show(id, entry, view) {
      await vscode.window.showTextDocument(await opened(id, entry, view), { preview: true });
    },
    async compare([olderId, older], [newerId, newer]) {
      const left = await opened(olderId, older, 'compare');
      const right = await opened(newerId, newer, 'compare');
      const title = vscode.l10n.t(
        '{0}: {1} and {2}',
        tabName(newer.head),
        momentOf(older.head.at),
        momentOf(newer.head.at),
      );
      await vscode.commands.executeCommand('vscode.diff', left.uri, right.uri, title, { preview: true });
      if (left.getText() === right.getText())
        void vscode.window.showInformationMessage(
          vscode.l10n.t('Both answers say the same, whatever the order of their members.'),
        );
    },
    dispose: () => provider.dispose(),
  };
}

function nameOf(head: EntryHead, view: View): string {
  const name = tabName(head);
  return view === 'request' ? `${name}.http` : `${name} · answer`;
}

function tabName({ label, method }: EntryHead): string {
  const target = label.startsWith(`${method} `) ? label.slice(method.length + 1) : '';
  return responseName(label, method, target).replace(/ · answer$/, '');
}
