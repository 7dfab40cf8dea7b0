import * as vscode from 'vscode';
import { workspaceKey } from '../storageKeys.ts';
import { providerId } from './provider.ts';
import { storedScopesOf } from './scopes.ts';

/** Which account the requests of an environment use. */
export interface ChosenAccount {
  /** The session that the editor would take. Never asks and sends nothing; `undefined`: it would ask first. */
  session(environment: string): Promise<vscode.AuthenticationSession | undefined>;
  /** A person has chosen it. */
  choose(environment: string, account: vscode.AuthenticationSessionAccountInformation): Promise<void>;
}

/**
 * The editor's choice counts. It knows one preferred account for all environments, so where that is of
 * another one, and several could be meant, it is the one that this workspace used last.
 */
export function createChosenAccount(state: vscode.Memento): ChosenAccount {
  const ask = (environment: string, options: vscode.AuthenticationGetSessionOptions) =>
    vscode.authentication.getSession(providerId, storedScopesOf(environment), { ...options, silent: true });
  return {
    async session(environment) {
      const preferred = await ask(environment, {});
      if (preferred !== undefined) return preferred;
      const account = state.get<vscode.AuthenticationSessionAccountInformation>(
        workspaceKey.account(environment),
      );
      return account && ask(environment, { account });
    },
    async choose(environment, { id, label }) {
      await state.update(workspaceKey.account(environment), { id, label });
    },
  };
}
