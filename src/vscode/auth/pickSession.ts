import * as vscode from 'vscode';
import type { Session } from '../../oauth/session.ts';
import { shortId } from './appLabel.ts';

/** The only session, or the one picked; those of the active environment first. `undefined`: none. */
export async function pickSession(
  all: readonly Session[],
  activeEnvironment: string,
  title: string,
): Promise<Session | undefined> {
  const { l10n } = vscode;
  if (all.length === 0) {
    void vscode.window.showInformationMessage(l10n.t('Nobody is signed in to Procore.'));
    return undefined;
  }
  if (all.length === 1) return all[0];
  const first = ({ environment }: Session) => Number(environment === activeEnvironment);
  const items = [...all]
    .sort((one, other) => first(other) - first(one))
    .map(session => ({
      label: session.account.label,
      description: [
        ...(hasTwin(session, all) ? [l10n.t('app {0}', shortId(session.clientId ?? ''))] : []),
        ...(session.ended === undefined ? [] : [l10n.t('session ended')]),
      ].join(', '),
      session,
    }));
  const picked = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: l10n.t('Choose an account'),
  });
  return picked?.session;
}

function hasTwin(session: Session, all: readonly Session[]): boolean {
  return all.some(other => other !== session && other.account.id === session.account.id);
}
