import * as vscode from 'vscode';
import { OAuthError } from '../../oauth/errors.ts';
import type { Session } from '../../oauth/session.ts';
import type { Sessions } from '../../oauth/sessions.ts';
import type { Environment } from '../../procore/environments.ts';
import { environmentOfScopes, scopesOf } from './scopes.ts';

/** What the provider adds to the sessions: the editor's own words, and somebody who can sign in. */
export interface ProviderParts {
  readonly sessions: Sessions;
  readonly activeEnvironment: () => Environment;
  /** Signs in to the environment of that name, with everything that a person has to do. */
  readonly signIn: (environment: string) => Promise<Session>;
  readonly log: vscode.LogOutputChannel;
}

export const providerId = 'procore';

/** The `procore` authentication provider. Its only scope says the environment: `env:<name>`. */
export function createProvider(parts: ProviderParts): vscode.AuthenticationProvider & vscode.Disposable {
  const { sessions, log } = parts;
  const changed = new vscode.EventEmitter<vscode.AuthenticationProviderAuthenticationSessionsChangeEvent>();
  const stopListening = sessions.onDidChange(change => {
    void Promise.all([Promise.all(change.added.map(stored)), Promise.all(change.changed.map(stored))]).then(
      ([added, renewed]) =>
        changed.fire({ added, changed: renewed, removed: change.removed.map(session => shown(session, '')) }),
    );
  });

  /** With the token as it is stored: no network, so that the Accounts menu opens at once. */
  async function stored(session: Session): Promise<vscode.AuthenticationSession> {
    return shown(session, (await sessions.storedToken(session.id))?.reveal() ?? '');
  }

  /** With a token that is good for a while; the stored one where it cannot be renewed just now. */
  async function current(session: Session): Promise<vscode.AuthenticationSession | undefined> {
    try {
      const token = await sessions.getAccessToken(session.id, { signal: new AbortController().signal });
      return token && shown(session, token.reveal());
    } catch (error) {
      if (error instanceof OAuthError) log.warn(error.message);
      return stored(session);
    }
  }

  return {
    onDidChangeSessions: changed.event,

    async getSessions(scopes, { account }) {
      const all = (await sessions.list()).filter(({ account: own }) => !account || own.id === account.id);
      if (scopes === undefined) return Promise.all(all.map(stored));
      const environment = environmentOfScopes(scopes, parts.activeEnvironment().name);
      const alive = all.filter(session => session.environment === environment && session.ended === undefined);
      const answers = await Promise.all(alive.map(current));
      return answers.filter(session => session !== undefined);
    },

    async createSession(scopes) {
      const environment = environmentOfScopes(scopes, parts.activeEnvironment().name);
      if (environment === undefined)
        throw new Error(
          vscode.l10n.t(
            'Procore sessions have one scope, "env:" and the name of an environment; "{0}" is none.',
            scopes.join(' '),
          ),
        );
      return stored(await parts.signIn(environment));
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

function shown({ id, account, environment }: Session, accessToken: string): vscode.AuthenticationSession {
  return { id, accessToken, account, scopes: scopesOf(environment) };
}
