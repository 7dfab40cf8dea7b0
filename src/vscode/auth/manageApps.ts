import * as vscode from 'vscode';
import type { Sessions } from '../../oauth/sessions.ts';
import type { OAuthClient } from '../../oauth/tokens.ts';
import type { Environment } from '../../procore/environments.ts';
import { commandId } from '../commandIds.ts';
import { type Environments, simulatorName } from '../environments/environments.ts';
import { registerCommand } from '../report.ts';
import { withoutLinks } from '../withoutLinks.ts';
import { shortId } from './appLabel.ts';
import type { Checked } from './appSteps.ts';
import type { Credentials } from './credentials.ts';
import { redirectUrisFor } from './signIn.ts';
import type { SignInRunner } from './signInRunner.ts';

interface AppParts {
  readonly sessions: Sessions;
  readonly credentials: Credentials;
  readonly runner: Pick<SignInRunner, 'flows'>;
  readonly environments: Pick<Environments, 'active' | 'all' | 'find'>;
  readonly log: vscode.LogOutputChannel;
}

/** Change App Credentials, Forget App Credentials: of the active environment. */
export function registerAppCommands(parts: AppParts): vscode.Disposable {
  return vscode.Disposable.from(
    registerCommand(parts.log, commandId.changeCredentials, (name, tells) =>
      ofNamed(parts, name, (_parts, environment) => change(parts, environment, tells !== false)),
    ),
    registerCommand(parts.log, commandId.forgetCredentials, () => ofNamed(parts, undefined, forget)),
  );
}

/** Of the active environment where none of that name is. */
async function ofNamed<T>(
  parts: AppParts,
  name: unknown,
  work: (parts: AppParts, environment: Environment) => Promise<T>,
): Promise<T | undefined> {
  const named = typeof name === 'string' ? parts.environments.find(name) : undefined;
  const environment = named ?? parts.environments.active();
  if (environment.name !== simulatorName) return work(parts, environment);
  void vscode.window.showInformationMessage(
    vscode.l10n.t(
      'The simulator brings its own app. Switch the environment first to change the app of another.',
    ),
  );
  return undefined;
}

/** What the login host said of the app that is stored now; `undefined`: none was. `tells`: it is said here. */
async function change(
  { credentials, runner }: AppParts,
  environment: Environment,
  tells: boolean,
): Promise<Checked | undefined> {
  const [flow] = runner.flows(environment);
  if (flow === undefined) return undefined;
  const known = await credentials.list(environment);
  const picked =
    known.length === 0 ? 'another' : await pickApp(environment, known, credentials.inUse(environment), true);
  if (picked === undefined) return undefined;
  const { signal } = new AbortController();
  let checked: Checked = 'unknown';
  const clientId = picked === 'another' ? undefined : picked.clientId;
  await credentials.ask(environment, {
    redirectUris: redirectUrisFor(flow, environment),
    clientId,
    onChecked: answer => {
      checked = answer;
    },
    signal,
  });
  // The command is done; the answer may come much later.
  if (tells) void offerSignIn(environment, checked);
  return checked;
}

/** It need not be the active one. */
async function offerSignIn({ name, title, loginUrl }: Environment, checked: Checked): Promise<void> {
  const signIn = vscode.l10n.t('Sign In');
  const stored =
    checked === 'unknown'
      ? vscode.l10n.t(
          'The app for {0} is stored. It could not be checked: {1} did not say whether it knows it. Sign in to try it.',
          title,
          new URL(loginUrl).host,
        )
      : vscode.l10n.t('The app for {0} is stored. Sign in to use it.', title);
  const answer = await vscode.window.showInformationMessage(withoutLinks(stored), signIn);
  if (answer === signIn) await vscode.commands.executeCommand(commandId.signIn, name);
}

async function forget(parts: AppParts, environment: Environment): Promise<void> {
  const { l10n } = vscode;
  const { credentials, sessions, log } = parts;
  const known = await credentials.list(environment);
  if (known.length === 0) {
    void vscode.window.showInformationMessage(
      withoutLinks(l10n.t('No app is stored for {0}.', environment.title)),
    );
    return;
  }
  const app = await pickApp(environment, known, credentials.inUse(environment), false);
  if (app === undefined || app === 'another') return;
  const sharing = parts.environments
    .all()
    .filter(({ credentialsOf }) => credentialsOf === environment.credentialsOf);
  const names = new Set(sharing.map(({ name }) => name));
  const own = (await sessions.list()).filter(
    session => names.has(session.environment) && session.clientId === app.clientId,
  );
  const yes = l10n.t('Forget');
  const answer = await vscode.window.showWarningMessage(
    l10n.t('Forget the app {0}?', shortId(app.clientId)),
    {
      modal: true,
      detail: [
        l10n.t('Its client secret is deleted here: {0}.', sharing.map(({ title }) => title).join(', ')),
        ...(own.length === 0
          ? []
          : [l10n.t('Signed out: {0}.', own.map(({ account }) => account.label).join(', '))]),
      ].join(' '),
    },
    yes,
  );
  if (answer !== yes) return;
  // The login host wants the client secret to revoke a token.
  await Promise.all(own.map(async ({ id }) => (await sessions.remove(id)).revoked));
  await credentials.forget(environment, app.clientId);
  log.info(`The app ${app.clientId} of ${environment.name} was forgotten.`);
}

async function pickApp(
  environment: Environment,
  known: readonly OAuthClient[],
  inUse: string | undefined,
  canAdd: boolean,
): Promise<OAuthClient | 'another' | undefined> {
  const { l10n } = vscode;
  const items: (vscode.QuickPickItem & { readonly app: OAuthClient | 'another' })[] = known.map(app => ({
    label: `$(key) ${shortId(app.clientId)}`,
    description: app.clientId === inUse ? l10n.t('in use') : '',
    app,
  }));
  if (canAdd) items.push({ label: l10n.t('$(add) Add Another App...'), app: 'another' });
  const picked = await vscode.window.showQuickPick(items, {
    title: l10n.t('Apps for {0}', environment.title),
    placeHolder: canAdd ? l10n.t('Choose the app to change') : l10n.t('Choose the app to forget'),
  });
  return picked?.app;
}
