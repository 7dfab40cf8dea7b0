import * as vscode from 'vscode';
import type { Session } from '../../oauth/session.ts';
import type { Sessions } from '../../oauth/sessions.ts';
import { commandId } from '../commandIds.ts';
import type { Environments } from '../environments/environments.ts';
import { registerCommand } from '../report.ts';
import { withoutLinks } from '../withoutLinks.ts';
import { pickSession } from './pickSession.ts';
import { wasTold, whileShown } from './whileShown.ts';

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
    const [told = false] = await whileShown([wasTold(session, revoked)]);
    await say(session, told, environments);
  });
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
