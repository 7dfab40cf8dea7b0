import * as vscode from 'vscode';
import type { Authentication } from '../auth/register.ts';
import { contextKey } from '../commandIds.ts';
import { type Environments, simulatorName } from '../environments/environments.ts';

/** Tells the views whether anybody is signed in to the active environment, so that an empty one can say it. */
export function registerAccountState(
  environments: Environments,
  authentication: Pick<Authentication, 'account' | 'onDidChange'>,
): vscode.Disposable {
  async function refresh() {
    const { name } = environments.active();
    const account =
      name === simulatorName ? undefined : await authentication.account(name).catch(() => undefined);
    if (environments.active().name !== name) return;
    const alive = account !== undefined && account.ended === undefined;
    const state = name === simulatorName ? 'simulator' : alive ? 'signedIn' : 'signedOut';
    await vscode.commands.executeCommand('setContext', contextKey.accountState, state);
  }

  void refresh();
  return vscode.Disposable.from(environments.onDidChange(refresh), authentication.onDidChange(refresh));
}
