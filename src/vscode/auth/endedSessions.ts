import * as vscode from 'vscode';
import type { Session } from '../../oauth/session.ts';
import type { Sessions } from '../../oauth/sessions.ts';
import { withoutLinks } from '../withoutLinks.ts';
import { endedText } from './endedText.ts';
import { providerId } from './provider.ts';
import { scopesOf } from './scopes.ts';

interface EndedParts {
  readonly sessions: Sessions;
  /** Whoever waits for a token is asked anyway. */
  readonly isWanted: (environment: string) => boolean;
  readonly log: vscode.LogOutputChannel;
}

/** Tells once of a session that has ended, in the window that is looked at, with one Sign In Again. */
export function registerEndedSessions({ sessions, isWanted, log }: EndedParts): vscode.Disposable {
  const told = new Set<string>();
  const stop = sessions.onDidChange(({ changed }) => {
    for (const session of changed)
      if (session.ended !== undefined && !told.has(session.id)) {
        told.add(session.id);
        const why = endedText(session.ended, session.environment);
        log.info(`The session of ${session.account.label} has ended: ${why}.`);
        if (vscode.window.state.focused && !isWanted(session.environment)) void offerSignIn(session, log);
      }
  });
  return new vscode.Disposable(stop);
}

async function offerSignIn({ account, environment, ended }: Session, log: vscode.LogOutputChannel) {
  if (ended === undefined) return;
  const { l10n } = vscode;
  const again = l10n.t('Sign In Again');
  const text = l10n.t('The session of {0} has ended: {1}.', account.label, endedText(ended, environment));
  if ((await vscode.window.showWarningMessage(withoutLinks(text), again)) !== again) return;
  try {
    const options = { createIfNone: true, account } as const;
    await vscode.authentication.getSession(providerId, scopesOf(environment), options);
  } catch (error) {
    // Declining and failing come back as texts; a failure has been shown by the sign-in itself.
    log.info(`Not signed in to ${environment}: ${error instanceof Error ? error.message : 'declined'}`);
  }
}
