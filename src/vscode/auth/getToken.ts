import * as vscode from 'vscode';
import type { Sessions } from '../../oauth/sessions.ts';
import type { GetToken } from '../../runner/accessToken.ts';
import { providerId } from './provider.ts';
import { scopesOf } from './scopes.ts';

/**
 * The runner's way to a token: which session, the editor decides (its Accounts menu and preferences), and
 * the token comes from the session store, which renews it. In Restricted Mode there is none.
 */
export function createGetToken(sessions: Sessions): GetToken {
  return async (environment, { rejected, signal }) => {
    if (!vscode.workspace.isTrusted) return undefined;
    const scopes = scopesOf(environment);
    const session = await vscode.authentication.getSession(providerId, scopes, { silent: true });
    signal.throwIfAborted();
    return session && sessions.getAccessToken(session.id, { rejected, signal });
  };
}

/** The same for a click on Send: where there is no token, the person is asked to sign in, once for all. */
export function createGetTokenOrSignIn(
  sessions: Sessions,
  getToken: GetToken,
  log: vscode.LogOutputChannel,
): GetToken {
  const asking = new Map<string, Promise<vscode.AuthenticationSession>>();

  async function ask(environment: string): Promise<vscode.AuthenticationSession> {
    try {
      return await vscode.authentication.getSession(providerId, scopesOf(environment), {
        createIfNone: true,
      });
    } catch (error) {
      // Declining and failing come back as texts; a failure has been shown by the sign-in itself.
      log.info(`Not signed in to ${environment}: ${error instanceof Error ? error.message : 'declined'}`);
      throw new vscode.CancellationError();
    }
  }

  return async (environment, { rejected, signal }) => {
    const token = await getToken(environment, { ...(rejected && { rejected }), signal });
    if (token !== undefined || !vscode.workspace.isTrusted) return token;
    const already = asking.get(environment);
    const asked = already ?? ask(environment).finally(() => asking.delete(environment));
    asking.set(environment, asked);
    const session = await asked;
    signal.throwIfAborted();
    return sessions.getAccessToken(session.id, { signal });
  };
}
