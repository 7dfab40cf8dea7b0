import * as vscode from 'vscode';
import { visibleLine } from '../../runner/visibleText.ts';
import { viewId } from '../commandIds.ts';
import { createLateProgress } from '../requests/lateProgress.ts';
import { withoutLinks } from '../withoutLinks.ts';
import type { Clearing, HistoryScope, ListedEntry } from './history.ts';
import { momentOf } from './historyWording.ts';

/**
 * Deletes with a bar in the view, and where it takes long with how far it is and a way to stop it; says then how much
 * is left.
 */
export async function whileDeleting(
  work: (clearing: Required<Clearing>) => Promise<{ readonly deleted: number; readonly of: number }>,
  open = createLateProgress,
): Promise<void> {
  const stop = new AbortController();
  const progress = open(vscode.l10n.t('Deleting from the history'), () => stop.abort());
  let [gone, all] = [0, 0];
  const report = () => progress.report(vscode.l10n.t('{0} of {1}', counted(gone), counted(all)));
  progress.report('');
  try {
    const { deleted, of } = await vscode.window.withProgress({ location: { viewId: viewId.history } }, () =>
      work({
        signal: stop.signal,
        onCounted(count) {
          all = count;
          report();
        },
        onDeleted(count) {
          gone += count;
          report();
        },
      }),
    );
    if (deleted < of)
      void vscode.window.showInformationMessage(
        withoutLinks(
          vscode.l10n.t(
            'Stopped: {0} of {1} requests were deleted, the others are still in the history.',
            counted(deleted),
            counted(of),
          ),
        ),
      );
  } finally {
    progress.end();
  }
}

function counted(requests: number): string {
  return requests.toLocaleString(vscode.env.language);
}

export async function confirmDelete(chosen: readonly ListedEntry[]): Promise<boolean> {
  const yes = vscode.l10n.t('Delete');
  const [first, second] = chosen;
  const question =
    first !== undefined && second === undefined
      ? vscode.l10n.t(
          'Delete {0} of {1} and its answer from the history?',
          visibleLine(first.head.label),
          momentOf(first.head.at),
        )
      : vscode.l10n.t('Delete {0} requests and their answers from the history?', chosen.length);
  return (await vscode.window.showWarningMessage(withoutLinks(question), { modal: true }, yes)) === yes;
}

export async function confirmClear(scope: HistoryScope): Promise<boolean> {
  const yes = vscode.l10n.t('Clear');
  const answer = await vscode.window.showWarningMessage(
    scope === 'all'
      ? vscode.l10n.t('Clear the history of all workspaces?')
      : vscode.l10n.t('Clear the history of this workspace?'),
    {
      modal: true,
      detail: vscode.l10n.t(
        'Deletes the requests and their answers from this machine. Files stay as they are.',
      ),
    },
    yes,
  );
  return answer === yes;
}
