import * as vscode from 'vscode';
import type { Session } from '../../oauth/session.ts';
import type { Sessions } from '../../oauth/sessions.ts';
import { commandId } from '../commandIds.ts';
import type { Environments } from '../environments/environments.ts';
import { registerCommand } from '../report.ts';
import { createLateProgress } from '../requests/lateProgress.ts';
import { withoutLinks } from '../withoutLinks.ts';
import { pickSession } from './pickSession.ts';

interface SignOutParts {
  readonly sessions: Sessions;
  readonly environments: Pick<Environments, 'active' | 'find'>;
  readonly log: vscode.LogOutputChannel;
}

/** Sign Out: at once here, with or without a network, and at the login host as far as it is reached. */
export function registerSignOut({ sessions, environments, log }: SignOutParts): vscode.Disposable {
  return registerCommand(log, commandId.signOut, async () => {
    const session = await pickSession(
      await sessions.list(),
      environments.active().name,
      vscode.l10n.t('Sign Out of Procore'),
    );
    if (session === undefined) return;
    const { revoked } = await sessions.remove(session.id);
    log.info(`Signed out of ${session.account.label}.`);
    await say(session, await whileShown(wasTold(session, revoked)), environments);
  });
}

/** A session that has ended, and a token that somebody else has made, need not be told of. */
async function wasTold(session: Session, revoked: Promise<boolean>): Promise<boolean> {
  return session.ended !== undefined || session.grant === 'access_token' || (await revoked);
}

/** Whoever does not want to wait for a slow login host reads what is said where it was not reached. */
async function whileShown(told: Promise<boolean>): Promise<boolean> {
  let cancel = (): void => {};
  const cancelled = new Promise<boolean>(resolve => {
    cancel = () => resolve(false);
  });
  const progress = createLateProgress(vscode.l10n.t('Signing out of Procore'), () => cancel());
  progress.report('');
  return Promise.race([told, cancelled]).finally(progress.end);
}

async function say(
  session: Session,
  told: boolean,
  environments: SignOutParts['environments'],
): Promise<void> {
  const { l10n } = vscode;
  const done = told
    ? l10n.t('Signed out of {0}.', session.account.label)
    : l10n.t(
        'Signed out of {0} here. The login host could not be told, so the token ends by itself within 90 minutes.',
        session.account.label,
      );
  const login = environments.find(session.environment)?.loginUrl;
  if (session.grant !== 'authorization_code' || login === undefined) {
    void vscode.window.showInformationMessage(withoutLinks(done));
    return;
  }
  const open = l10n.t('Open Login Page');
  const stays = l10n.t(
    '{0} Your browser stays signed in at Procore: sign out there too before another person signs in.',
    done,
  );
  const answer = await vscode.window.showInformationMessage(withoutLinks(stays), open);
  if (answer === open) await vscode.env.openExternal(vscode.Uri.parse(login));
}
