import * as vscode from 'vscode';
import type { ComparedAnswers } from '../../runner/history/compareEntries.ts';
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

/** What the two sides beside each other do not say themselves; `undefined`: nothing. */
export function comparedMessage({ same, left }: Pick<ComparedAnswers, 'same' | 'left'>): string | undefined {
  if (left === undefined)
    return same
      ? vscode.l10n.t('Both answers say the same, whatever the order of their members.')
      : undefined;
  if (left === 'large')
    return same
      ? vscode.l10n.t(
          'What is kept of both answers is the same, but that is only the beginning: the setting procore.history.maxBodyKilobytes says how much.',
        )
      : vscode.l10n.t(
          'Only the beginning of a body is kept, so there may be more differences: the setting procore.history.maxBodyKilobytes says how much.',
        );
  return vscode.l10n.t(
    'A body was not kept and could not be compared: it was no text, went to a file, or the setting procore.history.keep says so.',
  );
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
