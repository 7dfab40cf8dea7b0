import * as vscode from 'vscode';
import { OAuthError } from '../../oauth/errors.ts';
import type { Session } from '../../oauth/session.ts';
import type { Sessions } from '../../oauth/sessions.ts';
import { processTokenInfoResponse, tokenInfoRequest } from '../../oauth/tokens.ts';
import type { Transport } from '../../oauth/transport.ts';
import { commandId } from '../commandIds.ts';
import type { Environments } from '../environments/environments.ts';
import { registerCommand } from '../report.ts';
import { createLateProgress } from '../requests/lateProgress.ts';
import { requireTrust } from '../trust.ts';
import { withoutLinks } from '../withoutLinks.ts';
import { localWording } from '../wording.ts';
import { pickSession } from './pickSession.ts';
import { tokenInfoLines } from './tokenInfoText.ts';

interface TokenInfoParts {
  readonly sessions: Sessions;
  readonly transport: Transport;
  readonly environments: Pick<Environments, 'active' | 'find'>;
  readonly log: vscode.LogOutputChannel;
}

/** Show Token Info: what the login host itself says of the token that a request would use. */
export function registerTokenInfo(parts: TokenInfoParts): vscode.Disposable {
  const { sessions, environments, log } = parts;
  return registerCommand(log, commandId.showTokenInfo, async () => {
    if (!(await requireTrust())) return;
    const session = await pickSession(
      await sessions.list(),
      environments.active().name,
      vscode.l10n.t('Show Token Info'),
    );
    if (session !== undefined) await show(parts, session);
  });
}

async function show({ sessions, transport, environments, log }: TokenInfoParts, session: Session) {
  const { l10n } = vscode;
  const environment = environments.find(session.environment);
  const stop = new AbortController();
  const progress = createLateProgress(l10n.t('Show Token Info'), () => stop.abort());
  progress.report('');
  try {
    const token = await sessions.getAccessToken(session.id, { signal: stop.signal });
    if (environment === undefined || token === undefined) {
      progress.end();
      return await offerSignIn(session);
    }
    const answer = await tokenInfoRequest(environment, token, { transport, signal: stop.signal });
    progress.end();
    const info = processTokenInfoResponse(answer);
    const host = new URL(environment.loginUrl).host;
    void vscode.window.showInformationMessage(session.account.label, {
      modal: true,
      detail: tokenInfoLines(info, { host, grant: session.grant, now: Date.now() }, localWording).join('\n'),
    });
  } catch (error) {
    if (stop.signal.aborted) return;
    if (!(error instanceof OAuthError)) throw error;
    log.warn(error.message);
    void vscode.window.showErrorMessage(withoutLinks(error.message));
  } finally {
    progress.end();
  }
}

async function offerSignIn({ account }: Session): Promise<void> {
  const signIn = vscode.l10n.t('Sign In');
  const ended = vscode.l10n.t('The session of {0} has ended. Sign in again.', account.label);
  if ((await vscode.window.showWarningMessage(withoutLinks(ended), signIn)) === signIn)
    await vscode.commands.executeCommand(commandId.signIn);
}
