import * as vscode from 'vscode';
import { OAuthError } from '../../oauth/errors.ts';
import type { Session } from '../../oauth/session.ts';
import type { Sessions } from '../../oauth/sessions.ts';
import type { Environment } from '../../procore/environments.ts';
import { readScopes, scopesOf, sessionsFor } from './scopes.ts';

/** What the provider adds to the sessions: the editor's own words, and somebody who can sign in. */
export interface ProviderParts {
  readonly sessions: Sessions;
  readonly activeEnvironment: () => Environment;
  /** Client id of the app in use for an environment; `undefined`: any. */
  readonly appInUse: (environment: string) => string | undefined;
  /** Signs in to the environment of that name, with everything that a person has to do. */
  readonly signIn: (environment: string, clientId: string | undefined) => Promise<Session>;
  readonly log: vscode.LogOutputChannel;
}

export const providerId = 'procore';

/** The `procore` authentication provider. Its scopes say environment and app: `env:<name>`, `app:<id>`. */
export function createProvider(parts: ProviderParts): vscode.AuthenticationProvider & vscode.Disposable {
  const { sessions, log } = parts;
  const changed = new vscode.EventEmitter<vscode.AuthenticationProviderAuthenticationSessionsChangeEvent>();
  const stopListening = sessions.onDidChange(change => {
    void Promise.all([
      Promise.all(change.added.map(added => stored(added))),
      Promise.all(change.changed.map(renewed => stored(renewed))),
    ]).then(
      ([added, renewed]) =>
        changed.fire({ added, changed: renewed, removed: change.removed.map(session => shown(session, '')) }),
      () => log.warn('The editor could not be told of a change of the sessions: they could not be read.'),
    );
  });

  /** With the token as it is stored: no network, so that the Accounts menu opens at once. */
  async function stored(session: Session, clientId?: string): Promise<vscode.AuthenticationSession> {
    return shown(session, (await sessions.storedToken(session.id))?.reveal() ?? '', clientId);
  }

  /** With a token that is good for a while; the stored one where it cannot be renewed just now. */
  async function current(
    session: Session,
    clientId: string | undefined,
  ): Promise<vscode.AuthenticationSession | undefined> {
    try {
      const token = await sessions.getAccessToken(session.id, { signal: new AbortController().signal });
      return token && shown(session, token.reveal(), clientId);
    } catch (error) {
      if (error instanceof OAuthError) log.warn(error.message);
      return stored(session, clientId);
    }
  }

  return {
    onDidChangeSessions: changed.event,

    async getSessions(scopes, { account }) {
      const all = (await sessions.list()).filter(({ account: own }) => !account || own.id === account.id);
      if (scopes === undefined) return Promise.all(all.map(session => stored(session)));
      const wanted = readScopes(scopes, parts.activeEnvironment().name);
      if (wanted === undefined) return [];
      const alive = all.filter(({ ended }) => ended === undefined);
      const fitting = sessionsFor(alive, wanted, parts.appInUse(wanted.environment));
      const answers = await Promise.all(
        fitting.map(session => (wanted.asStored ? stored : current)(session, wanted.clientId)),
      );
      return answers.filter(session => session !== undefined);
    },

    async createSession(scopes) {
      const wanted = readScopes(scopes, parts.activeEnvironment().name);
      if (wanted === undefined)
        throw new Error(
          vscode.l10n.t(
            'Procore sessions have the scopes "env:" with the name of an environment and "app:" with a client id; "{0}" are others.',
            scopes.join(' '),
          ),
        );
      const { environment, clientId } = wanted;
      return stored(await parts.signIn(environment, clientId), clientId);
    },

    async removeSession(id) {
      await sessions.remove(id);
    },

    dispose() {
      stopListening();
      changed.dispose();
    },
  };
}

/** With the scopes that were asked for, by which the editor finds it again. */
function shown(
  { id, account, environment }: Session,
  accessToken: string,
  clientId?: string,
): vscode.AuthenticationSession {
  return { id, accessToken, account, scopes: scopesOf(environment, clientId) };
}
