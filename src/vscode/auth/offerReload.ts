import * as vscode from 'vscode';
import { OAuthError } from '../../oauth/errors.ts';
import { withoutLinks } from '../withoutLinks.ts';

/** After an offer nobody is asked for this long, in milliseconds. */
const coolDownMs = 60_000;

/**
 * Offers to reload where only that helps: another window renewed the session, and this one cannot see it.
 * Once for all who ask for a token. Passes the error on.
 */
export function createReloadOffer(now: () => number): (error: unknown) => never {
  let offeredAt = Number.NEGATIVE_INFINITY;
  return error => {
    const helps = error instanceof OAuthError && error.code === 'renewed-elsewhere';
    if (helps && Math.abs(now() - offeredAt) > coolDownMs) {
      offeredAt = now();
      void offer(error.message);
    }
    throw error;
  };
}

async function offer(message: string): Promise<void> {
  const reload = vscode.l10n.t('Reload Window');
  if ((await vscode.window.showWarningMessage(withoutLinks(message), reload)) === reload)
    await vscode.commands.executeCommand('workbench.action.reloadWindow');
}
