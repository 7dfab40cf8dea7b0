import * as vscode from 'vscode';
import type { Unreadable } from '../../runner/history/entryText.ts';
import type { HistoryList } from './history.ts';

/** Why an entry cannot be shown. */
export function whyUnreadable(why: Unreadable | 'gone'): string {
  switch (why) {
    case 'gone':
      return vscode.l10n.t('This request is no longer in the history: it was deleted, or too old.');
    case 'newer':
      return vscode.l10n.t('A newer version of API Workbench for Procore wrote this. Update to read it.');
    case 'damaged':
      return vscode.l10n.t('The file of this request is damaged. Delete it from the history.');
  }
}

/** The line above the rows; `undefined` where there is nothing to say. */
export function historyMessage(
  list: HistoryList,
  about: {
    readonly found: number;
    readonly wanted: string;
    readonly isOff: boolean;
    readonly problem: string | undefined;
  },
): string | undefined {
  const { found, wanted, isOff, problem } = about;
  const said = [
    problem === undefined ? '' : vscode.l10n.t('The last request could not be kept: {0}', problem),
    isOff && list.entries.length > 0 ? vscode.l10n.t('The history is off: nothing is added.') : '',
    wanted === '' ? '' : vscode.l10n.t('{0} of {1} requests have "{2}".', found, list.entries.length, wanted),
    list.newer === 0 ? '' : vscode.l10n.t('Not shown, as a newer version wrote them: {0}.', list.newer),
    list.damaged === 0 ? '' : vscode.l10n.t('Not shown, as their files are damaged: {0}.', list.damaged),
  ].filter(Boolean);
  return said.length === 0 ? undefined : said.join(' ');
}
