import * as vscode from 'vscode';
import type { Sessions } from '../../oauth/sessions.ts';
import type { SignInFlow } from '../../oauth/signInFlows.ts';
import type { Environment } from '../../procore/environments.ts';
import { commandId } from '../commandIds.ts';
import type { Environments } from '../environments/environments.ts';
import { registerCommand } from '../report.ts';
import { requireTrust } from '../trust.ts';
import { providerId } from './provider.ts';
import { scopesOf } from './scopes.ts';
import type { SignInRunner } from './signInRunner.ts';

interface CommandParts {
  readonly sessions: Sessions;
  readonly runner: SignInRunner;
  readonly environments: Pick<Environments, 'active' | 'find'>;
  readonly accountChosen: (
    environment: string,
    account: vscode.AuthenticationSessionAccountInformation,
  ) => Promise<void>;
  readonly log: vscode.LogOutputChannel;
}

/** Sign In, Sign In Another Way. */
export function registerSignInCommands(parts: CommandParts): vscode.Disposable {
  const { log, environments, runner } = parts;
  let last: Promise<unknown> | undefined;

  /** The editor gives whoever asks the same again the answer of the first time, so that has to end first. */
  async function signInAnew(environment: Environment): Promise<boolean> {
    runner.cancel();
    await last;
    const next = signInWithDialog(parts, environment);
    last = next;
    return next;
  }

  return vscode.Disposable.from(
    registerCommand(log, commandId.signIn, async name => {
      const named = typeof name === 'string' ? environments.find(name) : undefined;
      return (await requireTrust()) && (await signInAnew(named ?? environments.active()));
    }),
    registerCommand(log, commandId.signInAnotherWay, async () => {
      if (await requireTrust()) await signInAnotherWay(parts);
    }),
  );
}

/** The editor asks, remembers who may use the session, and offers the accounts there are. */
async function signInWithDialog(parts: CommandParts, environment: Environment): Promise<boolean> {
  const others = (await parts.sessions.list()).some(
    session => session.environment === environment.name && session.ended === undefined,
  );
  return getSession(parts, environment, { createIfNone: true, clearSessionPreference: others });
}

/** A way chosen here is gone first; then the editor is asked to let this extension use its account. */
async function signInAnotherWay(parts: CommandParts): Promise<void> {
  const { runner, environments } = parts;
  const environment = environments.active();
  const way = await pickWay(environment, runner.flows(environment));
  if (way === undefined) return;
  const { account } = await runner.run(environment.name, { flow: way });
  await getSession(parts, environment, { createIfNone: true, account });
}

/** `false`: nobody was signed in. */
async function getSession(
  { accountChosen, log }: CommandParts,
  { name }: Environment,
  options: vscode.AuthenticationGetSessionOptions & { readonly createIfNone: true },
): Promise<boolean> {
  try {
    const { account } = await vscode.authentication.getSession(providerId, scopesOf(name), options);
    await accountChosen(name, account);
    vscode.window.setStatusBarMessage(vscode.l10n.t('Signed in to Procore as {0}', account.label), 5000);
    return true;
  } catch (error) {
    // Declining and failing come back as texts; a failure has been shown by the sign-in itself.
    log.info(`Not signed in to ${name}: ${error instanceof Error ? error.message : 'declined'}`);
    return false;
  }
}

async function pickWay(
  environment: Environment,
  flows: readonly SignInFlow[],
): Promise<SignInFlow['id'] | undefined> {
  const { l10n } = vscode;
  const texts: Record<SignInFlow['id'], { readonly label: string; readonly detail: string }> = {
    loopback: {
      label: l10n.t('Browser'),
      detail: l10n.t('Sign in on the login page of Procore; it comes back by itself.'),
    },
    paste: {
      label: l10n.t('Browser, Paste the Code'),
      detail: l10n.t('For editors in a browser or on a remote machine, and where the ports are blocked.'),
    },
    'client-credentials': {
      label: l10n.t('Service Account'),
      detail: l10n.t('Client credentials: the app signs in as itself, without a person.'),
    },
    'access-token': {
      label: l10n.t('Access Token'),
      detail: l10n.t('Paste one for a quick look. It is not renewed.'),
    },
  };
  const items = flows.map(({ id }) => ({ ...texts[id], id }));
  const picked = await vscode.window.showQuickPick(items, {
    title: l10n.t('Sign In to Procore: {0}', environment.title),
    placeHolder: l10n.t('Choose how to sign in'),
  });
  return picked?.id;
}
