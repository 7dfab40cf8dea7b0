import * as vscode from 'vscode';
import type { Authentication } from '../auth/register.ts';
import { type Environments, simulatorName } from '../environments/environments.ts';
import type { SimulatorControl } from '../simulator/simulatorControl.ts';
import type { Session } from './explorer.ts';

/**
 * Where the tree is read from now, and whether it can be. Asks nobody, and sends nothing but a look at the port of the
 * simulator, which may run in another window or in a terminal.
 */
export async function readSession(parts: {
  readonly environments: Pick<Environments, 'active'>;
  readonly authentication: Pick<Authentication, 'account'>;
  readonly simulator: Pick<SimulatorControl, 'find'>;
}): Promise<Session> {
  const { environments, authentication, simulator } = parts;
  const { name, apiUrl } = environments.active();
  const session = { environment: name, owner: apiUrl, account: '' };
  if (!vscode.workspace.isTrusted) return { ...session, state: 'restricted' };
  if (name === simulatorName && (await simulator.find()) === undefined)
    return { ...session, state: 'simulatorStopped' };
  const account = await authentication.account(name).catch(() => undefined);
  if (account === undefined || account.ended !== undefined) return { ...session, state: 'signedOut' };
  return { ...session, account: account.label, state: undefined };
}
