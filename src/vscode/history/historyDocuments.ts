import * as vscode from 'vscode';
import type { Entry, EntryHead } from '../../runner/history/entry.ts';
import { historyScheme, languageId, responseLanguageId } from '../commandIds.ts';
import { responseName } from '../responses/responseName.ts';
import { withoutLinks } from '../withoutLinks.ts';
import type { Comparisons, Pair } from './comparisons.ts';
import type { History, ListedEntry } from './history.ts';
import { comparedMessage, whyUnreadable } from './historyMessages.ts';
import { historyText, requestText } from './historyText.ts';
import { momentOf } from './historyWording.ts';

/** What a document shows of an entry. */
type View = 'answer' | 'request';

/** Entries as read-only documents. */
export interface HistoryDocuments extends vscode.Disposable {
  /** In place of the entry that was looked at before. */
  show(id: string, entry: Entry, view: 'answer' | 'request'): Promise<void>;
  /** Nothing where somebody stops it. Rejects with a sentence where one cannot be read. */
  compare(older: ListedEntry, newer: ListedEntry): Promise<void>;
}

export function registerHistoryDocuments(
  history: Pick<History, 'read'>,
  comparisons: Comparisons,
): HistoryDocuments {
  const provider = vscode.workspace.registerTextDocumentContentProvider(historyScheme, {
    async provideTextDocumentContent({ path, query }) {
      const [, view, folder, file] = path.split('/');
      if (view === 'compare') {
        const side = query.startsWith('with-newer=') ? 'older' : 'newer';
        const [own, other] = [`${folder}/${file}`, query.slice(query.indexOf('=') + 1)];
        const pair = side === 'older' ? { older: own, newer: other } : { older: other, newer: own };
        return comparisons.text(pair, side);
      }
      const entry = await history.read(`${folder}/${file}`);
      if (typeof entry === 'string') return whyUnreadable(entry);
      return view === 'request'
        ? requestText(entry)
        : historyText(entry, { timeOf: iso => momentOf(Date.parse(iso)) });
    },
  });

  async function opened(uri: vscode.Uri, language: string): Promise<vscode.Uri> {
    const document = await vscode.workspace.openTextDocument(uri);
    if (document.languageId !== language) await vscode.languages.setTextDocumentLanguage(document, language);
    return uri;
  }

  return {
    async show(id, { head }, view) {
      const uri = await opened(uriOf(view, id, head), view === 'request' ? languageId : responseLanguageId);
      await vscode.window.showTextDocument(uri, { preview: true });
    },
    async compare(older, newer) {
      const pair: Pair = { older: older.id, newer: newer.id };
      const texts = await comparisons.make(pair);
      if (texts === undefined) return;
      const left = uriOf('compare', older.id, older.head).with({ query: `with-newer=${newer.id}` });
      const right = uriOf('compare', newer.id, newer.head).with({ query: `with-older=${older.id}` });
      for (const side of [left, right]) await opened(side, responseLanguageId);
      const title = vscode.l10n.t(
        '{0}: {1} and {2}',
        tabName(newer.head),
        momentOf(older.head.at),
        momentOf(newer.head.at),
      );
      await vscode.commands.executeCommand('vscode.diff', left, right, title, { preview: true });
      const message = comparedMessage(texts);
      if (message !== undefined) void vscode.window.showInformationMessage(withoutLinks(message));
    },
    dispose: () => provider.dispose(),
  };
}

/** Addresses hold a time and a name, never the target or anything else out of a request. */
function uriOf(view: View | 'compare', id: string, head: EntryHead): vscode.Uri {
  const name = view === 'request' ? `${tabName(head)}.http` : `${tabName(head)} · answer`;
  return vscode.Uri.from({ scheme: historyScheme, path: `/${view}/${id}/${name}` });
}

function tabName({ label, method }: EntryHead): string {
  const target = label.startsWith(`${method} `) ? label.slice(method.length + 1) : '';
  return responseName(label, method, target).replace(/ · answer$/, '');
}
