import * as vscode from 'vscode';
import { commandId } from '../commandIds.ts';
import type { Sender } from '../requests/sender.ts';
import { readSettings } from '../settings.ts';
import { localWording } from '../wording.ts';
import type { BudgetFeed } from './budgetFeed.ts';
import { budgetStatus } from './budgetStatusModel.ts';
import { nextChange } from './budgetText.ts';

/** Answers come in bursts. In milliseconds. */
const pauseMs = 100;

/** In the status bar only while a rate window is nearly spent; a click opens the Diagnostics view. */
export function registerBudgetStatus({
  sender,
  feed,
}: {
  readonly sender: Pick<Sender, 'budgets'>;
  readonly feed: Pick<BudgetFeed, 'onDidChange'>;
}): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('procore.budget', vscode.StatusBarAlignment.Left, 9);
  item.name = vscode.l10n.t('Procore Rate Limit');
  item.command = commandId.showRateLimits;
  let waiting: NodeJS.Timeout | undefined;
  let soon = false;

  function refreshIn(milliseconds: number) {
    clearTimeout(waiting);
    waiting = setTimeout(refresh, milliseconds);
  }

  function refresh() {
    soon = false;
    const [budgets, now] = [sender.budgets(), Date.now()];
    const status = budgetStatus(budgets, readSettings().warnBelow, now, localWording);
    if (status === undefined) {
      item.hide();
      return;
    }
    item.text = status.text;
    item.tooltip = status.tooltip;
    item.accessibilityInformation = { label: status.spoken, role: 'button' };
    item.show();
    const wait = nextChange(budgets, now);
    if (wait !== undefined) refreshIn(wait);
  }

  return vscode.Disposable.from(
    item,
    feed.onDidChange(() => {
      if (soon) return;
      soon = true;
      refreshIn(pauseMs);
    }),
    vscode.workspace.onDidChangeConfiguration(event => {
      if (event.affectsConfiguration('procore.rateLimits')) refreshIn(0);
    }),
    new vscode.Disposable(() => clearTimeout(waiting)),
  );
}
