import * as vscode from 'vscode';
import type { Session } from '../../oauth/session.ts';
import type { Sessions } from '../../oauth/sessions.ts';
import type { SignInFlow } from '../../oauth/signInFlows.ts';
import type { Environment } from '../../procore/environments.ts';
import { commandId } from '../commandIds.ts';
import { type Environments, simulatorName } from '../environments.ts';
import { registerCommand } from '../report.ts';
import { requireTrust } from '../trust.ts';
import type { Credentials } from './credentials.ts';
import { providerId } from './provider.ts';
import { scopesOf } from './scopes.ts';
import { redirectUriFor } from './signIn.ts';
import type { SignInRunner } from './signInRunner.ts';

interface CommandParts {
  readonly sessions: Sessions;
  readonly runner: SignInRunner;
  readonly credentials: Credentials;
  readonly environments: Pick<Environments, 'active' | 'find'>;
  readonly log: vscode.LogOutputChannel;
}

/** Sign In, Sign In Another Way, Sign Out, Change App Credentials. */
export function registerAuthenticationCommands(parts: CommandParts): vscode.Disposable {
  const { log, environments } = parts;
  return vscode.Disposable.from(
    registerCommand(log, commandId.signIn, async () => {
      if (await requireTrust()) await signInWithDialog(parts, environments.active());
    }),
    registerCommand(log, commandId.signInAnotherWay, async () => {
      if (await requireTrust()) await signInAnotherWay(parts);
    }),
    registerCommand(log, commandId.signOut, () => signOut(parts)),
    registerCommand(log, commandId.changeCredentials, () => changeCredentials(parts)),
  );
}

/** The editor asks, remembers who may use the session, and offers the accounts there are. */
async function signInWithDialog({ sessions, log }: CommandParts, environment: Environment): Promise<void> {
  const others = (await sessions.list()).some(
    session => session.environment === environment.name && session.ended === undefined,
  );
  await getSession(log, environment, { createIfNone: true, clearSessionPreference: others });
}

/** A way chosen here is gone first; then the editor is asked to let this extension use its account. */
async function signInAnotherWay({ runner, environments, log }: CommandParts): Promise<void> {
  const environment = environments.active();
  const way = await pickWay(environment, runner.flows(environment));
  if (way === undefined) return;
  const { account } = await runner.run(environment.name, way);
  await getSession(log, environment, { createIfNone: true, account });
}

async function getSession(
  log: vscode.LogOutputChannel,
  { name }: Environment,
  options: vscode.AuthenticationGetSessionOptions & { readonly createIfNone: true },
): Promise<void> {
  try {
    const { account } = await vscode.authentication.getSession(providerId, scopesOf(name), options);
    vscode.window.setStatusBarMessage(vscode.l10n.t('Signed in to Procore as {0}', account.label), 5000);
  } catch (error) {
    // Declining and failing come back as texts; a failure has been shown by the sign-in itself.
    log.info(`Not signed in to ${name}: ${error instanceof Error ? error.message : 'declined'}`);
  }
}

async function changeCredentials({ runner, credentials, environments }: CommandParts): Promise<void> {
  const { l10n } = vscode;
  const environment = environments.active();
  if (environment.name === simulatorName) {
    void vscode.window.showInformationMessage(
      l10n.t('The simulator brings its own app. Switch the environment first to change the app of another.'),
    );
    return;
  }
  const [flow] = runner.flows(environment);
  if (flow === undefined) return;
  await credentials.ask(environment, redirectUriFor(flow));
  const signIn = l10n.t('Sign In');
  const stored = l10n.t('The app for {0} is stored. Sign in to use it.', environment.title);
  const answer = await vscode.window.showInformationMessage(stored, signIn);
  if (answer === signIn) await vscode.commands.executeCommand(commandId.signIn);
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

async function signOut({ sessions, environments, log }: CommandParts): Promise<void> {
  const { l10n } = vscode;
  const session = await pickSession(await sessions.list(), environments);
  if (session === undefined) return;
  const { revoked } = await sessions.remove(session.id);
  log.info(`Signed out of ${session.account.label}.`);
  const told = session.ended !== undefined || session.grant === 'access_token' || (await revoked);
  const done = told
    ? l10n.t('Signed out of {0}.', session.account.label)
    : l10n.t(
        'Signed out of {0} here. The login host could not be told, so the token ends by itself within 90 minutes.',
        session.account.label,
      );
  const login = environments.find(session.environment)?.loginUrl;
  if (session.grant !== 'authorization_code' || login === undefined) {
    void vscode.window.showInformationMessage(done);
    return;
  }
  const open = l10n.t('Open Login Page');
  const stays = l10n.t(
    '{0} Your browser stays signed in at Procore: sign out there too before another person signs in.',
    done,
  );
  const answer = await vscode.window.showInformationMessage(stays, open);
  if (answer === open) await vscode.env.openExternal(vscode.Uri.parse(login));
}

async function pickSession(
  all: readonly Session[],
  environments: CommandParts['environments'],
): Promise<Session | undefined> {
  const { l10n } = vscode;
  if (all.length === 0) {
    void vscode.window.showInformationMessage(l10n.t('Nobody is signed in to Procore.'));
    return undefined;
  }
  if (all.length === 1) return all[0];
  const active = environments.active().name;
  const items = all
    .map(session => ({
      label: session.account.label,
      description: session.ended === undefined ? '' : l10n.t('session ended'),
      session,
    }))
    .sort(
      (one, other) =>
        Number(other.session.environment === active) - Number(one.session.environment === active),
    );
  const picked = await vscode.window.showQuickPick(items, {
    title: l10n.t('Sign Out of Procore'),
    placeHolder: l10n.t('Choose an account'),
  });
  return picked?.session;
}
