import * as vscode from 'vscode';
import type { Entry } from '../../runner/history/entry.ts';
import { visibleLine } from '../../runner/visibleText.ts';
import type { Authentication } from '../auth/register.ts';
import { commandId } from '../commandIds.ts';
import type { Environments } from '../environments/environments.ts';
import type { Documents } from '../language/documents.ts';
import { registerCommand } from '../report.ts';
import type { Sendings } from '../requests/sendings.ts';
import { requireTrust } from '../trust.ts';
import { copyEntryAsCurl } from './copyEntryAsCurl.ts';
import { confirmClear, confirmDelete, whileDeleting } from './deleteEntries.ts';
import type { History, ListedEntry } from './history.ts';
import type { HistoryDocuments } from './historyDocuments.ts';
import { whyUnreadable } from './historyMessages.ts';
import type { HistoryView } from './historyView.ts';
import { momentOf } from './historyWording.ts';
import { resendEntry } from './resendEntry.ts';

interface HistoryCommandParts {
  readonly history: History;
  readonly view: HistoryView;
  readonly shown: HistoryDocuments;
  readonly documents: Documents;
  readonly environments: Environments;
  readonly authentication: Pick<Authentication, 'getTokenOrSignIn'>;
  readonly sendings: Pick<Sendings, 'running' | 'send'>;
  readonly log: vscode.LogOutputChannel;
}

/** What can be done with entries of the history: rows that a command is given, or those that are selected. */
export function registerHistoryCommands(parts: HistoryCommandParts): vscode.Disposable {
  const { history, view, shown, log } = parts;

  async function read({ id }: ListedEntry): Promise<Entry> {
    const entry = await history.read(id);
    if (typeof entry === 'string') {
      history.refresh();
      throw new Error(whyUnreadable(entry));
    }
    return entry;
  }

  /** Registers a command for one entry. */
  function forOne(
    id: string,
    run: (entry: Entry, listed: ListedEntry, parameters: readonly unknown[]) => Promise<unknown>,
  ) {
    return registerCommand(log, id, async (...parameters) => {
      const [listed] = view.chosen(parameters);
      if (listed === undefined) throw new Error(vscode.l10n.t('Select a request in the History view first.'));
      return run(await read(listed), listed, parameters);
    });
  }

  return vscode.Disposable.from(
    forOne(commandId.openHistoryEntry, (entry, { id }) => shown.show(id, entry, 'answer')),
    forOne(commandId.showHistoryRequest, (entry, { id }) => shown.show(id, entry, 'request')),
    forOne(commandId.resendHistoryEntry, async (entry, { id }) =>
      (await requireTrust()) ? resendEntry(parts, id, entry) : undefined,
    ),
    forOne(commandId.copyHistoryAsCurl, (entry, _listed, parameters) =>
      copyEntryAsCurl(parts, entry, parameters),
    ),
    registerCommand(log, commandId.compareHistoryEntries, async (...parameters) => {
      const [one, ...others] = view.chosen(parameters);
      if (one === undefined)
        throw new Error(vscode.l10n.t('Select one or two requests in the History view first.'));
      const other = others.length > 0 ? others[0] : await pickOther(history, view, one);
      if (other === undefined) return;
      const [older, newer] = one.head.at < other.head.at ? [one, other] : [other, one];
      await shown.compare(older, newer);
    }),
    registerCommand(log, commandId.deleteHistoryEntries, async (...parameters) => {
      const chosen = view.chosen(parameters);
      if (chosen.length === 0) return;
      // A key means what is selected, which need not be the row that the arrows have gone to.
      const isShown = chosen.length === 1 && parameters[0] !== undefined;
      if (!isShown && !(await confirmDelete(chosen))) return;
      const ids = chosen.map(({ id }) => id);
      await whileDeleting(async ({ onCounted, ...deleting }) => {
        onCounted(ids.length);
        return { deleted: await history.remove(ids, deleting), of: ids.length };
      });
    }),
    registerCommand(log, commandId.clearHistory, async () => {
      if (!(await confirmClear(view.scope()))) return;
      await whileDeleting(clearing => history.clear(view.scope(), clearing));
    }),
  );
}

/** Answers of the same request first. */
async function pickOther(
  history: History,
  view: HistoryView,
  one: ListedEntry,
): Promise<ListedEntry | undefined> {
  const { entries } = await history.list(view.scope());
  const others = entries.filter(({ id }) => id !== one.id);
  if (others.length === 0)
    throw new Error(vscode.l10n.t('There is no other answer to compare with. Send the request again.'));
  const isSame = ({ head }: ListedEntry) => head.label === one.head.label;
  const items = [...others.filter(isSame), ...others.filter(other => !isSame(other))].map(entry => ({
    label: visibleLine(entry.head.label).replaceAll('$(', '$\u200B('),
    description: `${momentOf(entry.head.at)} · ${visibleLine(entry.head.outcome)}`,
    entry,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Compare with Another Answer'),
    placeHolder: vscode.l10n.t(
      'Which answer to compare with {0} of {1}?',
      visibleLine(one.head.label),
      momentOf(one.head.at),
    ),
    matchOnDescription: true,
  });
  return picked?.entry;
}
